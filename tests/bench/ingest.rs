//! How many records a second a business's servers can send, many at once and one by one, and how long a customer's
//! profile waits meanwhile: with few records in the database, and with a million.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use futures_util::future::try_join_all;

use crate::{
    fill::{self, Filled},
    history,
    load::Window,
    samples::{Samples, grouped},
    server::Server,
    stage::Stage,
    table::{Finding, Row},
    wire::Wire,
};

const CLIENTS: usize = 16;

/// Records in one request of many.
const MANY: usize = 100;

/// What the slowest of a hundred profiles may wait, in milliseconds.
const IDENTIFY_MS: f64 = 40.0;

/// By how much a figure may be worse with a million records.
const WORSE: f64 = 0.2;

/// Between two profiles that are sent under load.
const PAUSE: Duration = Duration::from_millis(4);

/// One of the business's servers.
struct Sender {
    wire: Wire,
    index: usize,
    /// Records in each of its requests.
    records: usize,
}

/// Records that the server answered for.
#[derive(Default)]
struct Answered {
    in_window: u64,
    in_all: u64,
}

/// What one load on one database came to.
struct Outcome {
    /// Records a second.
    rate: f64,
    /// Of the server's processor, for each record.
    each_us: f64,
    cores: f64,
    /// Milliseconds that profiles sent meanwhile took, where any were.
    identify: Option<Samples>,
}

/// Repeated outcomes of one load.
struct Repeated {
    rate: f64,
    each_us: f64,
    cores: f64,
    /// The median of the 99th percentiles.
    identify_ms: f64,
    profiles: usize,
}

/// A running server with a database that grows.
struct Place<'f> {
    folder: PathBuf,
    server: Server,
    filled: &'f Filled,
    answered: u64,
    before: u64,
    /// Loads so far, so that no reference comes twice.
    load: usize,
}

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let mut few = Place::open(stage, stage.few().await?)?;
    let mut many = Place::open(stage, stage.many().await?)?;
    let (rounds, length) = (stage.pick(5, 1), stage.pick(Duration::from_secs(5), Duration::from_secs(2)));
    let mut outcomes: [Vec<Outcome>; 4] = Default::default();
    // In turn, so that what else the machine does meets all four alike.
    for _ in 0..rounds {
        outcomes[0].push(few.load(MANY, length).await?);
        outcomes[1].push(many.load(MANY, length).await?);
        outcomes[2].push(few.load(1, length).await?);
        outcomes[3].push(many.load(1, length).await?);
    }
    let held = few.close()? + many.close()?;
    let [at_once, at_once_many, single, single_many] = outcomes.map(Repeated::of);
    let (at_once, at_once_many, single, single_many) = (at_once?, at_once_many?, single?, single_many?);
    let mut rows = rows(&at_once, &single, "");
    rows.extend(self::rows(&at_once_many, &single_many, ", 1,000,000 records"));
    rows.push(ratio("records a second, 100 a request", at_once.rate / at_once_many.rate));
    rows.push(ratio("records a second, 1 a request", single.rate / single_many.rate));
    rows.push(ratio("identify under load", single_many.identify_ms / single.identify_ms));
    Ok(Finding {
        rows,
        remarks: vec![
            format!(
                "Ingest: {CLIENTS} connections, each with one request on its way; new records of {} customers in turn, without Idempotency-Key; medians of {rounds} × {:.0} s, the databases in turn. Few: {} records of one customer to begin with.",
                grouped(history::CUSTOMERS as u64),
                length.as_secs_f64(),
                grouped(stage.pick(100_000, 10_000)),
            ),
            format!(
                "The server's CPU for each record: {:.0} µs at 100 a request ({:.2} cores), {:.0} µs at 1 ({:.2} cores); with many records {:.0} and {:.0} µs. All {} new records were found in the databases after the stop.",
                at_once.each_us,
                at_once.cores,
                single.each_us,
                single.cores,
                at_once_many.each_us,
                single_many.each_us,
                grouped(held)
            ),
            format!(
                "Identify: one more connection sends {} profiles, one every {} ms, beside the {CLIENTS} that send single records; a whole round trip, made durable.",
                grouped((single.profiles + single_many.profiles) as u64),
                PAUSE.as_millis()
            ),
        ],
    })
}

fn rows(at_once: &Repeated, single: &Repeated, with: &str) -> Vec<Row> {
    let rate = |rate: f64| format!("{} records/s", grouped(rate as u64));
    vec![
        Row::at_least(
            &format!("ingest, 100 records a request, {CLIENTS} clients{with}"),
            "≥ 20,000 records/s",
            (at_once.rate, 20_000.0),
            rate(at_once.rate),
        ),
        Row::at_least(
            &format!("ingest, 1 record a request, {CLIENTS} clients{with}"),
            "≥ 5,000 records/s",
            (single.rate, 5_000.0),
            rate(single.rate),
        ),
        Row::at_most(
            &format!("p99 of one identify meanwhile{with}"),
            "≤ 40 ms",
            (single.identify_ms, IDENTIFY_MS),
            format!("{:.1} ms", single.identify_ms),
        ),
    ]
}

/// How much worse a figure is with a million records, as a share.
pub fn ratio(figure: &str, worse: f64) -> Row {
    let measured = format!("{:+.0} %", (worse - 1.0) * 100.0);
    Row::at_most(&format!("{figure}: 1,000,000 against few"), "≤ 20 % worse", (worse - 1.0, WORSE), measured)
}

