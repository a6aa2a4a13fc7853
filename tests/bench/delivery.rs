//! A visitor's message, until it is on disk and at the agent's inbox, while 50 come in each second.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt, StreamExt, stream::SplitSink};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    samples::Samples,
    server::Server,
    socket::{self, Socket, is_of},
    stage::Stage,
    table::{Finding, Row},
};

/// Visitors that take turns.
const VISITORS: usize = 10;

/// Time from one message to the next.
const PACE: Duration = Duration::from_millis(20);

/// How long the last message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// A visitor with its conversation.
struct Writer {
    sink: SplitSink<Socket, Message>,
    conversation: String,
}

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let filled = stage.small().await?;
    let server = Server::start(&stage.small_copy("delivery").await?)?.server;
    let mut agent = socket::agent(&server, filled).await?;
    let mut listening = JoinSet::new();
    let mut writers = Vec::new();
    for index in 0..VISITORS {
        let mut socket = socket::visitor(&server, filled, filled.token(index)?, Ipv4Addr::LOCALHOST).await?;
        let conversation = socket::start_conversation(&mut socket, "begin").await?;
        let (sink, mut frames) = socket.split();
        listening.spawn(async move { while let Some(Ok(_)) = frames.next().await {} });
        writers.push(Writer { sink, conversation });
    }
    let (tell, mut arrivals) = mpsc::unbounded_channel();
    listening.spawn(async move {
        while let Some(Ok(frame)) = agent.next().await {
            let arrived = Instant::now();
            if let Some(number) = number_of(&frame) {
                let _ = tell.send((number, arrived));
            }
        }
    });

    let count = stage.pick(1_000, 150);
    let sent = send_all(&mut writers, count).await?;
    let mut times = Vec::with_capacity(count);
    while times.len() < count {
        let arrival = timeout(PATIENCE, arrivals.recv()).await.with_context(|| missing(count - times.len()))?;
        let (number, arrived): (usize, Instant) = arrival.context("the agent's connection ended")?;
        let sent = sent.get(number).context("a message came that nobody had sent")?;
        times.push(arrived.duration_since(*sent).as_secs_f64() * 1_000.0);
    }
    listening.shutdown().await;
    server.stop()?;
    finding(&Samples::new(times)?)
}

/// Sends one message each [`PACE`], whether or not earlier ones have arrived, and answers when each left.
async fn send_all(writers: &mut [Writer], count: usize) -> Result<Vec<Instant>> {
    let mut ticks = interval(PACE);
    // A late one must not make the next ones come in a bunch.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sent = Vec::with_capacity(count);
    for number in 0..count {
        ticks.tick().await;
        let writer = &mut writers[number % VISITORS];
        let body = format!("#{number}# Where is my parcel? It was to come on Tuesday, the shop says.");
        let frame = socket::post(&format!("delivery-{number}"), Some(&writer.conversation), &body);
        sent.push(Instant::now());
        writer.sink.send(frame).await?;
    }
    Ok(sent)
}

/// The number in a message's text, as [`send_all`] writes it.
fn number_of(frame: &Message) -> Option<usize> {
    let Message::Text(text) = frame else { return None };
    if !is_of(text, "message") {
        return None;
    }
    let frame: serde_json::Value = serde_json::from_str(text).ok()?;
    frame["message"]["body"].as_str()?.split('#').nth(1)?.parse().ok()
}

fn missing(count: usize) -> String {
    format!("{count} messages did not reach the agent")
}

fn finding(times: &Samples) -> Result<Finding> {
    ensure!(times.least() > 0.0, "the clock stood still");
    let (median, late) = (times.median(), times.percentile(99.0));
    let name = |which: &str| format!("visitor message → disk → agent's socket, 50/s, {which}");
    Ok(Finding {
        rows: vec![
            Row::at_most(&name("p50"), "≤ 8 ms", (median, 8.0), format!("{median:.2} ms")),
            Row::at_most(&name("p99"), "≤ 30 ms", (late, 30.0), format!("{late:.2} ms (most {:.1})", times.most())),
        ],
        remarks: vec![format!(
            "Delivery: {} messages of {VISITORS} visitors in turn, one agent; from before the send to after the receipt, by one clock.",
            times.count()
        )],
    })
}
