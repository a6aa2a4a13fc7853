//! How many messages of visitors a second become durable, and what each costs the server's processor.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use futures_util::{FutureExt, SinkExt, StreamExt, future::try_join_all};
use tokio::{task::JoinHandle, time::timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::{
    fill::{self, Filled},
    load::Window,
    samples::grouped,
    server::Server,
    socket::{self, Socket, is_of},
    stage::Stage,
    table::{Finding, Row},
};

/// Visitors that write at the same time.
const SENDERS: usize = 64;

/// Messages each has on their way without an acknowledgement.
const IN_FLIGHT: usize = 16;

/// How long the last acknowledgements may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// An inbox that listens meanwhile.
struct Inbox {
    messages: Arc<AtomicU64>,
    listening: JoinHandle<()>,
}

/// One visitor that writes as fast as it is answered.
struct Sender {
    socket: Socket,
    conversation: String,
    number: usize,
    waiting: usize,
}

/// What one sender was told.
#[derive(Default)]
struct Acknowledged {
    in_window: u64,
    in_all: u64,
}

/// What one load came to.
struct Outcome {
    rate: f64,
    each_ms: f64,
    cores: f64,
    in_all: u64,
    /// How an open inbox fared, where there was one.
    inbox: Option<Heard>,
}

/// How an inbox fared.
struct Heard {
    messages: u64,
    /// Seconds from the last acknowledgement to the last message.
    lag: f64,
}

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let length = stage.pick(Duration::from_secs(10), Duration::from_secs(2));
    let alone = run(stage, length, false).await?;
    let watched = run(stage, length, true).await?;
    let rate = format!("{}/s", grouped(alone.rate as u64));
    let each = format!("{:.3} ms", alone.each_ms);
    let name = "durable visitor messages a second, 64 senders";
    let mut remarks = vec![format!(
        "Messages: {SENDERS} sockets with up to {IN_FLIGHT} messages on their way each, for {:.0} s; each also hears its own messages back; no inbox open. The server used {:.2} cores; all {} acknowledged messages were found in the database after the stop.",
        length.as_secs_f64(),
        alone.cores,
        grouped(alone.in_all)
    )];
    if let Some(inbox) = &watched.inbox {
        remarks.push(format!(
            "The same with one inbox open: {}/s at {:.3} ms each; the inbox heard {} of {}, the last {:.1} s after the last acknowledgement.",
            grouped(watched.rate as u64),
            watched.each_ms,
            grouped(inbox.messages),
            grouped(watched.in_all),
            inbox.lag
        ));
    }
    Ok(Finding {
        rows: vec![
            Row::at_least(name, "≥ 8,000/s", (alone.rate, 8_000.0), rate),
            Row::at_most("server's CPU for each", "≤ 0.2 ms", (alone.each_ms, 0.2), each),
        ],
        remarks,
    })
}

/// Loads a server of its own for a while, with an open inbox or without.
async fn run(stage: &Stage, length: Duration, with_inbox: bool) -> Result<Outcome> {
    let filled = stage.small().await?;
    let folder = stage.small_copy("messages").await?;
    let server = Server::start(&folder)?.server;
    let inbox = match with_inbox {
        true => Some(Inbox::open(&server, filled).await?),
        false => None,
    };
    let senders = try_join_all((0..SENDERS).map(|index| Sender::connect(&server, filled, index))).await?;
    let window = Window::of(length);
    let writing = senders.into_iter().map(|sender| tokio::spawn(sender.write(window)));
    let (worked, written) = tokio::join!(window.watch(&server), try_join_all(writing));
    let (worked, written) = (worked?, written?.into_iter().collect::<Result<Vec<_>>>()?);
    let in_all = written.iter().map(|told| told.in_all).sum::<u64>() + SENDERS as u64;
    let inbox = match inbox {
        Some(inbox) => Some(inbox.heard(in_all).await),
        None => None,
    };
    server.stop()?;

    let counted: u64 = written.iter().map(|told| told.in_window).sum();
    let stored = fill::count(&folder, "messages")?;
    ensure!(stored == in_all, "{in_all} messages were acknowledged, but {stored} are stored");
    ensure!(counted > 0, "no message was acknowledged");
    Ok(Outcome {
        rate: counted as f64 / worked.seconds,
        each_ms: worked.cpu_seconds * 1_000.0 / counted as f64,
        cores: worked.cpu_seconds / worked.seconds,
        in_all,
        inbox,
    })
}

impl Inbox {
    async fn open(server: &Server, filled: &Filled) -> Result<Self> {
        let mut socket = socket::agent(server, filled).await?;
        let messages = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&messages);
        let listening = tokio::spawn(async move {
            while let Some(Ok(frame)) = socket.next().await {
                if matches!(frame, Message::Text(text) if is_of(&text, "message")) {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        Ok(Self { messages, listening })
    }

    /// Waits until it has heard all messages, or was cut off, or for [`PATIENCE`].
    async fn heard(self, in_all: u64) -> Heard {
        let last_answer = Instant::now();
        let is_behind = || self.messages.load(Ordering::Relaxed) < in_all && !self.listening.is_finished();
        while is_behind() && last_answer.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.listening.abort();
        Heard { messages: self.messages.load(Ordering::Relaxed), lag: last_answer.elapsed().as_secs_f64() }
    }
}

impl Sender {
    async fn connect(server: &Server, filled: &Filled, index: usize) -> Result<Self> {
        let mut socket = socket::visitor(server, filled, filled.token(index)?, Ipv4Addr::LOCALHOST).await?;
        let conversation = socket::start_conversation(&mut socket, "begin").await?;
        Ok(Self { socket, conversation, number: 0, waiting: 0 })
    }

    /// Keeps messages on their way until the window is over, then waits for the last answers.
    async fn write(mut self, window: Window) -> Result<Acknowledged> {
        let mut told = Acknowledged::default();
        for _ in 0..IN_FLIGHT {
            self.post().await?;
        }
        self.socket.flush().await?;
        while self.waiting > 0 {
            let frame = timeout(PATIENCE, self.socket.next()).await.context("no acknowledgement came")?;
            let mut frame = frame;
            // Everything that has arrived is answered with one write, as a browser would not, but a load may.
            while let Some(arrived) = frame {
                self.take(&arrived?, window, &mut told).await?;
                frame = match self.socket.next().now_or_never() {
                    Some(Some(next)) => Some(next),
                    Some(None) => bail!("the server closed the connection"),
                    None => None,
                };
            }
            self.socket.flush().await?;
        }
        Ok(told)
    }

    async fn take(&mut self, frame: &Message, window: Window, told: &mut Acknowledged) -> Result<()> {
        match frame {
            Message::Text(text) if is_of(text, "ack") => {
                self.waiting -= 1;
                told.in_all += 1;
                told.in_window += u64::from(window.counts());
                if !window.is_over() {
                    self.post().await?;
                }
            }
            Message::Text(text) if is_of(text, "refused") || is_of(text, "error") => bail!("{text}"),
            Message::Close(frame) => bail!("the server closed the connection: {frame:?}"),
            _ => {}
        }
        Ok(())
    }

    async fn post(&mut self) -> Result<()> {
        self.number += 1;
        let body = format!("Message {} about my order: where is the parcel, and when will it be here?", self.number);
        let frame = socket::post(&format!("message-{}", self.number), Some(&self.conversation), &body);
        self.waiting += 1;
        Ok(self.socket.feed(frame).await?)
    }
}
