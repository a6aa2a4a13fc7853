//! The fall-back where a proxy blocks WebSockets: frames as server-sent events.

use std::{collections::VecDeque, io, sync::Arc};

use futures_util::stream;
use poem::{
    Body, Request, Response, handler,
    web::{Data, Query},
};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::{
    Live,
    admission::Place,
    agent_socket::{self, Since},
    hub::Seat,
    protocol::VisitorHello,
    standing::{BEATS_A_LOOK, Standing},
    visitor_socket::{self, Asks},
};
use crate::{
    accounts::SignedIn,
    base::Error,
    http::{ApiError, Client},
    sites::pages::own_origin,
    visitors::api::{PageReport, caller, signed_out},
};

/// Which site the panel belongs to, and where it has come to.
#[derive(Debug, serde::Deserialize)]
pub struct PanelSince {
    app_id: String,
    after: Option<i64>,
    /// The origin of the page the panel is on.
    origin: String,
}

/// `GET /api/widget/stream`
#[handler]
pub async fn visitor_stream(
    request: &Request,
    live: Data<&Live>,
    client: Client,
    Query(asked): Query<PanelSince>,
) -> poem::Result<Response> {
    let place = live.admission.address(client.address)?;
    let token =
        request.header("Authorization").and_then(|header| header.strip_prefix("Bearer ")).ok_or_else(signed_out)?;
    let page = PageReport { origin: asked.origin, ..PageReport::default() };
    let hello = VisitorHello { app_id: asked.app_id, token: token.to_owned(), after: asked.after, page };
    let own = own_origin(request);
    let asks = Asks { own, caller: caller(request) };
    let admitted = visitor_socket::admit(&live, hello, &asks).await.map_err(|error| match error.code.as_str() {
        "signed_out" => signed_out(),
        "too_many" => ApiError::too_many(30, error.detail),
        _ => ApiError::forbidden(
            if error.code == "site_inactive" { "site-inactive" } else { "origin-not-allowed" },
            error.detail,
        ),
    })?;
    let seat = live.hub.seat_visitor(&admitted.visitor).ok_or_else(draining)?;
    let first = visitor_socket::first_frames(&live, &admitted, &seat, asked.after).await.map_err(ApiError::from)?;
    let places = vec![place, admitted.place];
    Ok(events(&live, Standing::Visitor(admitted.visitor, admitted.token), (seat, first), places))
}

/// `GET /api/inbox/stream`
#[handler]
pub async fn agent_stream(
    live: Data<&Live>,
    agent: SignedIn,
    client: Client,
    Query(since): Query<Since>,
) -> poem::Result<Response> {
    let place = live.admission.address(client.address)?;
    let seat = live.hub.seat_agent(agent_socket::seat_of(&agent)).ok_or_else(draining)?;
    let first = agent_socket::first_frames(&live, &agent, &seat, since.after).await.map_err(ApiError::from)?;
    Ok(events(&live, Standing::Agent(agent.session), (seat, first), vec![place]))
}

fn draining() -> ApiError {
    Error::Unavailable("Deskbell is stopping or restarting. Try again in a few seconds.".to_owned()).into()
}

/// One open stream.
struct Open {
    seat: Seat,
    first: VecDeque<Arc<str>>,
    live: Live,
    standing: Standing,
    beat: Interval,
    beats: u32,
    /// Held as long as the stream is open.
    _places: Vec<Place>,
}

/// The answer that stays open. It ends when the hub cuts the connection or nothing lets it in any more; the client then
/// comes back, and learns why.
fn events(live: &Live, standing: Standing, (seat, first): (Seat, Vec<Arc<str>>), places: Vec<Place>) -> Response {
    let mut beat = interval_at(Instant::now() + live.timing.ping, live.timing.ping);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let open = Open { seat, first: first.into(), live: live.clone(), standing, beat, beats: 0, _places: places };
    let events = stream::unfold(open, |mut open| async move {
        let event = open.next().await?;
        Some((Ok::<_, io::Error>(event), open))
    });
    Response::builder()
        .content_type("text/event-stream")
        .header("Cache-Control", "no-store")
        // nginx would keep events back until its buffer is full.
        .header("X-Accel-Buffering", "no")
        .body(Body::from_bytes_stream(events))
}

impl Open {
    async fn next(&mut self) -> Option<String> {
        if let Some(frame) = self.first.pop_front() {
            return Some(event(&frame));
        }
        tokio::select! {
            frame = self.seat.queue.recv() => frame.map(|frame| event(&frame)),
            _ = self.beat.tick() => {
                self.beats += 1;
                if self.beats.is_multiple_of(BEATS_A_LOOK) && !self.standing.holds(&self.live).await {
                    return None;
                }
                let position = self.seat.hub().delivered().max(self.seat.since);
                // Frames up to the position that still lie in the queue go first.
                let is_ahead = self.seat.queue.is_empty();
                Some(if is_ahead { event(&format!(r#"{{"type":"position","seq":{position}}}"#)) } else { ":\n\n".to_owned() })
            }
        }
    }
}

/// One event. Frames are JSON on one line.
fn event(frame: &str) -> String {
    format!("data: {frame}\n\n")
}
