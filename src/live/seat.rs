//! The place of a connection in the hub.

use std::sync::{
    Arc,
    atomic::{AtomicU16, Ordering},
};

use tokio::sync::mpsc;

use super::Hub;
use crate::base::ids::{AgentId, ContactId};

/// An agent's place: which person, and which of its sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentSeat {
    pub agent: AgentId,
    /// The hex of the session token's hash.
    pub session: String,
}

/// Which room a connection sits in.
#[derive(Debug, Clone, Copy)]
pub enum Room {
    Agents,
    Contact(ContactId),
}

/// A registered connection. Dropping it unregisters.
pub struct Seat {
    hub: Hub,
    room: Room,
    id: u64,
    /// Catch up to here; what comes later is handed over.
    pub since: i64,
    /// Frames, as text. Closed when the hub has cut the connection.
    pub queue: mpsc::Receiver<Arc<str>>,
    end: Arc<AtomicU16>,
}

impl Seat {
    /// A place that the hub has given: where, from which event on, and how it is handed frames and its end.
    pub fn new(hub: &Hub, (room, id): (Room, u64), since: i64, (queue, end): (mpsc::Receiver<Arc<str>>, Arc<AtomicU16>)) -> Self {
        Self { hub: hub.clone(), room, id, since, queue, end }
    }

    /// Why the hub has cut the connection, as a close code.
    pub fn close_code(&self) -> u16 {
        self.end.load(Ordering::Relaxed)
    }

    /// The hub this seat is in.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.leave(self.room, self.id);
    }
}
