//! Moves frames between one socket and the rest: what comes in is answered in order, what the hub hands over goes out.

use std::{collections::VecDeque, pin::Pin, sync::Arc, time::Duration};

use futures_util::{FutureExt, SinkExt, StreamExt, stream::FuturesOrdered};
use poem::web::websocket::{CloseCode, Message, WebSocketStream};
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::{close, hub::Seat, protocol::PositionFrame, standing::BEATS_A_LOOK};

/// Answers that may wait for the disk at once; a client that sends more is read more slowly.
const PIPELINE: usize = 32;

/// Frames other than accepted messages that one connection may send in a burst; half of it comes back each ten seconds.
const FRAME_BUDGET: u32 = 120;

/// How long a closing handshake may take.
const FAREWELL: Duration = Duration::from_secs(5);

/// The times of a connection.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// How often the connection is tried.
    pub ping: Duration,
    /// Silence after which it counts as dead.
    pub idle: Duration,
    /// How long a client may take to accept a frame.
    pub write: Duration,
}

/// An answer in the making. It is queued for the disk when it is made, so answers keep the order of the frames.
pub type Answer = Pin<Box<dyn Future<Output = Option<Arc<str>>> + Send>>;

/// A frame that was understood.
pub struct Understood {
    pub answer: Answer,
    /// Messages that go on to be stored have limits of their own. Every other frame costs one of the connection's
    /// budget, also a message that was refused at once: else refusals could be had without end.
    pub costs_budget: bool,
}

/// Whoever understands the frames of one connection.
pub trait Talker: Send + Sync + 'static {
    /// Takes a frame. An error says, in a frame, why the connection ends.
    fn on_frame(&self, text: &str) -> Result<Understood, Arc<str>>;

    /// Whether what let this connection in still stands. What is revoked ends it at once; this finds what has run out.
    fn still_stands(&self) -> Pin<Box<dyn Future<Output = bool> + Send + '_>>;
}

/// Serves a connection until it ends. `first` goes out before anything the hub has handed over.
pub async fn run(
    mut socket: WebSocketStream,
    mut seat: Seat,
    first: Vec<Arc<str>>,
    talker: impl Talker,
    timing: Timing,
) {
    let mut hearing = Hearing { talker, answers: FuturesOrdered::new(), budget: FRAME_BUDGET };
    let End::Close(code) = converse(&mut socket, &mut seat, first.into(), (&mut hearing, timing)).await else { return };
    // What was accepted is answered before the connection ends.
    while let Ok(Some(answer)) = timeout(FAREWELL, hearing.answers.next()).await {
        if send_all(&mut socket, answer.into_iter().collect(), timing.write).await.is_err() {
            return;
        }
    }
    say_goodbye(socket, code, timing).await;
}

