//! Follows the event log once, however many connections are open, and hands each frame to those who may see it.
//!
//! Joining without a gap: a connection is registered under the same lock that moves the hub's position, and told
//! that position; it catches up to there by itself, and is handed only events after it.
//!
//! **Invariant:** a connection is handed each event after its `since` once and in order, or it is cut.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};

use tokio::sync::{mpsc, watch};

use super::{
    close, compose,
    compose::{ForAgents, ForVisitors, Whose},
    presence,
    rooms::{AgentSeat, Delivery, Entry, Rooms, VisitorSeat},
};
use crate::{
    accounts::preferences::{self, Availability},
    base::{Clock, Result, Timestamp, VisitorActor, ids::*},
    db::{Db, Snapshot},
    events::{self, Event},
    files::Addresses,
};

/// How many milliseconds a burst pauses for clients that read; who has no room then is slow.
const PAUSES: u32 = 50;

/// The live connections of one workspace. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    shared: Arc<Shared>,
}

struct Shared {
    rooms: Mutex<Rooms>,
    /// Held while events are read and handed on, which the follower and the drain both do.
    advancing: Mutex<()>,
    queue: usize,
    clock: Clock,
    /// Where visitors fetch the files of messages.
    addresses: Addresses,
    /// Moves when a connection begins or ends; the drain waits for none. It is moved under the rooms' lock, so whoever
    /// waits for it must not ask for that lock.
    count: watch::Sender<usize>,
    /// Becomes true when the server drains.
    drains: watch::Sender<bool>,
}

/// Which room a connection sits in.
#[derive(Debug, Clone, Copy)]
enum Room {
    Agents,
    Contact(ContactId),
}

/// A connection without a seat yet, for which the drain waits all the same. Dropping it lets it go.
pub struct Guest(Hub);

impl Drop for Guest {
    fn drop(&mut self) {
        self.0.shared.count.send_modify(|count| *count = count.saturating_sub(1));
    }
}

/// A registered connection. Dropping it unregisters.
pub struct Seat {
    hub: Hub,
    room: Room,
    pub(super) id: u64,
    /// Catch up to here; what comes later is handed over.
    pub since: i64,
    /// Frames, as text. Closed when the hub has cut the connection.
    pub queue: mpsc::Receiver<Arc<str>>,
    end: Arc<AtomicU16>,
}

impl Seat {
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

impl Hub {
    /// A hub that stands at `position`; each connection's queue holds `queue` frames.
    pub fn new(position: i64, queue: usize, addresses: Addresses, clock: Clock) -> Self {
        let rooms = Rooms::at(position);
        let ((count, _), (drains, _)) = (watch::channel(0), watch::channel(false));
        Self {
            shared: Arc::new(Shared {
                rooms: Mutex::new(rooms),
                advancing: Mutex::new(()),
                queue: queue.max(8),
                clock,
                addresses,
                count,
                drains,
            }),
        }
    }

    /// Where visitors fetch the files of messages.
    pub fn addresses(&self) -> &Addresses {
        &self.shared.addresses
    }

    /// Tells the hub what agents say of themselves; from now on it follows the log.
    #[must_use]
    pub fn knowing(self, words: HashMap<AgentId, Availability>) -> Self {
        self.lock().desk.open(words);
        self
    }

    pub(super) fn now(&self) -> Timestamp {
        self.shared.clock.now()
    }

