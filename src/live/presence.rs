//! The hub's part about colleagues: who has what open, and who can be reached. What is said of it may be lost; it is
//! said again.

use super::{
    hub::{Hub, Seat},
    protocol::*,
    rooms::{AgentSeat, Rooms},
    talk,
};
use crate::{
    base::{
        Timestamp,
        ids::{AgentId, ConversationId},
    },
    jobs::{Next, Worker},
};

/// Which window of an agent speaks: its seat's, or, where frames come one by one, the newest of its session.
pub struct Window<'a> {
    pub who: &'a AgentSeat,
    pub seat: Option<u64>,
}

impl Seat {
    /// The window of this seat.
    pub fn window(&self) -> u64 {
        self.id
    }
}

impl Hub {
    /// What a window shows now. Whoever opens a conversation is told who else has it open.
    pub fn view(&self, window: &Window<'_>, says: &ViewingSays) {
        let now = self.now();
        let mut rooms = self.lock();
        let Some(id) = seat_of(&rooms, window) else { return };
        let shown = says.conversation_id.map(|conversation| (conversation, says.is_replying));
        let has_opened = rooms.desk.view(id, shown, now);
        let told = tell_news(&mut rooms, now);
        let is_told = says.conversation_id.is_some_and(|conversation| told.contains(&conversation));
        if let (true, false, Some(conversation_id)) = (has_opened, is_told, says.conversation_id) {
            let viewers = rooms.desk.viewers(conversation_id);
            pass(&rooms, &AgentHears::Viewing(ViewingFrame { conversation_id, viewers }), &[id]);
        }
    }

    /// Whether somebody sits before a window.
    pub fn idle(&self, window: &Window<'_>, is_idle: bool) {
        let now = self.now();
        let mut rooms = self.lock();
        let Some(id) = seat_of(&rooms, window) else { return };
        rooms.desk.idle(id, is_idle);
        tell_news(&mut rooms, now);
    }

    /// Everybody who may sign in, and whether they can be reached.
    pub fn colleagues(&self) -> ColleaguesFrame {
        let now = self.now();
        ColleaguesFrame { colleagues: self.lock().desk.colleagues(now) }
    }

    /// Who can be reached now.
    pub fn reachable(&self) -> Vec<AgentId> {
        let now = self.now();
        self.lock().desk.reachable(now)
    }

    /// Forgets what has had its time, and answers when there is more.
    fn settle(&self) -> Option<Timestamp> {
        let now = self.now();
        let mut rooms = self.lock();
        tell_news(&mut rooms, now);
        rooms.desk.due(now)
    }
}

/// Tells what is different from what was told last, and answers of which conversations.
pub fn tell_news(rooms: &mut Rooms, now: Timestamp) -> Vec<ConversationId> {
    let news = rooms.desk.settle(now);
    if !news.colleagues.is_empty()
        && let Some(frame) = talk::line(&AgentHears::Colleagues(ColleaguesFrame { colleagues: news.colleagues }))
    {
        rooms.agents.values().for_each(|entry| entry.pass(&frame));
    }
    let tell = |(frame, windows): (ViewingFrame, Vec<u64>)| {
        let conversation = frame.conversation_id;
        pass(rooms, &AgentHears::Viewing(frame), &windows);
        conversation
    };
    news.viewing.into_iter().map(tell).collect()
}

fn pass(rooms: &Rooms, frame: &AgentHears, windows: &[u64]) {
    let Some(frame) = talk::line(frame) else { return };
    windows.iter().filter_map(|id| rooms.agents.get(id)).for_each(|entry| entry.pass(&frame));
}

fn seat_of(rooms: &Rooms, window: &Window<'_>) -> Option<u64> {
    let mut own = rooms.agents.iter().filter(|(_, entry)| entry.who == *window.who).map(|(id, _)| *id);
    match window.seat {
        Some(seat) => own.find(|id| *id == seat),
        None => own.max(),
    }
}

/// Forgets in time who is not believed any more, and who is back.
pub struct ForgetViewers(pub Hub);

impl Worker for ForgetViewers {
    const NAME: &'static str = "forget viewers";
    const REST: std::time::Duration = std::time::Duration::from_secs(1);

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        Ok(self.0.settle().map_or(Next::Idle, Next::At))
    }
}
