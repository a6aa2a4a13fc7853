//! The panel's connection: a token as the first frame, then messages both ways.

use std::{net::IpAddr, pin::Pin, sync::Arc, time::Duration};

use futures_util::StreamExt;
use poem::{
    IntoResponse, Request, Response, handler,
    web::{
        Data,
        websocket::{Message, WebSocket, WebSocketStream},
    },
};
use tokio::time::timeout;

use super::{
    Live,
    admission::Place,
    catch_up, close,
    hub::Seat,
    protocol::*,
    pump::{self, Answer, Talker, Understood},
    reading::{self, PanelSaid, Unread},
    standing::Standing,
    starting::{self, Count, Outcome},
    talk,
};
use crate::{
    base::{Actor, Error, Result, VisitorActor, secret},
    conversations::{actions, api::AuthorView, views},
    http::{ApiError, Client, Key, Limit},
    sites::{Origin, pages::own_origin},
    visitors::{
        self,
        api::PageReport,
        tokens::{Caller, TokenHash},
    },
};

/// How long a panel may take to say who it is.
const HELLO_WITHIN: Duration = Duration::from_secs(5);

/// A visitor's connection that was let in, before it sits anywhere.
pub struct Admitted {
    pub visitor: VisitorActor,
    pub place: Place,
    pub token: TokenHash,
}

/// Who asks to be let in.
pub struct Asks {
    /// The origin of our own pages.
    pub own: Option<Origin>,
    pub caller: Caller,
}

/// `GET /api/widget/ws`
#[handler]
pub async fn visitor_socket(
    request: &Request,
    socket: WebSocket,
    live: Data<&Live>,
    client: Client,
) -> poem::Result<Response> {
    let asks = Asks { own: own_origin(request), caller: visitors::api::caller(request) };
    let place = live.admission.address(client.address)?;
    let live = live.clone();
    let serve = move |socket| async move {
        let _place = place;
        serve(socket, live, (client.address, asks)).await;
    };
    Ok(socket.config(super::socket_config()).on_upgrade(serve).into_response())
}

async fn serve(mut socket: WebSocketStream, live: Live, (address, asks): (IpAddr, Asks)) {
    let _guest = live.hub.greet();
    let said = tokio::select! {
        said = timeout(HELLO_WITHIN, hello(&mut socket)) => said.ok().flatten().ok_or(close::SIGNED_OUT),
        () = live.hub.draining() => Err(close::RESTART),
    };
    let hello = match said {
        Ok(hello) => hello,
        Err(code) => return pump::say_goodbye(socket, code, live.timing).await,
    };
    let after = hello.after;
    let admitted = match admit(&live, hello, &asks).await {
        Ok(admitted) => admitted,
        Err(error) => {
            let code = if error.code == "signed_out" { close::SIGNED_OUT } else { close::NORMAL };
            let farewell = talk::line(&VisitorHears::Error(error));
            if pump::send_all(&mut socket, farewell.into_iter().collect(), live.timing.write).await.is_ok() {
                pump::say_goodbye(socket, code, live.timing).await;
            }
            return;
        }
    };
    let Some(seat) = live.hub.seat_visitor(&admitted.visitor) else {
        return pump::say_goodbye(socket, close::RESTART, live.timing).await;
    };
    match first_frames(&live, &admitted, &seat, after).await {
        Ok(first) => {
            let timing = live.timing;
            let talker = VisitorTalker { live, visitor: admitted.visitor, token: admitted.token, address };
            pump::run(socket, seat, first, talker, timing).await;
            drop(admitted.place);
        }
        Err(error) => pump::say_goodbye(socket, talk::close_code(&error), live.timing).await,
    }
}

/// The first frame, if it is what it must be.
async fn hello(socket: &mut WebSocketStream) -> Option<VisitorHello> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return reading::hello(&text),
            Message::Binary(_) | Message::Close(_) => return None,
            Message::Ping(_) | Message::Pong(_) => {}
        }
    }
}

/// Lets a panel in that names a living site, an allowed page and a valid token of that site.
pub async fn admit(live: &Live, hello: VisitorHello, asks: &Asks) -> Result<Admitted, ErrorFrame> {
    let refuse = |code: &str, detail: &str| ErrorFrame { code: code.to_owned(), detail: detail.to_owned() };
    let site = live.sites.by_app_id(&hello.app_id).filter(|site| site.is_active);
    let site = site.ok_or_else(|| refuse("site_inactive", "This chat is switched off."))?;
    if !live.sites.admits(&site, &hello.page.origin, (asks.own.as_ref(), live.clock.now())) {
        return Err(refuse(
            "origin_not_allowed",
            "This chat may not be used on this website. Its administrator can allow it.",
        ));
    }
    let token = secret::fingerprint(&hello.token);
    let known = visitors::api::authenticate(&live.db, &live.clock, (hello.token, asks.caller.clone())).await;
    let visitor = known
        .map_err(|error| refuse("busy", &error.to_string()))?
        .filter(|visitor| visitor.site == site.id)
        .ok_or_else(|| refuse("signed_out", visitors::api::signed_out().detail()))?;
    let is_calm = live.limits.take(Limit::Reads, Key::Visitor(visitor.id));
    is_calm.map_err(|error| refuse("too_many", error.detail()))?;
    let place = live.admission.visitor(visitor.id).map_err(|error| refuse("too_many", error.detail()))?;
    note_page(live, visitor, hello.page);
    Ok(Admitted { visitor, place, token })
}

