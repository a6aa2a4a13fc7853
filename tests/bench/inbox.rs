//! What agents wait for in a large inbox, how fast news reach fifty of them, and what each open window costs.

use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use futures_util::{SinkExt, StreamExt, TryStreamExt, stream};
use tokio::{sync::mpsc, task::JoinSet, time::timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    busy, desk, http,
    processes::pss_bytes,
    samples::Samples,
    server::Server,
    socket::{self, Socket, is_of},
    stage::Stage,
    table::{Finding, Row},
};

/// Requests before the first that counts: connections, statements and pages are there then.
const WARM_UP: usize = 5;

/// Windows of agents that hear of each message.
const AGENTS: usize = 50;

/// Windows of agents whose memory is measured.
const WINDOWS: usize = 1_000;

/// Connections that are being made at the same time.
const AT_ONCE: usize = 32;

/// Time from one message to the next.
const PACE: Duration = Duration::from_millis(50);

/// How long the last message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is looked for: beginnings that nearly every message holds, words that few hold, and none.
const SEARCHES: [&str; 10] = [
    "q=t",
    "q=th",
    "q=the",
    "q=parc",
    "q=parcel%20th",
    "q=delivery",
    "q=100007",
    "q=nothing%20holds%20this",
    "q=parcel%20is%3Aopen%20tag%3Arefund",
    "q=th&kind=people",
];

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let mut finding = Finding::default();
    reading(stage, &mut finding).await?;
    news(stage, &mut finding).await?;
    memory(stage, &mut finding).await?;
    Ok(finding)
}

/// Lists, counts, a conversation and searches over a million messages.
async fn reading(stage: &Stage, finding: &mut Finding) -> Result<()> {
    let filled = stage.large().await?;
    let folder = stage.copy("inbox", filled)?;
    let busy = busy::make(&folder, stage.pick(10, 2))?;
    let server = Server::start(&folder)?.server;
    let client = http::client()?;
    let cookie = format!("deskbell={}", filled.session);
    let times = stage.pick(100, 20);
    let lists = [
        "view=mine".to_owned(),
        "view=unassigned".to_owned(),
        "view=open&sort=waiting".to_owned(),
        "view=mine&state=all".to_owned(),
        "view=snoozed".to_owned(),
        format!("view=team:{}", busy.team),
        format!("view=tag:{}", busy.tag),
    ];
    let opened = format!("conversations/{}", busy.conversation);
    let lists: Vec<_> = lists.iter().map(|list| format!("conversations?{list}")).collect();
    let searches: Vec<_> = SEARCHES.iter().map(|query| format!("search?{query}")).collect();
    for (figure, paths, most) in [
        ("opening a conversation, 100,000 with 1,000,000 messages", vec![opened], 5.0),
        ("a list of 50 there, the slowest of seven", lists, 10.0),
        ("the counts of all views there", vec!["counts".to_owned()], 10.0),
        ("a search there, the slowest of ten", searches, 30.0),
    ] {
        let mut slowest: Option<(Samples, &str)> = None;
        for path in &paths {
            let url = format!("{}/api/inbox/{path}", server.origin());
            let mut taken = Vec::with_capacity(times);
            for round in 0..WARM_UP + times {
                let took = http::get(&client, &url, &[("Cookie", &cookie)]).await?.took;
                if round >= WARM_UP {
                    taken.push(took.as_secs_f64() * 1_000.0);
                }
            }
            let samples = Samples::new(taken)?;
            if slowest.as_ref().is_none_or(|(known, _)| known.median() < samples.median()) {
                slowest = Some((samples, path));
            }
        }
        let (samples, path) = slowest.context("nothing was measured")?;
        let measured = format!("{:.2} ms (p99 {:.2})", samples.median(), samples.percentile(99.0));
        finding.rows.push(Row::at_most(figure, &format!("≤ {most} ms"), (samples.median(), most), measured));
        if paths.len() > 1 {
            finding.remarks.push(format!("{figure}: {path}."));
        }
    }
    finding.remarks.push(format!(
        "Inbox: {} conversations and {} messages; medians of {times} whole HTTP round trips on a kept connection.",
        busy.conversations, busy.messages
    ));
    desk::opening(stage, &server, filled, finding).await?;
    server.stop()
}