    /// Follows the log until `stop` becomes true.
    pub async fn run(self, db: Db, mut stop: watch::Receiver<bool>) {
        let mut wakeups = db.wakeups();
        loop {
            wakeups.borrow_and_update();
            loop {
                let hub = self.clone();
                match db.read(move |connection| hub.advance(connection)).await {
                    Ok(0) => break,
                    Ok(read) if read == self.batch() => self.let_clients_read().await,
                    Ok(_) => {}
                    Err(error) => {
                        // Nobody may be left with a hole: whoever is connected comes back and catches up.
                        tracing::error!(?error, "live frames could not be made; connections are asked to come back");
                        self.cut_all(close::SLOW);
                        break;
                    }
                }
            }
            tokio::select! {
                moved = wakeups.changed() => if moved.is_err() { return },
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// How many events are read at once: nobody is cut by a single batch.
    fn batch(&self) -> usize {
        self.shared.queue / 2
    }

    /// Waits a moment where somebody's queue has no room for a whole batch. Without it a burst would overflow every
    /// queue before its client, however quick, had a chance to run.
    async fn let_clients_read(&self) {
        for _ in 0..PAUSES {
            if self.lock().has_room(self.batch()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Hands on the next events. Answers how many there were.
    fn advance(&self, connection: &Snapshot) -> Result<usize> {
        let _one_at_a_time = self.shared.advancing.lock().unwrap_or_else(PoisonError::into_inner);
        let position = self.lock().position;
        let events = events::after(connection, position, u32::try_from(self.batch()).unwrap_or(u32::MAX))?;
        let Some(last) = events.last() else { return Ok(0) };
        let interest = self.lock().claim(&events, last.seq);
        let mut deliveries = Vec::new();
        let mut words = Vec::new();
        for (recorded, is_wanted) in events.iter().zip(&interest.rooms) {
            if *is_wanted
                && let Some(ForVisitors { whose, frame }) =
                    compose::for_visitor(connection, recorded, &self.shared.addresses)?
            {
                let (seq, frame) = (recorded.seq, text(&frame)?);
                match (&recorded.event, recorded.event.contact_id()) {
                    (Event::SiteChanged { site_id }, _) => {
                        deliveries.push(Delivery::Site { seq, site: *site_id, frame });
                    }
                    (_, Some(contact)) => deliveries.push(Delivery::Contact { seq, contact, whose, frame }),
                    (_, None) => {}
                }
            }
            if let Event::AgentChanged { agent_id } | Event::WorkspaceClaimed { agent_id } = &recorded.event {
                words.push((*agent_id, preferences::views::availability(connection, *agent_id)?));
            }
            if interest.agents
                && let Some(ForAgents { only, frame }) = compose::for_agents(connection, recorded)?
            {
                deliveries.push(Delivery::Agents { seq: recorded.seq, only, frame: text(&frame)? });
            }
        }
        let now = self.now();
        let mut rooms = self.lock();
        rooms.deliver(&events, deliveries, last.seq);
        if !words.is_empty() {
            words.into_iter().for_each(|(agent, word)| rooms.desk.say(agent, word));
            presence::tell_news(&mut rooms, now);
        }
        Ok(events.len())
    }

    /// Registers a visitor's connection. `None` while the server drains.
    pub fn seat_visitor(&self, visitor: &VisitorActor) -> Option<Seat> {
        let contact = visitor.contact;
        let who = VisitorSeat { visitor: visitor.id, site: visitor.site, is_verified: visitor.is_verified };
        let mut rooms = self.lock();
        let (entry, seat) = self.entry(&mut rooms, who, Room::Contact(contact))?;
        let room = rooms.contacts.entry(contact).or_default();
        room.push(entry);
        if room.len() == 1 {
            rooms.tell_presence(contact, true);
        }
        Some(seat)
    }

    /// Registers an agent's connection. `None` while the server drains.
    pub fn seat_agent(&self, who: AgentSeat) -> Option<Seat> {
        let (agent, now) = (who.agent, self.now());
        let mut rooms = self.lock();
        let (entry, seat) = self.entry(&mut rooms, who, Room::Agents)?;
        rooms.desk.sit(entry.id, agent);
        // Before it hears anything itself: it is told of everybody with its first frames.
        presence::tell_news(&mut rooms, now);
        rooms.agents.insert(entry.id, entry);
        Some(seat)
    }

    fn entry<W>(&self, rooms: &mut Rooms, who: W, room: Room) -> Option<(Entry<W>, Seat)> {
        if rooms.is_draining {
            return None;
        }
        rooms.next_id += 1;
        let (id, since) = (rooms.next_id, rooms.position);
        let (sender, queue) = mpsc::channel(self.shared.queue);
        let end = Arc::new(AtomicU16::new(close::RESTART));
        self.shared.count.send_modify(|count| *count += 1);
        let entry = Entry { id, since, queue: sender, end: Arc::clone(&end), who };
        Some((entry, Seat { hub: self.clone(), room, id, since, queue, end }))
    }

    fn leave(&self, room: Room, id: u64) {
        let now = self.now();
        {
            let mut rooms = self.lock();
            match room {
                Room::Agents => {
                    rooms.agents.remove(&id);
                    rooms.desk.leave(id);
                    presence::tell_news(&mut rooms, now);
                }
                Room::Contact(contact) => {
                    rooms.keep(contact, |entry| entry.id != id);
                    if !rooms.contacts.contains_key(&contact) {
                        rooms.tell_presence(contact, false);
                    }
                }
            }
        }
        self.shared.count.send_modify(|count| *count = count.saturating_sub(1));
    }

    /// Everything up to this event lies in the queues.
    pub fn delivered(&self) -> i64 {
        self.lock().delivered
    }

    /// Whether a contact has its panel loaded somewhere.
    pub fn is_online(&self, contact: ContactId) -> bool {
        self.lock().contacts.contains_key(&contact)
    }

    /// Passes a passing frame (typing, presence) to all agents but `except`.
    pub fn tell_agents(&self, frame: &Arc<str>, except: Option<AgentId>) {
        let rooms = self.lock();
        rooms.agents.values().filter(|entry| except != Some(entry.who.agent)).for_each(|entry| entry.pass(frame));
    }

    /// Passes a passing frame to the windows of one session of an agent.
    pub fn tell_session(&self, seat: &AgentSeat, frame: &Arc<str>) {
        let rooms = self.lock();
        rooms.agents.values().filter(|entry| entry.who == *seat).for_each(|entry| entry.pass(frame));
    }

    /// Passes a passing frame to those of a contact's browsers that may hear of what was said at `visitor`.
    pub fn tell_contact(&self, contact: ContactId, visitor: VisitorId, frame: &Arc<str>) {
        let rooms = self.lock();
        let room = rooms.contacts.get(&contact).into_iter().flatten();
        room.filter(|entry| entry.hears(Whose::Of(visitor))).for_each(|entry| entry.pass(frame));
    }

    /// Takes no more connections, hands on what was acknowledged, and asks all to come back later.
    pub async fn drain(&self, db: &Db) {
        self.lock().is_draining = true;
        loop {
            let hub = self.clone();
            match db.read(move |connection| hub.advance(connection)).await {
                Ok(1..) => {}
                // Who misses something catches up when it comes back.
                Ok(0) | Err(_) => break,
            }
        }
        self.cut_all(close::RESTART);
        self.shared.drains.send_replace(true);
    }

    /// Counts a connection that has no seat yet, so that the end waits until it was told, too.
    pub fn greet(&self) -> Guest {
        self.shared.count.send_modify(|count| *count += 1);
        Guest(self.clone())
    }

    /// Waits until the server drains: for connections that have no seat yet.
    pub async fn draining(&self) {
        let mut drains = self.shared.drains.subscribe();
        // The sender lives as long as this hub.
        let _ = drains.wait_for(|drains| *drains).await;
    }

    /// Waits until the last connection has ended.
    pub async fn emptied(&self) {
        let mut count = self.shared.count.subscribe();
        // The sender lives as long as this hub.
        let _ = count.wait_for(|count| *count == 0).await;
    }

    fn cut_all(&self, code: u16) {
        let mut rooms = self.lock();
        rooms.agents.drain().for_each(|(_, entry)| entry.cut(code));
        rooms.contacts.drain().flat_map(|(_, room)| room).for_each(|entry| entry.cut(code));
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Rooms> {
        self.shared.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A frame as the text that is sent.
pub fn text(frame: &impl serde::Serialize) -> Result<Arc<str>> {
    Ok(serde_json::to_string(frame)?.into())
}
