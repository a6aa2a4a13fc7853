//! Saved replies and macros on the wire.

use poem_openapi::{Object, Union};

use super::{
    SavedReply,
    macros::{
        model::Macro,
        steps::{Step, Whom},
    },
};
use crate::{base::ids::*, conversations::thread::shapes::PriorityView};

/// What an agent can insert and run.
#[derive(Debug, Object)]
pub struct RepliesView {
    /// Everybody's by name, then one's own by name; at most 500.
    pub replies: Vec<SavedReplyView>,
    /// By name; at most 200.
    pub macros: Vec<MacroView>,
}

/// A reply that was written once.
#[derive(Debug, Object)]
pub struct SavedReplyView {
    pub id: SavedReplyId,
    pub name: String,
    /// What is typed after the slash: a-z, 0-9 and hyphens.
    pub shortcut: Option<String>,
    /// At most 5,000 characters, with placeholders such as `{{contact.first_name|there}}`.
    pub body: String,
    /// Whether it is one's own, which nobody else sees.
    pub is_own: bool,
    /// Grows with each change; sent back with one.
    pub version: i64,
    /// How often it was inserted.
    pub uses: i64,
}

/// Several acts under one name.
#[derive(Debug, Object)]
pub struct MacroView {
    pub id: MacroId,
    pub name: String,
    /// 1 to 10, in order.
    pub steps: Vec<MacroStep>,
}

/// One act of a macro. What it names may be gone: then the step is left out when it runs.
#[derive(Debug, Union)]
#[oai(discriminator_name = "type", one_of = true)]
pub enum MacroStep {
    #[oai(mapping = "reply")]
    Reply(ReplyStep),
    #[oai(mapping = "note")]
    Note(NoteStep),
    #[oai(mapping = "tag")]
    Tag(TagStep),
    #[oai(mapping = "untag")]
    Untag(UntagStep),
    #[oai(mapping = "assign_agent")]
    AssignAgent(AssignAgentStep),
    #[oai(mapping = "assign_team")]
    AssignTeam(AssignTeamStep),
    #[oai(mapping = "priority")]
    Priority(PriorityStep),
    #[oai(mapping = "snooze")]
    Snooze(SnoozeStep),
    #[oai(mapping = "resolve")]
    Resolve(ResolveStep),
}

/// Sends a reply.
#[derive(Debug, Object)]
pub struct ReplyStep {
    /// With placeholders.
    pub body: String,
}

/// Writes a note.
#[derive(Debug, Object)]
pub struct NoteStep {
    /// With placeholders.
    pub body: String,
}

/// Puts a tag on.
#[derive(Debug, Object)]
pub struct TagStep {
    pub tag_id: TagId,
}

/// Takes a tag off.
#[derive(Debug, Object)]
pub struct UntagStep {
    pub tag_id: TagId,
}

/// Assigns to a person.
#[derive(Debug, Object)]
pub struct AssignAgentStep {
    /// An agent's id, or `me` for whoever runs it; absent for nobody.
    pub agent_id: Option<String>,
}

/// Assigns to a team.
#[derive(Debug, Object)]
pub struct AssignTeamStep {
    /// Absent for no team.
    pub team_id: Option<TeamId>,
}

/// Says how urgent it is.
#[derive(Debug, Object)]
pub struct PriorityStep {
    pub priority: PriorityView,
}

/// Puts it out of sight.
#[derive(Debug, Object)]
pub struct SnoozeStep {
    /// 1 to 525,600; absent: until the visitor writes.
    pub minutes: Option<i64>,
}

/// Resolves it.
#[derive(Debug, Object)]
pub struct ResolveStep {}

/// A reply of one's own, as it shall be.
#[derive(Debug, Object)]
pub struct WriteReply {
    /// 1 to 80 characters on one line.
    pub name: String,
    /// a-z, 0-9 and hyphens, at most 40; with or without the slash before it.
    pub shortcut: Option<String>,
    /// 1 to 5,000 characters; placeholders must be known.
    pub body: String,
    /// The version it was changed from; left out for a new one.
    pub version: Option<i64>,
}

impl From<SavedReply> for SavedReplyView {
    fn from(reply: SavedReply) -> Self {
        Self {
            id: reply.id,
            is_own: reply.owner.is_some(),
            name: reply.name,
            shortcut: reply.shortcut,
            body: reply.body,
            version: reply.version,
            uses: reply.uses,
        }
    }
}

impl From<Macro> for MacroView {
    fn from(found: Macro) -> Self {
        let steps = found.steps.into_iter().map(MacroStep::from).collect();
        Self { id: found.id, name: found.name, steps }
    }
}

impl From<Step> for MacroStep {
    fn from(step: Step) -> Self {
        match step {
            Step::Reply { body } => Self::Reply(ReplyStep { body }),
            Step::Note { body } => Self::Note(NoteStep { body }),
            Step::Tag { tag_id } => Self::Tag(TagStep { tag_id }),
            Step::Untag { tag_id } => Self::Untag(UntagStep { tag_id }),
            Step::AssignAgent { agent_id } => Self::AssignAgent(AssignAgentStep {
                agent_id: match agent_id {
                    Whom::Nobody => None,
                    Whom::Me => Some("me".to_owned()),
                    Whom::Agent(id) => Some(id.to_string()),
                },
            }),
            Step::AssignTeam { team_id } => Self::AssignTeam(AssignTeamStep { team_id }),
            Step::Priority { priority } => Self::Priority(PriorityStep { priority: priority.into() }),
            Step::Snooze { minutes } => Self::Snooze(SnoozeStep { minutes }),
            Step::Resolve => Self::Resolve(ResolveStep {}),
        }
    }
}
