//! What an inbox may hear.

use poem_openapi::{Enum, Object, Union};
use serde::Serialize;

use super::both::*;
use crate::{
    base::ids::*,
    conversations::{
        api::{AgentMessage, AuthorView, ConversationSummary},
        entries::shapes::AgentEntry,
    },
    events::Directory,
};

/// A message in any conversation, with the conversation as it stands now.
#[derive(Debug, Serialize, Object)]
pub struct AgentMessageFrame {
    pub seq: i64,
    pub conversation: ConversationSummary,
    pub message: AgentMessage,
}

/// A message is not what it was: the visitor answered it.
#[derive(Debug, Serialize, Object)]
pub struct AgentChangedFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub message: AgentMessage,
}

/// A conversation was resolved, reopened or rated.
#[derive(Debug, Serialize, Object)]
pub struct AgentConversationFrame {
    pub seq: i64,
    pub conversation: ConversationSummary,
}

/// Somebody has read up to a number: the visitor, or this agent in another window.
#[derive(Debug, Serialize, Object)]
pub struct AgentReadFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    /// `visitor` or `me`.
    pub reader: String,
    pub number: i64,
    /// What is left unread for this agent, where the reader is `me`.
    pub unread: Option<i64>,
}

/// A contact's details or records changed: fetch the card again if it is shown.
#[derive(Debug, Serialize, Object)]
pub struct ContactFrame {
    pub seq: i64,
    pub contact_id: ContactId,
}

/// Everything about a person was erased: its conversations are gone.
#[derive(Debug, Serialize, Object)]
pub struct ContactGoneFrame {
    pub seq: i64,
    pub contact_id: ContactId,
}

/// A visitor has proved to be a customer: what it said belongs there now. Fetch the list anew.
#[derive(Debug, Serialize, Object)]
pub struct AgentJoinedFrame {
    pub seq: i64,
    pub from_contact_id: ContactId,
    pub to_contact_id: ContactId,
}

/// A note was written or something was done, with the conversation as it stands now.
#[derive(Debug, Serialize, Object)]
pub struct AgentEntryFrame {
    pub seq: i64,
    pub conversation: ConversationSummary,
    pub entry: AgentEntry,
}

/// This agent has marked a conversation unread, maybe in another window.
#[derive(Debug, Serialize, Object)]
pub struct AgentUnreadFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub unread: i64,
}

/// This agent's draft changed, maybe in another window: fetch it anew where it is shown.
#[derive(Debug, Serialize, Object)]
pub struct DraftFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
}

/// A part of what `GET /api/inbox/directory` answers has changed.
#[derive(Debug, Serialize, Object)]
pub struct DirectoryFrame {
    pub seq: i64,
    pub what: DirectoryPart,
}

/// What every inbox keeps a copy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum DirectoryPart {
    Agents,
    Teams,
    Tags,
    SavedViews,
    /// Saved replies and macros.
    Replies,
}

impl From<Directory> for DirectoryPart {
    fn from(what: Directory) -> Self {
        match what {
            Directory::Teams => Self::Teams,
            Directory::Tags => Self::Tags,
            Directory::SavedViews => Self::SavedViews,
            Directory::Replies => Self::Replies,
        }
    }
}

/// This agent is told of something.
#[derive(Debug, Serialize, Object)]
pub struct NotificationFrame {
    pub seq: i64,
    pub notification_id: NotificationId,
}

/// This agent has seen what it was told of: one notification, or without all.
#[derive(Debug, Serialize, Object)]
pub struct NotificationsReadFrame {
    pub seq: i64,
    pub notification_id: Option<NotificationId>,
}

/// Who has a conversation open, all of them.
#[derive(Debug, Serialize, Object)]
pub struct ViewingFrame {
    pub conversation_id: ConversationId,
    pub viewers: Vec<Viewer>,
}

/// A colleague who has a conversation open.
#[derive(Debug, Serialize, Object)]
pub struct Viewer {
    pub agent_id: AgentId,
    pub is_replying: bool,
}

