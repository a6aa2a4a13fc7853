//! Where agents sit: which window shows what, who sits before it, and so who can be reached. Pure, and bounded by the
//! number of connections; the hub holds it under its lock.

use std::collections::HashMap;

use super::protocol::{ColleaguePresence, Presence, Viewer, ViewingFrame};
use crate::{
    accounts::preferences::{Availability, Word},
    base::{Timestamp, ids::*, time::SECOND},
};

/// How long a window is believed to show what it said, in milliseconds: it says it again every 20 seconds.
const BELIEVED_MS: i64 = 45 * SECOND;

/// The windows of all agents, and what agents say of themselves.
#[derive(Default)]
pub struct Desk {
    windows: HashMap<u64, Window>,
    /// The own word of everybody who may sign in.
    words: HashMap<AgentId, Availability>,
    /// What colleagues were told last; who is offline stands not in it.
    told: HashMap<AgentId, Presence>,
    /// Who was told last to have a conversation open.
    seen: HashMap<ConversationId, Vec<Viewer>>,
}

struct Window {
    agent: AgentId,
    is_idle: bool,
    viewing: Option<Viewing>,
}

#[derive(Clone, Copy)]
struct Viewing {
    conversation: ConversationId,
    is_replying: bool,
    until: Timestamp,
}

/// What is to be told after something changed.
#[derive(Default)]
pub struct News {
    /// To everybody.
    pub colleagues: Vec<ColleaguePresence>,
    /// To those windows.
    pub viewing: Vec<(ViewingFrame, Vec<u64>)>,
}

impl Desk {
    /// Replaces what everybody says of itself.
    pub fn open(&mut self, words: HashMap<AgentId, Availability>) {
        self.words = words;
    }

    /// What an agent says of itself; `None` where it may not sign in any more.
    pub fn say(&mut self, agent: AgentId, word: Option<Availability>) {
        match word {
            Some(word) => self.words.insert(agent, word),
            None => self.words.remove(&agent),
        };
    }

    /// A window was opened; somebody sits before it until it says otherwise. Whether its agent may sign in is not asked: the
    /// log tells that, and until then nobody is told of them.
    pub fn sit(&mut self, window: u64, agent: AgentId) {
        self.windows.insert(window, Window { agent, is_idle: false, viewing: None });
    }

    /// A window was closed.
    pub fn leave(&mut self, window: u64) {
        self.windows.remove(&window);
    }

    /// Whether somebody sits before a window.
    pub fn idle(&mut self, window: u64, is_idle: bool) {
        if let Some(window) = self.windows.get_mut(&window) {
            window.is_idle = is_idle;
        }
    }

    /// What a window shows, and whether its agent writes there. Answers whether it showed something else before.
    pub fn view(&mut self, window: u64, shown: Option<(ConversationId, bool)>, now: Timestamp) -> bool {
        let Some(window) = self.windows.get_mut(&window) else { return false };
        let before = window.viewing.map(|viewing| viewing.conversation);
        let until = now.plus(BELIEVED_MS);
        window.viewing = shown.map(|(conversation, is_replying)| Viewing { conversation, is_replying, until });
        before != window.viewing.map(|viewing| viewing.conversation)
    }

    /// Everybody who may sign in, as colleagues see them.
    pub fn colleagues(&self, now: Timestamp) -> Vec<ColleaguePresence> {
        let present = self.present(now);
        let presence = |agent: &AgentId| present.get(agent).copied().unwrap_or(Presence::Offline);
        let mut all: Vec<_> = self.words.keys().map(|id| (*id, presence(id))).collect();
        all.sort_by_key(|(agent_id, _)| *agent_id);
        all.into_iter().map(|(agent_id, presence)| ColleaguePresence { agent_id, presence }).collect()
    }

    /// Who can be reached now: sits before a window, and does not want to be left alone.
    pub fn reachable(&self, now: Timestamp) -> Vec<AgentId> {
        let present = self.present(now).into_iter();
        present.filter(|(_, presence)| *presence == Presence::Online).map(|(agent, _)| agent).collect()
    }