/// Writes down where the visitor is. Nobody waits for it, and a full disk must not keep anybody from reading.
fn note_page(live: &Live, visitor: VisitorActor, page: PageReport) {
    let written = live.db.write(move |tx| visitors::actions::visit(tx, &visitor, page.into()));
    tokio::spawn(async move {
        if let Err(error) = written.await {
            tracing::debug!(?error, "a visitor's page was not noted");
        }
    });
}

/// What goes out first: that the connection stands, what was missed, and that this was all.
///
/// # Errors
/// `NotFound` where the visitor was logged out while it took its seat: nobody would tell this connection any more.
pub async fn first_frames(live: &Live, admitted: &Admitted, seat: &Seat, after: Option<i64>) -> Result<Vec<Arc<str>>> {
    let (visitor, token, since, now) = (admitted.visitor, admitted.token, seat.since, live.clock.now());
    let addresses = live.hub.addresses().clone();
    let missed = live.db.read(move |connection| {
        if !visitors::views::still_stands(connection, (&token, &visitor), now)? {
            return Err(Error::NotFound("session"));
        }
        after.map_or(Ok(Vec::new()), |after| catch_up::of_visitor(connection, &visitor, (after, since), &addresses))
    });
    let missed = missed.await?;
    let ready = VisitorHears::Ready(ReadyFrame { seq: since });
    let done = VisitorHears::Position(PositionFrame { seq: since });
    Ok([ready].iter().chain(&missed).chain([&done]).filter_map(talk::line).collect())
}

/// Understands what a panel says.
pub struct VisitorTalker {
    pub live: Live,
    pub visitor: VisitorActor,
    pub token: TokenHash,
    pub address: IpAddr,
}

impl Talker for VisitorTalker {
    fn still_stands(&self) -> Pin<Box<dyn Future<Output = bool> + Send + '_>> {
        Box::pin(Standing::Visitor(self.visitor, self.token).holds(&self.live))
    }

    fn on_frame(&self, text: &str) -> Result<Understood, Arc<str>> {
        let answer = match reading::frame(text.as_bytes()) {
            Ok(PanelSaid::Post(post)) => return Ok(self.post(&post)),
            Ok(PanelSaid::Typing(typing)) => self.typing(typing),
            Ok(PanelSaid::Read(read)) => self.read(read),
            Err(Unread::Message { client_id, detail }) => now(VisitorHears::Refused(talk::unread(client_id, detail))),
            Err(Unread::Frame(fault)) => {
                let farewell = VisitorHears::Error(talk::bad_frame(&fault));
                return Err(talk::line(&farewell).unwrap_or_else(|| "{}".into()));
            }
        };
        Ok(Understood { answer, costs_budget: true })
    }
}

impl VisitorTalker {
    fn post(&self, post: &PostFrame) -> Understood {
        let client_id = post.client_id.clone();
        let refuse = |frame| Understood { answer: now(VisitorHears::Refused(frame)), costs_budget: true };
        let new = match talk::new_message(post) {
            Ok(new) => new,
            Err(error) => return refuse(talk::refused(Some(client_id), error)),
        };
        if let Err(error) = self.live.sites.must_be_active(self.visitor.site) {
            return refuse(talk::refused(Some(client_id), error));
        }
        if let Err(error) = self.may_post() {
            return refuse(talk::too_often(Some(client_id), &error));
        }
        let count = Count { limits: Arc::clone(&self.live.limits), keys: self.keys() };
        let posted = starting::post(&self.live.db, count, self.visitor, new);
        let answer = Box::pin(async move {
            let frame = match posted.await {
                Ok(Outcome::Posted(posted)) => VisitorHears::Ack(talk::ack(client_id, &posted)),
                Ok(Outcome::TooOften(error)) => VisitorHears::Refused(talk::too_often(Some(client_id), &error)),
                Err(error) => VisitorHears::Refused(talk::refused(Some(client_id), error)),
            };
            talk::line(&frame)
        });
        Understood { answer, costs_budget: false }
    }

    fn keys(&self) -> [Key; 2] {
        [Key::Visitor(self.visitor.id), Key::address(self.address)]
    }

    /// Counts a message. Whether it begins a conversation too many is known only where it is stored.
    fn may_post(&self) -> Result<(), ApiError> {
        self.live.limits.take_all(Limit::Messages, &self.keys())
    }

    fn typing(&self, typing: TypingSays) -> Answer {
        let (live, visitor) = (self.live.clone(), self.visitor);
        Box::pin(async move {
            let id = typing.conversation_id;
            let open = live.db.read(move |connection| views::open(connection, &Actor::Visitor(visitor), id)).await;
            match open {
                // Nothing will follow.
                Ok(conversation) if conversation.is_blocked => None,
                Ok(_) => {
                    let author = AuthorView::Visitor;
                    let is_typing = typing.is_typing;
                    let frame = AgentHears::Typing(AgentTypingFrame {
                        conversation_id: id,
                        author,
                        agent_id: None,
                        name: None,
                        is_typing,
                    });
                    if let Some(frame) = talk::line(&frame) {
                        live.hub.tell_agents(&frame, None);
                    }
                    None
                }
                Err(error) => talk::line(&VisitorHears::Refused(talk::refused(None, error))),
            }
        })
    }

    fn read(&self, read: ReadSays) -> Answer {
        let actor = Actor::Visitor(self.visitor);
        let done = self.live.db.write(move |tx| actions::read(tx, &actor, read.conversation_id, read.number));
        Box::pin(async move {
            let error = done.await.err()?;
            talk::line(&VisitorHears::Refused(talk::refused(None, error)))
        })
    }
}

fn now(frame: VisitorHears) -> Answer {
    Box::pin(std::future::ready(talk::line(&frame)))
}