/// Whether colleagues can be reached. After `ready` all are told, later whoever changes.
#[derive(Debug, Serialize, Object)]
pub struct ColleaguesFrame {
    pub colleagues: Vec<ColleaguePresence>,
}

/// Whether a colleague can be reached.
#[derive(Debug, Serialize, Object)]
pub struct ColleaguePresence {
    pub agent_id: AgentId,
    pub presence: Presence,
}

/// How somebody can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum Presence {
    Online,
    /// By its own word, or because nobody sits before the window.
    Away,
    /// Not to be disturbed.
    Busy,
    Offline,
}

/// Somebody types in a conversation.
#[derive(Debug, Serialize, Object)]
pub struct AgentTypingFrame {
    pub conversation_id: ConversationId,
    pub author: AuthorView,
    /// Which agent, where one does.
    pub agent_id: Option<AgentId>,
    pub name: Option<String>,
    pub is_typing: bool,
}

/// A contact has its panel loaded somewhere, or not any more.
#[derive(Debug, Serialize, Object)]
pub struct PresenceFrame {
    pub contact_id: ContactId,
    pub is_online: bool,
}

/// What an inbox may hear.
#[derive(Debug, Serialize, Union)]
#[serde(tag = "type")]
#[oai(discriminator_name = "type", one_of = true)]
pub enum AgentHears {
    #[serde(rename = "ready")]
    #[oai(mapping = "ready")]
    Ready(ReadyFrame),
    #[serde(rename = "position")]
    #[oai(mapping = "position")]
    Position(PositionFrame),
    #[serde(rename = "ack")]
    #[oai(mapping = "ack")]
    Ack(AckFrame),
    #[serde(rename = "refused")]
    #[oai(mapping = "refused")]
    Refused(RefusedFrame),
    #[serde(rename = "message")]
    #[oai(mapping = "message")]
    Message(AgentMessageFrame),
    #[serde(rename = "changed")]
    #[oai(mapping = "changed")]
    Changed(AgentChangedFrame),
    #[serde(rename = "conversation")]
    #[oai(mapping = "conversation")]
    Conversation(AgentConversationFrame),
    #[serde(rename = "read")]
    #[oai(mapping = "read")]
    Read(AgentReadFrame),
    #[serde(rename = "contact")]
    #[oai(mapping = "contact")]
    Contact(ContactFrame),
    #[serde(rename = "gone")]
    #[oai(mapping = "gone")]
    Gone(ContactGoneFrame),
    #[serde(rename = "joined")]
    #[oai(mapping = "joined")]
    Joined(AgentJoinedFrame),
    #[serde(rename = "typing")]
    #[oai(mapping = "typing")]
    Typing(AgentTypingFrame),
    #[serde(rename = "presence")]
    #[oai(mapping = "presence")]
    Presence(PresenceFrame),
    #[serde(rename = "entry")]
    #[oai(mapping = "entry")]
    Entry(AgentEntryFrame),
    #[serde(rename = "unread")]
    #[oai(mapping = "unread")]
    Unread(AgentUnreadFrame),
    #[serde(rename = "draft")]
    #[oai(mapping = "draft")]
    Draft(DraftFrame),
    #[serde(rename = "directory")]
    #[oai(mapping = "directory")]
    Directory(DirectoryFrame),
    #[serde(rename = "notification")]
    #[oai(mapping = "notification")]
    Notification(NotificationFrame),
    #[serde(rename = "notifications_read")]
    #[oai(mapping = "notifications_read")]
    NotificationsRead(NotificationsReadFrame),
    #[serde(rename = "viewing")]
    #[oai(mapping = "viewing")]
    Viewing(ViewingFrame),
    #[serde(rename = "colleagues")]
    #[oai(mapping = "colleagues")]
    Colleagues(ColleaguesFrame),
    #[serde(rename = "reload")]
    #[oai(mapping = "reload")]
    Reload(ReloadFrame),
    #[serde(rename = "error")]
    #[oai(mapping = "error")]
    Error(ErrorFrame),
}