    /// Who has a conversation open.
    pub fn viewers(&self, conversation: ConversationId) -> Vec<Viewer> {
        self.seen.get(&conversation).cloned().unwrap_or_default()
    }

    /// Forgets what has had its time, and answers what is different from what was told last.
    pub fn settle(&mut self, now: Timestamp) -> News {
        for window in self.windows.values_mut() {
            window.viewing.take_if(|viewing| viewing.until <= now);
        }
        News { colleagues: self.new_presences(now), viewing: self.new_viewers() }
    }

    /// When [`Desk::settle`] has something to do by itself: somebody is not believed any more, or is back.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let shown = self.windows.values().filter_map(|window| Some(window.viewing?.until));
        let back = self.words.values().filter_map(|word| word.again_at).filter(|again_at| *again_at > now);
        shown.chain(back).min()
    }

    /// Everybody with a window. One who sits before one is there, whatever the others say.
    fn present(&self, now: Timestamp) -> HashMap<AgentId, Presence> {
        let mut present = HashMap::new();
        for window in self.windows.values() {
            let Some(word) = self.words.get(&window.agent) else { continue };
            let presence = match word.at(now) {
                Word::Busy => Presence::Busy,
                Word::Away => Presence::Away,
                Word::Online if window.is_idle => Presence::Away,
                Word::Online => Presence::Online,
            };
            let entry = present.entry(window.agent).or_insert(presence);
            if presence == Presence::Online {
                *entry = presence;
            }
        }
        present
    }

    fn new_presences(&mut self, now: Timestamp) -> Vec<ColleaguePresence> {
        let present = self.present(now);
        let gone = self.told.keys().filter(|agent| !present.contains_key(agent));
        let mut changed: Vec<_> = gone.map(|agent| (*agent, Presence::Offline)).collect();
        let is_new = |agent: &AgentId, presence: &Presence| self.told.get(agent) != Some(presence);
        changed.extend(present.iter().filter(|(agent, presence)| is_new(agent, presence)).map(|(a, p)| (*a, *p)));
        changed.sort_by_key(|(agent_id, _)| *agent_id);
        self.told = present;
        changed.into_iter().map(|(agent_id, presence)| ColleaguePresence { agent_id, presence }).collect()
    }

    fn new_viewers(&mut self) -> Vec<(ViewingFrame, Vec<u64>)> {
        let mut shown: HashMap<ConversationId, (Vec<Viewer>, Vec<u64>)> = HashMap::new();
        for (id, window) in &self.windows {
            let Some(viewing) = window.viewing else { continue };
            let (viewers, windows) = shown.entry(viewing.conversation).or_default();
            windows.push(*id);
            match viewers.iter_mut().find(|viewer| viewer.agent_id == window.agent) {
                Some(viewer) => viewer.is_replying |= viewing.is_replying,
                None => viewers.push(Viewer { agent_id: window.agent, is_replying: viewing.is_replying }),
            }
        }
        let mut news = Vec::new();
        let mut seen = HashMap::new();
        for (conversation_id, (mut viewers, windows)) in shown {
            viewers.sort_by_key(|viewer| viewer.agent_id);
            if self.seen.get(&conversation_id) != Some(&viewers) {
                news.push((ViewingFrame { conversation_id, viewers: viewers.clone() }, windows));
            }
            seen.insert(conversation_id, viewers);
        }
        self.seen = seen;
        news
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_was_opened_while_its_agent_was_let_go_makes_nobody_a_colleague() {
        let agent: AgentId = "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".parse().unwrap();
        let now = Timestamp::from_millis(0);
        let mut desk = Desk::default();
        desk.say(agent, Some(Availability::default()));
        desk.say(agent, None);

        desk.sit(1, agent);
        let news = desk.settle(now);
        desk.leave(1);

        assert!(news.colleagues.is_empty() && desk.colleagues(now).is_empty());
        desk.say(agent, Some(Availability::default()));
        desk.sit(2, agent);
        assert_eq!(desk.reachable(now), [agent], "who may sign in sits there as before");
    }
}