/// From before a visitor's message leaves until each of fifty windows has it.
async fn news(stage: &Stage, finding: &mut Finding) -> Result<()> {
    let filled = stage.small().await?;
    let server = Server::start(&stage.small_copy("news").await?)?.server;
    let (tell, mut arrivals) = mpsc::unbounded_channel();
    let mut listening = JoinSet::new();
    for mut agent in windows(stage, &server, AGENTS).await? {
        let tell = tell.clone();
        listening.spawn(async move {
            while let Some(Ok(frame)) = agent.next().await {
                let arrived = Instant::now();
                if let Some(number) = number_of(&frame) {
                    let _ = tell.send((number, arrived));
                }
            }
        });
    }
    let mut writer = socket::visitor(&server, filled, filled.token(0)?, Ipv4Addr::LOCALHOST).await?;
    let conversation = socket::start_conversation(&mut writer, "begin").await?;
    let (mut sink, mut frames) = writer.split();
    listening.spawn(async move { while let Some(Ok(_)) = frames.next().await {} });
    let count = stage.pick(200, 30);
    let mut sent = Vec::with_capacity(count);
    for number in 0..count {
        tokio::time::sleep(PACE).await;
        let frame = socket::post(&format!("news-{number}"), Some(&conversation), &format!("#{number}# Any news?"));
        sent.push(Instant::now());
        sink.send(frame).await?;
    }
    let mut times = Vec::with_capacity(count * AGENTS);
    while times.len() < count * AGENTS {
        let arrival = timeout(PATIENCE, arrivals.recv()).await.context("a window did not hear of a message")?;
        let (number, arrived): (usize, Instant) = arrival.context("the windows' connections ended")?;
        let sent = sent.get(number).context("a message came that nobody had sent")?;
        times.push(arrived.duration_since(*sent).as_secs_f64() * 1_000.0);
    }
    listening.shutdown().await;
    server.stop()?;
    let samples = Samples::new(times)?;
    let (median, late) = (samples.median(), samples.percentile(99.0));
    let name = |which: &str| format!("visitor message → disk → each of {AGENTS} agents, {which}");
    finding.rows.push(Row::at_most(&name("p50"), "≤ 20 ms", (median, 20.0), format!("{median:.2} ms")));
    finding.rows.push(Row::at_most(&name("p99"), "≤ 60 ms", (late, 60.0), format!("{late:.2} ms")));
    Ok(())
}

/// What a thousand open windows that only listen cost the server.
async fn memory(stage: &Stage, finding: &mut Finding) -> Result<()> {
    let server = Server::start(&stage.small_copy("windows").await?)?.server;
    // The first ones warm up what all share.
    let first = windows(stage, &server, AGENTS).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = pss_bytes(server.pid())? as f64;
    let others = windows(stage, &server, WINDOWS).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = pss_bytes(server.pid())? as f64;
    ensure!(others.len() == WINDOWS, "not all windows were opened");
    drop((first, others));
    server.stop()?;
    let each = (after - before) / WINDOWS as f64 / 1_024.0;
    let figure = format!("memory (PSS) of an agent's socket, {WINDOWS} of them");
    finding.rows.push(Row::at_most(&figure, "≤ 25 KB", (each * 1.024, 25.0), format!("{each:.1} KiB")));
    Ok(())
}

async fn windows(stage: &Stage, server: &Server, count: usize) -> Result<Vec<Socket>> {
    let filled = stage.small().await?;
    let connect = |_| socket::agent(server, filled);
    stream::iter((0..count).map(connect)).buffer_unordered(AT_ONCE).try_collect().await
}

/// The number in a message's text, as [`news`] writes it.
fn number_of(frame: &Message) -> Option<usize> {
    let Message::Text(text) = frame else { return None };
    if !is_of(text, "message") {
        return None;
    }
    let frame: serde_json::Value = serde_json::from_str(text).ok()?;
    frame["message"]["body"].as_str()?.split('#').nth(1)?.parse().ok()
}
