//! How long an agent, or the business's own server, waits for a customer with a hundred thousand records.

use anyhow::{Context, Result};

use crate::{
    fill::Filled,
    history, http,
    ingest::ratio,
    samples::{Samples, grouped},
    server::Server,
    stage::Stage,
    table::{Finding, Row},
};

/// Requests before the first that counts: connections, statements and pages are there then.
const WARM_UP: usize = 10;

/// The places where a customer is opened.
const PLACES: [&str; 3] = [
    "customer with 100,000 records, in the inbox",
    "the same customer's deposits alone",
    "the same customer, read back by a server",
];

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let times = stage.pick(300, 50);
    let (few, many) = (open(stage.few().await?, times).await?, open(stage.many().await?, times).await?);
    let mut finding = Finding::default();
    for ((place, few), many) in PLACES.into_iter().zip(few).zip(many) {
        let tell = |samples: &Samples| format!("{:.2} ms (p99 {:.2})", samples.median(), samples.percentile(99.0));
        finding.rows.push(Row::at_most(place, "≤ 10 ms", (few.0.median(), 10.0), tell(&few.0)));
        let figure = format!("{place}, 1,000,000 records");
        finding.rows.push(Row::at_most(&figure, "≤ 10 ms", (many.0.median(), 10.0), tell(&many.0)));
        finding.rows.push(ratio(place, many.0.median() / few.0.median()));
        finding.remarks.push(format!("{place}: {} bytes of JSON.", grouped(many.1 as u64)));
    }
    finding.remarks.push(format!(
        "Opening: medians of {times} whole HTTP round trips on a kept connection, one after another; nothing is subtracted for the client or the transport."
    ));
    Ok(finding)
}

/// Opens the customer in each place: round trips in milliseconds and the size of the answer.
async fn open(filled: &Filled, times: usize) -> Result<[(Samples, usize); 3]> {
    let server = Server::start(&filled.folder)?.server;
    let regular = filled.regular.as_ref().context("the database has no customer with many records")?;
    let inbox = format!("{}/api/inbox/contacts/{regular}", server.origin());
    let name = history::REGULAR.replace(' ', "%20");
    let back = format!("{}/v1/chat/ingest/customers/{name}", server.origin());
    let cookie = format!("deskbell={}", filled.session);
    let bearer = format!("Bearer {}", filled.api_key);
    let opened = [
        repeat(&inbox, ("Cookie", &cookie), times).await?,
        repeat(&format!("{inbox}/activity?kind=deposit"), ("Cookie", &cookie), times).await?,
        repeat(&back, ("Authorization", &bearer), times).await?,
    ];
    server.stop()?;
    Ok(opened)
}

async fn repeat(url: &str, header: (&str, &str), times: usize) -> Result<(Samples, usize)> {
    let client = http::client()?;
    let mut taken = Vec::with_capacity(times);
    let mut size = 0;
    for round in 0..WARM_UP + times {
        let answer = http::get(&client, url, &[header]).await?;
        size = answer.body.len();
        if round >= WARM_UP {
            taken.push(answer.took.as_secs_f64() * 1_000.0);
        }
    }
    Ok((Samples::new(taken)?, size))
}