impl<'f> Place<'f> {
    fn open(stage: &Stage, filled: &'f Filled) -> Result<Self> {
        let folder = stage.copy("ingest", filled)?;
        let before = fill::count(&folder, "records")?;
        let server = Server::start(&folder)?.server;
        Ok(Self { folder, server, filled, answered: 0, before, load: 0 })
    }

    /// Sends requests of `records` records for a while; beside single ones also profiles.
    async fn load(&mut self, records: usize, length: Duration) -> Result<Outcome> {
        let mut senders = Vec::new();
        for client in 0..CLIENTS {
            let wire = Wire::connect(&self.server, "/v1/chat/ingest/records", &self.filled.api_key).await?;
            senders.push(Sender { wire, index: self.load * CLIENTS + client, records });
        }
        self.load += 1;
        let profiles = match records {
            1 => Some(Wire::connect(&self.server, "/v1/chat/ingest/identify", &self.filled.api_key).await?),
            _ => None,
        };
        let window = Window::of(length);
        let sending = senders.into_iter().map(|sender| tokio::spawn(sender.send(window)));
        let identifying = tokio::spawn(async move {
            match profiles {
                Some(wire) => Ok::<_, anyhow::Error>(Some(identify(wire, window).await?)),
                None => Ok(None),
            }
        });
        let (worked, sent, identified) = tokio::join!(window.watch(&self.server), try_join_all(sending), identifying);
        let (worked, sent) = (worked?, sent?.into_iter().collect::<Result<Vec<_>>>()?);
        let counted: u64 = sent.iter().map(|answered| answered.in_window).sum();
        ensure!(counted > 0, "no request was answered");
        self.answered += sent.iter().map(|answered| answered.in_all).sum::<u64>();
        Ok(Outcome {
            rate: counted as f64 / worked.seconds,
            each_us: worked.cpu_seconds * 1e6 / counted as f64,
            cores: worked.cpu_seconds / worked.seconds,
            identify: identified??,
        })
    }

    /// Stops the server and looks for every record it has answered for.
    fn close(self) -> Result<u64> {
        self.server.stop()?;
        let stored = fill::count(&self.folder, "records")? - self.before;
        ensure!(stored == self.answered, "{} records were answered for, but {stored} are stored", self.answered);
        forget(&self.folder)?;
        Ok(stored)
    }
}

/// Large databases are not left lying until the end of the run.
fn forget(folder: &Path) -> Result<()> {
    Ok(std::fs::remove_dir_all(folder)?)
}

/// Sends one profile after another until the window is over; how long each took that counts.
async fn identify(mut wire: Wire, window: Window) -> Result<Samples> {
    let mut taken = Vec::new();
    let mut number = 0;
    while !window.is_over() {
        let body = format!(
            r#"{{"external_id":"{}","name":"Jordan Lee","email":"jordan{number}@example.com","attributes":{{"plan":"Gold"}}}}"#,
            history::name(number * 31)
        );
        let (asked, counts) = (Instant::now(), window.counts());
        wire.post(&body).await?;
        if counts {
            taken.push(asked.elapsed().as_secs_f64() * 1_000.0);
        }
        number += 1;
        tokio::time::sleep(PAUSE).await;
    }
    Samples::new(taken)
}

impl Repeated {
    fn of(outcomes: Vec<Outcome>) -> Result<Self> {
        let median =
            |figure: fn(&Outcome) -> f64| Ok::<_, anyhow::Error>(Samples::new(outcomes.iter().map(figure))?.median());
        let slowest = |outcome: &Outcome| outcome.identify.as_ref().map_or(0.0, |samples| samples.percentile(99.0));
        Ok(Self {
            rate: median(|outcome| outcome.rate)?,
            each_us: median(|outcome| outcome.each_us)?,
            cores: median(|outcome| outcome.cores)?,
            identify_ms: Samples::new(outcomes.iter().map(slowest))?.median(),
            profiles: outcomes.iter().flat_map(|outcome| &outcome.identify).map(Samples::count).sum(),
        })
    }
}

impl Sender {
    /// Sends requests one after another until the window is over.
    async fn send(mut self, window: Window) -> Result<Answered> {
        let mut answered = Answered::default();
        let expected = format!("\"created\":{}", self.records);
        let mut number = 0;
        while !window.is_over() {
            let body = self.body(number);
            let answer = self.wire.post(&body).await?;
            ensure!(answer.contains(&expected), "not all records were new: {answer}");
            answered.in_all += self.records as u64;
            if window.counts() {
                answered.in_window += self.records as u64;
            }
            number += 1;
        }
        Ok(answered)
    }

    fn body(&self, number: usize) -> String {
        let index = self.index;
        let records = (0..self.records).map(|record| {
            format!(
                r#"{{"kind":"order","reference":"{index}-{number}-{record}","title":"Two pots and a fern","amount":"{}.{:02}","currency":"EUR","status":"paid","url":"https://shop.example/orders/{number}-{record}","occurred_at":"2026-11-0{}T09:30:00Z"}}"#,
                10 + record,
                record % 100,
                1 + record % 9
            )
        });
        let records = records.collect::<Vec<_>>().join(",");
        // Neighbours in the load are not neighbours in the database.
        let customer = history::name(self.index * 577 + number * 7_919);
        format!(r#"{{"external_id":"{customer}","records":[{records}]}}"#)
    }
}
