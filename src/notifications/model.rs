//! The nouns of notifications.

use std::collections::{BTreeMap, HashMap};

use crate::base::{Timestamp, actor::UnknownWord, ids::*};

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A note names the agent.
    Mention,
    /// Somebody else handed the agent a conversation.
    Assigned,
    /// Somebody else handed a team of the agent's a conversation.
    TeamAssigned,
    /// The visitor wrote to the agent: in a conversation of its own, or in one that is nobody's and that it answered last.
    Message,
    /// The visitor began to wait in a conversation that is nobody's.
    NewConversation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Mention, Self::Assigned, Self::TeamAssigned, Self::Message, Self::NewConversation];

    /// The word that stands in the database and in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mention => "mention",
            Self::Assigned => "assigned",
            Self::TeamAssigned => "team_assigned",
            Self::Message => "message",
            Self::NewConversation => "new_conversation",
        }
    }

    /// Whether each one more counts. Of the others there is one or none.
    pub fn counts(self) -> bool {
        matches!(self, Self::Mention | Self::Message)
    }
}

impl std::str::FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownWord)
    }
}

impl rusqlite::types::FromSql for Kind {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|error| rusqlite::types::FromSqlError::Other(Box::new(error)))
    }
}

/// Something to tell an agent.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// The event that tells of it.
    pub seq: i64,
    pub agent: AgentId,
    pub conversation: ConversationId,
    pub kind: Kind,
    /// The colleague who caused it; `None` for the visitor.
    pub from: Option<AgentId>,
    pub at: Timestamp,
    /// Whether nobody did it: Deskbell took the conversation from somebody who left.
    pub is_left_behind: bool,
}

/// How many unread lines of the kind [`Kind::NewConversation`] an agent may have before what Deskbell itself takes from
/// somebody who left adds no more: whoever has not read twenty finds the rest in the list of those who wait.
const MOST_LEFT_BEHIND: i64 = 20;

/// Of what tells of conversations left behind, what still finds room in bells that hold so many unread lines of that kind
/// already. What people did is told in any case.
pub fn with_room(mut told: Vec<Told>, mut unread: HashMap<AgentId, i64>) -> Vec<Told> {
    told.retain(|told| {
        if !told.is_left_behind {
            return true;
        }
        let lines = unread.entry(told.agent).or_default();
        *lines += 1;
        *lines <= MOST_LEFT_BEHIND
    });
    told
}

/// An agent has read a conversation, up to what the event `seq` tells of.
#[derive(Debug, Clone, Copy)]
pub struct WasRead {
    pub seq: i64,
    pub agent: AgentId,
    pub conversation: ConversationId,
}

/// A line to add, or to count into the unread one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub from: Option<AgentId>,
    /// From 1.
    pub count: i64,
    pub at: Timestamp,
}

/// Lines by whose, where and what.
pub type Lines = BTreeMap<(AgentId, ConversationId, Kind), Line>;

/// Puts together what a batch of events tells: what somebody has read afterwards is no news any more.
pub fn lines(mut told: Vec<Told>, read: &[WasRead]) -> Lines {
    told.sort_by_key(|told| told.seq);
    let mut lines = Lines::new();
    for one in told {
        let is_read =
            |read: &WasRead| read.agent == one.agent && read.conversation == one.conversation && read.seq > one.seq;
        if read.iter().any(is_read) {
            continue;
        }
        let adds = i64::from(one.kind.counts());
        let line = lines.entry((one.agent, one.conversation, one.kind));
        line.and_modify(|line| {
            *line = Line { from: one.from, count: line.count + adds, at: one.at };
        })
        .or_insert(Line { from: one.from, count: 1, at: one.at });
    }
    lines
}
