//! Notes and lines about what was done, as agents see them.

use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use super::views::Entry;
use crate::{base::ids::*, files::shapes::Attachment, rich_text};

/// A note, or a line about what was done. It stands behind the message `after_number`, in the order of `number`.
#[derive(Debug, Clone, Object, Serialize)]
pub struct AgentEntry {
    pub id: EntryId,
    /// Grows with each entry of the workspace.
    pub number: i64,
    /// The message it stands behind; 0 before the first.
    pub after_number: i64,
    pub author_id: Option<AgentId>,
    pub author_name: Option<String>,
    /// The sender's own name for it; of notes only.
    pub client_id: Option<String>,
    /// The text of a note; empty for acts.
    pub body: String,
    /// The text as safe HTML, where it has marks that plain text would show.
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    /// The agents that a note names.
    pub mentions: Vec<AgentId>,
    /// What was done; absent for notes.
    pub act: Option<ActLine>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct ActLine {
    pub what: ActKind,
    /// Whom or what it concerns, as it was called then: a person, a team, a tag, a priority, a macro.
    pub name: Option<String>,
    /// When a snooze ends, in milliseconds since 1970; absent where it ends with the visitor's next message.
    pub until: Option<i64>,
}

/// What can be done to a conversation, beside what the visitor sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum ActKind {
    Assigned,
    Unassigned,
    TeamAssigned,
    TeamUnassigned,
    Snoozed,
    Woken,
    Priority,
    Tagged,
    Untagged,
    Blocked,
    Unblocked,
    Merged,
    Unmerged,
    Macro,
}

impl From<Entry> for AgentEntry {
    fn from(entry: Entry) -> Self {
        Self {
            html: rich_text::html(&entry.body),
            attachments: entry.files.into_iter().map(Attachment::for_agent).collect(),
            id: entry.id,
            number: entry.number,
            after_number: entry.after_number,
            author_id: entry.agent,
            author_name: entry.agent_name,
            client_id: entry.client_id,
            body: entry.body,
            mentions: entry.mentions,
            act: entry.act,
            at: entry.at.as_millis(),
        }
    }
}