/// How a conversation with a client ends.
enum End {
    /// The client is gone; there is nobody to say anything to.
    Gone,
    /// We end it, with a code.
    Close(u16),
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

async fn converse<T: Talker>(
    socket: &mut WebSocketStream,
    seat: &mut Seat,
    first: VecDeque<Arc<str>>,
    (hearing, timing): (&mut Hearing<T>, Timing),
) -> End {
    let mut ping = interval_at(Instant::now() + timing.ping, timing.ping);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard_at = Instant::now();
    let mut out = first;
    let mut beats = 0_u32;
    loop {
        if !out.is_empty() && send_all(socket, std::mem::take(&mut out), timing.write).await.is_err() {
            return End::Gone;
        }
        tokio::select! {
            frame = seat.queue.recv() => {
                let Some(frame) = frame else { return End::Close(seat.close_code()) };
                out.push_back(frame);
                while let Ok(frame) = seat.queue.try_recv() {
                    out.push_back(frame);
                }
            }
            Some(answer) = hearing.answers.next(), if !hearing.answers.is_empty() => {
                out.extend(answer);
                while let Some(Some(answer)) = hearing.answers.next().now_or_never() {
                    out.extend(answer);
                }
            }
            incoming = socket.next(), if hearing.answers.len() < PIPELINE => {
                heard_at = Instant::now();
                if let Err((farewell, end)) = hearing.hear(incoming) {
                    let sent = send_all(socket, farewell.into_iter().collect(), timing.write).await;
                    return sent.map_or(End::Gone, |()| end);
                }
            }
            _ = ping.tick() => {
                hearing.budget = FRAME_BUDGET.min(hearing.budget + FRAME_BUDGET / 2);
                beats += 1;
                if beats.is_multiple_of(BEATS_A_LOOK) && !hearing.talker.still_stands().await {
                    return End::Close(close::SIGNED_OUT);
                }
                if heard_at.elapsed() > timing.idle || beat(socket, seat, timing.write).await.is_err() {
                    return End::Gone;
                }
            }
        }
    }
}

/// What a client has said and not been answered yet.
struct Hearing<T> {
    talker: T,
    answers: FuturesOrdered<Answer>,
    budget: u32,
}

impl<T: Talker> Hearing<T> {
    /// Takes what came in. An error ends the conversation, perhaps with a last frame.
    fn hear(&mut self, incoming: Option<Result<Message, std::io::Error>>) -> Result<(), (Option<Arc<str>>, End)> {
        let text = match incoming {
            None => return Err((None, End::Gone)),
            // A frame over the cap, or not WebSocket at all; where the client still listens, it learns why.
            Some(Err(_)) => return Err((None, End::Close(close::TOO_BIG))),
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Binary(_))) => return Err((None, End::Close(close::NOT_TEXT))),
            // The library answers pings and the closing handshake while it is polled.
            Some(Ok(_)) => return Ok(()),
        };
        let understood = self.talker.on_frame(&text).map_err(|farewell| (Some(farewell), End::Close(close::NORMAL)))?;
        let cost = u32::from(understood.costs_budget);
        self.budget = self.budget.checked_sub(cost).ok_or((None, End::Close(close::FLOOD)))?;
        self.answers.push_back(understood.answer);
        Ok(())
    }
}

/// Says where the client stands, and asks whether it is there.
async fn beat(socket: &mut WebSocketStream, seat: &Seat, limit: Duration) -> Result<(), Gone> {
    let position = seat.hub().delivered();
    // Frames up to `position` that still lie in the queue must go first.
    if seat.queue.is_empty() {
        let frame = serde_json::to_string(&Position {
            kind: "position",
            frame: PositionFrame { seq: position.max(seat.since) },
        });
        send(socket, Message::Text(frame.map_err(|_| Gone)?), limit).await?;
    }
    send(socket, Message::Ping(Vec::new()), limit).await
}

/// The `position` frame, which both sides' unions hold under the same name.
#[derive(serde::Serialize)]
struct Position {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    frame: PositionFrame,
}

/// Closes in order: our close frame, then whatever the client still says until it has closed too.
pub async fn say_goodbye(mut socket: WebSocketStream, code: u16, timing: Timing) {
    let farewell = Message::Close(Some((CloseCode::from(code), String::new())));
    if send(&mut socket, farewell, timing.write).await.is_ok() {
        let _ = timeout(FAREWELL, async { while let Some(Ok(_)) = socket.next().await {} }).await;
    }
}

/// The client is gone, or does not take what it is sent.
pub struct Gone;

async fn send(socket: &mut WebSocketStream, message: Message, limit: Duration) -> Result<(), Gone> {
    match timeout(limit, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Gone),
    }
}

/// Sends frames with one flush.
pub async fn send_all(socket: &mut WebSocketStream, frames: VecDeque<Arc<str>>, limit: Duration) -> Result<(), Gone> {
    let all = async {
        for frame in frames {
            socket.feed(Message::Text(frame.as_ref().to_owned())).await?;
        }
        socket.flush().await
    };
    match timeout(limit, all).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Gone),
    }
}
