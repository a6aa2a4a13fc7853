//! Who is connected, and the queues they are handed frames by. The hub holds this under its lock.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
};

use tokio::sync::mpsc;

use super::{
    close,
    compose::Whose,
    desk::Desk,
    protocol::{AgentHears, PresenceFrame},
    talk,
};
use crate::{
    base::ids::*,
    events::{Event, Recorded},
};

/// Everybody who is connected.
#[derive(Default)]
pub struct Rooms {
    /// The event up to which frames are being made; a connection that registers now gets later ones.
    pub position: i64,
    /// The event up to which all frames lie in their queues.
    pub delivered: i64,
    pub next_id: u64,
    pub is_draining: bool,
    pub agents: HashMap<u64, Entry<AgentSeat>>,
    pub contacts: HashMap<ContactId, Vec<Entry<VisitorSeat>>>,
    /// Where agents sit.
    pub desk: Desk,
    /// Whose browsers the last batch went to.
    served: Vec<ContactId>,
}

/// One connection.
pub struct Entry<W> {
    pub id: u64,
    pub since: i64,
    pub queue: mpsc::Sender<Arc<str>>,
    pub end: Arc<AtomicU16>,
    pub who: W,
}

/// An agent's place: which person, and which of its sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSeat {
    pub agent: AgentId,
    /// The hex of the session token's hash.
    pub session: String,
}

/// A visitor's place: which browser, on which site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitorSeat {
    pub visitor: VisitorId,
    pub site: SiteId,
    pub is_verified: bool,
}

/// Who is there for a batch of events, asked under the lock that claims them.
pub struct Interest {
    pub agents: bool,
    /// By event: whether anybody of those it is about is there.
    pub rooms: Vec<bool>,
}

/// A composed frame with its addressee.
pub enum Delivery {
    Agents { seq: i64, only: Option<AgentId>, frame: Arc<str> },
    Contact { seq: i64, contact: ContactId, whose: Whose, frame: Arc<str> },
    Site { seq: i64, site: SiteId, frame: Arc<str> },
}

impl Rooms {
    /// Rooms in which nobody sits yet, at a position of the log.
    pub fn at(position: i64) -> Self {
        Self { position, delivered: position, ..Self::default() }
    }

    /// Moves the position to `last` and answers who is there for the events up to it.
    pub fn claim(&mut self, events: &[Recorded], last: i64) -> Interest {
        self.position = last;
        let is_there = |recorded: &Recorded| match &recorded.event {
            Event::ContactsJoined { from, to, .. } | Event::ContactsMerged { from, to } => {
                self.contacts.contains_key(from) || self.contacts.contains_key(to)
            }
            Event::SiteChanged { .. } => !self.contacts.is_empty(),
            event => event.contact_id().is_some_and(|contact| self.contacts.contains_key(&contact)),
        };
        Interest { agents: !self.agents.is_empty(), rooms: events.iter().map(is_there).collect() }
    }

    /// Puts frames into queues, in order, and ends connections whose standing the events have changed.
    pub fn deliver(&mut self, events: &[Recorded], deliveries: Vec<Delivery>, last: i64) {
        self.served.clear();
        for delivery in deliveries {
            match delivery {
                Delivery::Agents { seq, only, frame } => self.agents.retain(|_, entry| {
                    only.is_some_and(|only| only != entry.who.agent) || entry.since >= seq || entry.hand(&frame)
                }),
                Delivery::Contact { seq, contact, whose, frame } => {
                    let passes = |entry: &Entry<VisitorSeat>| entry.since >= seq || !entry.hears(whose);
                    self.keep(contact, |entry| passes(entry) || entry.hand(&frame));
                    if self.served.last() != Some(&contact) {
                        self.served.push(contact);
                    }
                }
                Delivery::Site { seq, site, frame } => self.contacts.retain(|_, room| {
                    room.retain(|entry| entry.who.site != site || entry.since >= seq || entry.hand(&frame));
                    !room.is_empty()
                }),
            }
        }
        for recorded in events {
            self.obey(&recorded.event);
        }
        self.delivered = last;
    }

    /// Keeps those of a contact's connections for which `is_kept` is true; an empty room is no room.
    pub fn keep(&mut self, contact: ContactId, is_kept: impl FnMut(&Entry<VisitorSeat>) -> bool) {
        if let Some(room) = self.contacts.get_mut(&contact) {
            room.retain(is_kept);
            if room.is_empty() {
                self.contacts.remove(&contact);
            }
        }
    }

    /// Tells agents that a contact has come or gone; under the lock, so that the last word is the right one.
    pub fn tell_presence(&self, contact_id: ContactId, is_online: bool) {
        let frame = AgentHears::Presence(PresenceFrame { contact_id, is_online });
        if let Some(frame) = talk::line(&frame) {
            self.agents.values().for_each(|entry| entry.pass(&frame));
        }
    }

    /// Whether every queue that the last batch went to has room for so many frames.
    pub fn has_room(&self, frames: usize) -> bool {
        let agents = self.agents.values().map(|entry| &entry.queue);
        let rooms = self.served.iter().filter_map(|contact| self.contacts.get(contact));
        agents.chain(rooms.flatten().map(|entry| &entry.queue)).all(|queue| queue.capacity() >= frames)
    }

    /// Ends or moves connections whose standing an event has changed.
    fn obey(&mut self, event: &Event) {
        match event {
            Event::AgentSessionsEnded { agent_id, session } => self.agents.retain(|_, entry| {
                let is_meant =
                    entry.who.agent == *agent_id && session.as_ref().is_none_or(|ended| *ended == entry.who.session);
                if is_meant {
                    entry.end.store(close::SIGNED_OUT, Ordering::Relaxed);
                }
                !is_meant
            }),
            // A connection knows its agent's role from when it began: it comes back with the new one.
            Event::AgentRoleChanged { agent_id } => self.agents.retain(|_, entry| {
                let is_meant = entry.who.agent == *agent_id;
                if is_meant {
                    entry.end.store(close::RESTART, Ordering::Relaxed);
                }
                !is_meant
            }),
            Event::VisitorEnded { visitor_id, contact_id } => self.keep(*contact_id, |entry| {
                let is_meant = entry.who.visitor == *visitor_id;
                if is_meant {
                    entry.end.store(close::SIGNED_OUT, Ordering::Relaxed);
                }
                !is_meant
            }),
            // The browser stands for another contact now: it comes back as that one.
            Event::ContactsJoined { from, .. } | Event::ContactsMerged { from, .. } => {
                if let Some(room) = self.contacts.remove(from) {
                    room.into_iter().for_each(|entry| entry.cut(close::RESTART));
                }
            }
            _ => {}
        }
    }
}

impl Entry<VisitorSeat> {
    /// Whether this browser may hear of something.
    pub fn hears(&self, whose: Whose) -> bool {
        whose.is_heard_by(self.who.visitor, self.who.is_verified)
    }
}

impl<W> Entry<W> {
    /// Queues a frame. `false` cuts the connection: it did not keep up, and comes back for what it missed.
    pub fn hand(&self, frame: &Arc<str>) -> bool {
        let is_queued = self.queue.try_send(Arc::clone(frame)).is_ok();
        if !is_queued {
            self.end.store(close::SLOW, Ordering::Relaxed);
        }
        is_queued
    }

    /// Queues a frame that may be lost: where there is no room, it is.
    pub fn pass(&self, frame: &Arc<str>) {
        let _ = self.queue.try_send(Arc::clone(frame));
    }

    /// Ends the connection with a code.
    pub fn cut(self, code: u16) {
        self.end.store(code, Ordering::Relaxed);
    }
}
