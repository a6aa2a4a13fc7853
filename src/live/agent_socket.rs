//! The inbox's connection: a signed-in agent, every conversation.

use std::{net::IpAddr, pin::Pin, sync::Arc};

use poem::{
    IntoResponse, Request, Response, handler,
    web::{
        Data, Query,
        websocket::{WebSocket, WebSocketStream},
    },
};

use super::{
    Live, catch_up, close,
    hub::Seat,
    presence::Window,
    protocol::*,
    pump::{self, Answer, Talker, Understood},
    reading::{self, InboxSaid, Unread},
    refusal::Refusal,
    rooms::AgentSeat,
    standing::Standing,
    talk,
};
use crate::{
    accounts::{self, SignedIn},
    audit::By,
    base::{Actor, Error, Permission, Result},
    conversations::{actions, api::AuthorView, views},
    http::{Client, csrf},
};

/// The most contacts one `watch` frame may ask for.
const WATCHED: usize = 100;

/// Where the inbox has come to.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub struct Since {
    pub after: Option<i64>,
}

/// `GET /api/inbox/ws`
#[handler]
pub async fn agent_socket(
    socket: WebSocket,
    live: Data<&Live>,
    agent: SignedIn,
    client: Client,
    request: &Request,
    Query(since): Query<Since>,
) -> poem::Result<Response> {
    // A foreign page could open this with the session's cookie, and read everything.
    csrf::check(request.headers())?;
    let place = live.admission.address(client.address)?;
    let live = live.clone();
    let serve = move |socket| async move {
        let _place = place;
        serve(socket, live, (agent, client.address), since.after).await;
    };
    Ok(socket.config(super::socket_config()).on_upgrade(serve).into_response())
}

async fn serve(socket: WebSocketStream, live: Live, (agent, address): (SignedIn, IpAddr), after: Option<i64>) {
    let Some(seat) = live.hub.seat_agent(seat_of(&agent)) else {
        return pump::say_goodbye(socket, close::RESTART, live.timing).await;
    };
    match first_frames(&live, &agent, &seat, after).await {
        Ok(first) => {
            let timing = live.timing;
            let talker = AgentTalker { live, agent, address, window: Some(seat.window()) };
            pump::run(socket, seat, first, talker, timing).await;
        }
        Err(error) => pump::say_goodbye(socket, talk::close_code(&error), live.timing).await,
    }
}

/// The seat of a signed-in agent.
pub fn seat_of(agent: &SignedIn) -> AgentSeat {
    AgentSeat { agent: agent.agent.id, session: agent.session.to_hex() }
}

/// What goes out first: that the connection stands, what was missed, and that this was all.
///
/// # Errors
/// `NotFound` where the session ended, and `Unavailable` where the role became another, while it took its seat: nobody would
/// tell this connection any more.
pub async fn first_frames(live: &Live, agent: &SignedIn, seat: &Seat, after: Option<i64>) -> Result<Vec<Arc<str>>> {
    let (id, role) = (agent.agent.id, agent.agent.role);
    let (session, since, now) = (agent.session, seat.since, live.clock.now());
    let missed = live.db.read(move |connection| {
        let session = accounts::views::session(connection, session)?;
        let session = session.filter(|session| session.is_alive(now)).ok_or(Error::NotFound("session"))?;
        if session.agent.role != role {
            return Err(Error::Unavailable("Your role became another one just now. Connect again.".to_owned()));
        }
        after.map_or(Ok(Vec::new()), |after| catch_up::of_agent(connection, id, after, since))
    });
    let missed = missed.await?;
    let ready = AgentHears::Ready(ReadyFrame { seq: since });
    let colleagues = AgentHears::Colleagues(live.hub.colleagues());
    let done = AgentHears::Position(PositionFrame { seq: since });
    Ok([ready].iter().chain(&missed).chain([&colleagues, &done]).filter_map(talk::line).collect())
}

/// Understands what an inbox says.
pub struct AgentTalker {
    pub live: Live,
    pub agent: SignedIn,
    /// Where it is, for the audit log.
    pub address: IpAddr,
    /// Its seat; `None` where frames come one by one.
    pub window: Option<u64>,
}

impl Talker for AgentTalker {
    fn still_stands(&self) -> Pin<Box<dyn Future<Output = bool> + Send + '_>> {
        Box::pin(Standing::Agent(self.agent.session).holds(&self.live))
    }

    fn on_frame(&self, text: &str) -> Result<Understood, Arc<str>> {
        let answer = match reading::frame(text.as_bytes()) {
            Ok(InboxSaid::Post(post)) => return Ok(self.post(&post)),
            Ok(InboxSaid::Typing(typing)) => self.typing(typing),
            Ok(InboxSaid::Read(read)) => self.read(read),
            Ok(InboxSaid::Watch(watch)) => self.watch(&watch),
            Ok(InboxSaid::Note(note)) => return Ok(self.note(&note)),
            Ok(InboxSaid::Viewing(says)) => {
                self.live.hub.view(&self.window(&seat_of(&self.agent)), &says);
                nothing()
            }
            Ok(InboxSaid::Idle(says)) => {
                self.live.hub.idle(&self.window(&seat_of(&self.agent)), says.is_idle);
                nothing()
            }
            Err(Unread::Message { client_id, detail }) => refuse(talk::unread(client_id, detail)),
            Err(Unread::Frame(fault)) => {
                let farewell = AgentHears::Error(talk::bad_frame(&fault));
                return Err(talk::line(&farewell).unwrap_or_else(|| "{}".into()));
            }
        };
        Ok(Understood { answer, costs_budget: true })
    }
}

