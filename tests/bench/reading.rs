//! What an agent waits for: the inbox's list, a long thread, and a customer with very many records.

use anyhow::{Context, Result};
use reqwest::Client;

use crate::{
    fill::Filled,
    http,
    samples::Samples,
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

/// Requests before the first that counts: connections, statements and pages are there then.
const WARM_UP: usize = 10;

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let filled = stage.large().await?;
    let server = Server::start(&filled.folder)?.server;
    let client = http::client()?;
    let thread = filled.thread.as_ref().context("the database has no long thread")?;
    let customer = filled.customer.as_ref().context("the database has no customer with records")?;
    let times = stage.pick(200, 50);
    let mut finding = Finding::default();
    let paths = [
        ("inbox list of 50 out of 100,000", "/api/inbox/conversations?limit=50".to_owned(), 5.0),
        ("a thread's newest 50 of 10,000, with the person", format!("/api/inbox/conversations/{thread}"), 5.0),
        ("a customer with 100,000 of 1,000,000 records, opened", format!("/api/inbox/contacts/{customer}"), 10.0),
        ("the same customer's deposits", format!("/api/inbox/contacts/{customer}/activity?kind=deposit"), 10.0),
    ];
    for (figure, path, most) in paths {
        let url = format!("{}{path}", server.origin());
        let (samples, size) = repeat(&client, filled, (&url, times)).await?;
        let measured = format!("{:.2} ms (p99 {:.2})", samples.median(), samples.percentile(99.0));
        finding.rows.push(Row::at_most(figure, &format!("≤ {most} ms"), (samples.median(), most), measured));
        finding.remarks.push(format!("{figure}: {size} bytes of JSON."));
    }
    finding.remarks.push(format!(
        "Reading: medians of {times} whole HTTP round trips on a kept connection, one after another; nothing is subtracted for the client or the transport."
    ));
    server.stop()?;
    Ok(finding)
}

/// Round trips in milliseconds, and the size of the answer.
async fn repeat(client: &Client, filled: &Filled, (url, times): (&str, usize)) -> Result<(Samples, usize)> {
    let cookie = format!("deskbell={}", filled.session);
    let mut taken = Vec::with_capacity(times);
    let mut size = 0;
    for round in 0..WARM_UP + times {
        let answer = http::get(client, url, &[("Cookie", &cookie)]).await?;
        size = answer.body.len();
        if round >= WARM_UP {
            taken.push(answer.took.as_secs_f64() * 1_000.0);
        }
    }
    Ok((Samples::new(taken)?, size))
}
