//! How many records a second a business's servers can send.

use std::time::Duration;

use anyhow::{Result, ensure};
use futures_util::future::try_join_all;
use reqwest::Client;

use crate::{
    fill::{self, Filled},
    http,
    load::Window,
    samples::grouped,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

const CLIENTS: usize = 8;

/// Records in one request.
const RECORDS: usize = 100;

/// Customers that one client sends records of, in turn.
const CUSTOMERS: usize = 500;

/// Records that the server answered for.
#[derive(Default)]
struct Answered {
    in_window: u64,
    in_all: u64,
}

/// One of the business's servers.
struct Sender {
    client: Client,
    url: String,
    authorization: String,
    index: usize,
}

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let filled = stage.small().await?;
    let folder = stage.small_copy("ingest").await?;
    let server = Server::start(&folder)?.server;
    let senders = (0..CLIENTS).map(|index| Sender::new(&server, filled, index)).collect::<Result<Vec<_>>>()?;
    let window = Window::of(stage.pick(Duration::from_secs(10), Duration::from_secs(2)));
    let sending = senders.into_iter().map(|sender| tokio::spawn(sender.send(window)));
    let (worked, sent) = tokio::join!(window.watch(&server), try_join_all(sending));
    let (worked, sent) = (worked?, sent?.into_iter().collect::<Result<Vec<_>>>()?);
    server.stop()?;

    let counted: u64 = sent.iter().map(|answered| answered.in_window).sum();
    let in_all: u64 = sent.iter().map(|answered| answered.in_all).sum();
    let stored = fill::count(&folder, "records")?;
    ensure!(stored == in_all, "{in_all} records were answered for, but {stored} are stored");
    ensure!(counted > 0, "no request was answered");
    let rate = counted as f64 / worked.seconds;
    let each_us = worked.cpu_seconds * 1e6 / counted as f64;
    Ok(Finding {
        rows: vec![Row::at_least(
            "ingest, 100 records a request, 8 clients",
            "≥ 20,000 records/s",
            (rate, 20_000.0),
            format!("{} records/s", grouped(rate as u64)),
        )],
        remarks: vec![format!(
            "Ingest: new records of {} customers in turn, without Idempotency-Key, for {:.0} s; {each_us:.0} µs of the server's CPU for each record, {:.2} cores in all; all {} were found in the database after the stop.",
            grouped((CLIENTS * CUSTOMERS) as u64),
            worked.seconds,
            worked.cpu_seconds / worked.seconds,
            grouped(in_all)
        )],
    })
}

impl Sender {
    fn new(server: &Server, filled: &Filled, index: usize) -> Result<Self> {
        let url = format!("{}/v1/chat/ingest/records", server.origin());
        let authorization = format!("Bearer {}", filled.api_key);
        Ok(Self { client: http::client()?, url, authorization, index })
    }

    /// Sends requests one after another until the window is over.
    async fn send(self, window: Window) -> Result<Answered> {
        let mut answered = Answered::default();
        let mut number = 0;
        while !window.is_over() {
            let request = self.client.post(&self.url).header("Authorization", &self.authorization);
            let request = request.header("Content-Type", "application/json").body(self.body(number));
            let response = request.send().await?;
            let status = response.status();
            let answer = response.text().await?;
            ensure!(status == 200, "the server answered {status}: {answer}");
            ensure!(answer.contains(&format!("\"created\":{RECORDS}")), "not all records were new: {answer}");
            answered.in_all += RECORDS as u64;
            if window.counts() {
                answered.in_window += RECORDS as u64;
            }
            number += 1;
        }
        Ok(answered)
    }

    fn body(&self, number: usize) -> String {
        let customer = number % CUSTOMERS;
        let records = (0..RECORDS).map(|record| {
            format!(
                r#"{{"kind":"order","reference":"{}-{number}-{record}","title":"Two pots and a fern","amount":"{}.{:02}","currency":"EUR","status":"paid","url":"https://shop.example/orders/{number}-{record}","occurred_at":"2026-11-0{}T09:30:00Z"}}"#,
                self.index,
                10 + record,
                record % 100,
                1 + record % 9
            )
        });
        let records = records.collect::<Vec<_>>().join(",");
        format!(r#"{{"external_id":"customer-{}-{customer}","records":[{records}]}}"#, self.index)
    }
}