impl AgentTalker {
    fn actor(&self) -> Actor {
        self.agent.actor()
    }

    fn refusal(&self, what: &'static str) -> Refusal {
        Refusal { db: self.live.db.clone(), by: By::new(self.actor(), self.address), what }
    }

    fn window<'a>(&self, who: &'a AgentSeat) -> Window<'a> {
        Window { who, seat: self.window }
    }

    fn post(&self, post: &PostFrame) -> Understood {
        let client_id = post.client_id.clone();
        let new = match talk::new_message(post) {
            Ok(new) => new,
            Err(error) => {
                return Understood { answer: refuse(talk::refused(Some(client_id), error)), costs_budget: true };
            }
        };
        let actor = self.actor();
        let refusal = self.refusal("a reply");
        let posted = self.live.db.write(move |tx| actions::post(tx, &actor, &new));
        let answer = Box::pin(async move {
            let frame = match posted.await {
                Ok(posted) => AgentHears::Ack(talk::ack(client_id, &posted)),
                Err(error) => AgentHears::Refused(refusal.of(Some(client_id), error).await),
            };
            talk::line(&frame)
        });
        Understood { answer, costs_budget: false }
    }

    fn note(&self, note: &NoteFrame) -> Understood {
        let client_id = note.client_id.clone();
        let new = match talk::new_note(note) {
            Ok(new) => new,
            Err(error) => {
                return Understood { answer: refuse(talk::refused(Some(client_id), error)), costs_budget: true };
            }
        };
        let actor = self.actor();
        let refusal = self.refusal("a note");
        let noted = self.live.db.write(move |tx| actions::note(tx, &actor, &new));
        let answer = Box::pin(async move {
            let frame = match noted.await {
                Ok(noted) => AgentHears::Ack(talk::ack_note(client_id, &noted)),
                Err(error) => AgentHears::Refused(refusal.of(Some(client_id), error).await),
            };
            talk::line(&frame)
        });
        Understood { answer, costs_budget: false }
    }

    fn typing(&self, typing: TypingSays) -> Answer {
        let (live, actor) = (self.live.clone(), self.actor());
        let refusal = self.refusal("typing");
        if let Err(error) = actor.may(Permission::Reply) {
            return refusal.answer(error);
        }
        let (agent, name) = (self.agent.agent.id, self.agent.agent.name.clone());
        Box::pin(async move {
            let (conversation_id, is_typing) = (typing.conversation_id, typing.is_typing);
            let open = live.db.read(move |connection| {
                // The visitor sees it, so it is for who may answer.
                actor.may(Permission::Reply)?;
                views::open(connection, &actor, conversation_id)
            });
            let open = open.await;
            match open {
                Ok(conversation) => {
                    let name = Some(name);
                    let to_visitor = TeamTypingFrame { conversation_id, name: name.clone(), is_typing };
                    if let Some(frame) = talk::line(&VisitorHears::Typing(to_visitor)) {
                        live.hub.tell_contact(conversation.contact, conversation.visitor, &frame);
                    }
                    let author = AuthorView::Agent;
                    let to_agents =
                        AgentTypingFrame { conversation_id, author, agent_id: Some(agent), name, is_typing };
                    if let Some(frame) = talk::line(&AgentHears::Typing(to_agents)) {
                        live.hub.tell_agents(&frame, Some(agent));
                    }
                    None
                }
                Err(error) => refusal.answer(error).await,
            }
        })
    }

    fn read(&self, read: ReadSays) -> Answer {
        let actor = self.actor();
        let done = self.live.db.write(move |tx| actions::read(tx, &actor, read.conversation_id, read.number));
        let refusal = self.refusal("what is read");
        Box::pin(async move { refusal.answer(done.await.err()?).await })
    }

    /// Answers with one presence frame a contact, through the hub so that later changes follow in order.
    fn watch(&self, watch: &WatchSays) -> Answer {
        let frames = watch.contact_ids.iter().take(WATCHED).map(|contact_id| {
            let is_online = self.live.hub.is_online(*contact_id);
            AgentHears::Presence(PresenceFrame { contact_id: *contact_id, is_online })
        });
        let seat = seat_of(&self.agent);
        for frame in frames.collect::<Vec<_>>() {
            if let Some(frame) = talk::line(&frame) {
                self.live.hub.tell_session(&seat, &frame);
            }
        }
        Box::pin(std::future::ready(None))
    }
}

fn nothing() -> Answer {
    Box::pin(std::future::ready(None))
}

fn refuse(frame: RefusedFrame) -> Answer {
    Box::pin(std::future::ready(talk::line(&AgentHears::Refused(frame))))
}
