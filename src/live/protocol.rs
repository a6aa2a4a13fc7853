//! The frames of sockets and streams. Visitors and agents have separate types, so what is private has no way out.

use poem_openapi::{Enum, Object, Union};
use serde::{Deserialize, Serialize};

use crate::{
    base::ids::*,
    conversations::{
        api::{AgentMessage, AuthorView, ConversationSummary, VisitorMessage},
        entries::shapes::AgentEntry,
        shapes::{MessageContent, StatusView},
    },
    events::Directory,
    visitors::api::PageReport,
};

/// The first frame of a panel's socket.
#[derive(Debug, Deserialize, Object)]
#[serde(deny_unknown_fields)]
pub struct VisitorHello {
    /// The site's app id.
    pub app_id: String,
    /// The token this browser was given.
    pub token: String,
    /// The highest `seq` applied so far; without it only what happens from now on is sent.
    #[serde(default)]
    pub after: Option<i64>,
    /// The page the panel is on.
    pub page: PageReport,
}

/// Posts a message. A repeat with the same `client_id` gets the same acknowledgement and stores nothing.
#[derive(Debug, Object)]
pub struct PostFrame {
    /// The sender's own name for the message: 1 to 64 visible ASCII characters, best a UUID.
    pub client_id: String,
    /// Without it a visitor starts a conversation.
    pub conversation_id: Option<ConversationId>,
    /// 1 to 10,000 characters; may be empty beside files or content.
    pub body: String,
    /// Uploaded files to send with it, at most 10.
    pub file_ids: Option<Vec<FileId>>,
    /// From agents only.
    pub content: Option<MessageContent>,
    /// From agents only: the last message there was when the answer was begun. Where the visitor or a colleague has
    /// written since, the answer is refused with `changed`, so that nobody answers over somebody. Without it nothing
    /// is asked.
    pub after_number: Option<i64>,
}

/// Writes a private note. A repeat with the same `client_id` gets the same acknowledgement and stores nothing.
#[derive(Debug, Object)]
pub struct NoteFrame {
    /// The sender's own name for the note: 1 to 64 visible ASCII characters, best a UUID.
    pub client_id: String,
    pub conversation_id: ConversationId,
    /// 1 to 10,000 characters; may be empty beside files.
    pub body: String,
    /// Agents that the note names: each is told. At most 20.
    pub mentions: Option<Vec<AgentId>>,
    /// Uploaded files to keep with it, at most 10.
    pub file_ids: Option<Vec<FileId>>,
}

/// Which conversation this window shows, and whether its agent writes an answer there. Said again every 20 seconds
/// while it holds, and forgotten after 45.
#[derive(Debug, Object)]
pub struct ViewingSays {
    /// Absent where none is open.
    pub conversation_id: Option<ConversationId>,
    pub is_replying: bool,
}

/// Whether somebody sits before this window.
#[derive(Debug, Object)]
pub struct IdleSays {
    pub is_idle: bool,
}

/// Somebody types, or has stopped. Forgotten after six seconds.
#[derive(Debug, Object)]
pub struct TypingSays {
    pub conversation_id: ConversationId,
    pub is_typing: bool,
}

/// The sender has seen the conversation up to a number.
#[derive(Debug, Object)]
pub struct ReadSays {
    pub conversation_id: ConversationId,
    pub number: i64,
}

/// Asks who of these contacts is online; each is answered with a `presence` frame.
#[derive(Debug, Object)]
pub struct WatchSays {
    /// At most 100.
    pub contact_ids: Vec<ContactId>,
}

/// What a panel may say.
#[derive(Debug, Union)]
#[oai(discriminator_name = "type", one_of = true)]
pub enum VisitorSays {
    #[oai(mapping = "hello")]
    Hello(VisitorHello),
    #[oai(mapping = "message.post")]
    Post(PostFrame),
    #[oai(mapping = "typing")]
    Typing(TypingSays),
    #[oai(mapping = "read")]
    Read(ReadSays),
}

/// What an inbox may say.
#[derive(Debug, Union)]
#[oai(discriminator_name = "type", one_of = true)]
pub enum AgentSays {
    #[oai(mapping = "message.post")]
    Post(PostFrame),
    #[oai(mapping = "typing")]
    Typing(TypingSays),
    #[oai(mapping = "read")]
    Read(ReadSays),
    #[oai(mapping = "watch")]
    Watch(WatchSays),
    #[oai(mapping = "note.post")]
    Note(NoteFrame),
    #[oai(mapping = "viewing")]
    Viewing(ViewingSays),
    #[oai(mapping = "idle")]
    Idle(IdleSays),
}

/// The connection stands; what was missed up to `seq` follows, closed by a `position` frame.
#[derive(Debug, Serialize, Object)]
pub struct ReadyFrame {
    pub seq: i64,
}

/// Everything up to `seq` has been sent.
#[derive(Debug, Serialize, Object)]
pub struct PositionFrame {
    pub seq: i64,
}

/// A message is on disk.
#[derive(Debug, Serialize, Object)]
pub struct AckFrame {
    pub client_id: String,
    pub conversation_id: ConversationId,
    pub message_id: MessageId,
    pub number: i64,
    /// The event that tells of it; 0 for a repeat. It does not move the position: frames before it may still come.
    pub seq: i64,
}

/// A frame was not accepted, and nothing of it was stored.
#[derive(Debug, Serialize, Object)]
pub struct RefusedFrame {
    /// Which message was refused; absent for other frames.
    pub client_id: Option<String>,
    /// `rate_limited`, `invalid`, `not_found`, `forbidden`, `changed` or `busy`.
    pub code: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// Seconds until a new try makes sense.
    pub retry_after: Option<u64>,
}

/// A message in one of the visitor's conversations.
#[derive(Debug, Serialize, Object)]
pub struct VisitorMessageFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub message: VisitorMessage,
}

/// A message is not what it was: it was answered.
#[derive(Debug, Serialize, Object)]
pub struct VisitorChangedFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub message: VisitorMessage,
}

/// A conversation was resolved, reopened or rated.
#[derive(Debug, Serialize, Object)]
pub struct VisitorConversationFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub status: StatusView,
    /// What the visitor gave it, 1 to 5.
    pub rating: Option<i64>,
}

/// The site was changed: fetch the panel's configuration anew.
#[derive(Debug, Serialize, Object)]
pub struct SiteFrame {
    pub seq: i64,
}

/// The team has read up to a number.
#[derive(Debug, Serialize, Object)]
pub struct TeamReadFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub number: i64,
}

/// Somebody of the team types.
#[derive(Debug, Serialize, Object)]
pub struct TeamTypingFrame {
    pub conversation_id: ConversationId,
    pub name: Option<String>,
    pub is_typing: bool,
}

/// Conversations were joined with the customer's others: fetch the list anew.
#[derive(Debug, Serialize, Object)]
pub struct VisitorJoinedFrame {
    pub seq: i64,
}

/// The customer's records changed: fetch them anew where they are shown.
#[derive(Debug, Serialize, Object)]
pub struct VisitorActivityFrame {
    pub seq: i64,
}

/// Too far behind to be told one by one: fetch everything anew.
#[derive(Debug, Serialize, Object)]
pub struct ReloadFrame {}

/// The connection ends for a reason.
#[derive(Debug, Serialize, Object)]
pub struct ErrorFrame {
    /// `signed_out`, `site_inactive`, `origin_not_allowed`, `bad_frame` or `too_many`.
    pub code: String,
    pub detail: String,
}

/// What a panel may hear.
#[derive(Debug, Serialize, Union)]
#[serde(tag = "type")]
#[oai(discriminator_name = "type", one_of = true)]
pub enum VisitorHears {
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
    Message(VisitorMessageFrame),
    #[serde(rename = "changed")]
    #[oai(mapping = "changed")]
    Changed(VisitorChangedFrame),
    #[serde(rename = "conversation")]
    #[oai(mapping = "conversation")]
    Conversation(VisitorConversationFrame),
    #[serde(rename = "site")]
    #[oai(mapping = "site")]
    Site(SiteFrame),
    #[serde(rename = "read")]
    #[oai(mapping = "read")]
    Read(TeamReadFrame),
    #[serde(rename = "typing")]
    #[oai(mapping = "typing")]
    Typing(TeamTypingFrame),
    #[serde(rename = "joined")]
    #[oai(mapping = "joined")]
    Joined(VisitorJoinedFrame),
    #[serde(rename = "activity")]
    #[oai(mapping = "activity")]
    Activity(VisitorActivityFrame),
    #[serde(rename = "reload")]
    #[oai(mapping = "reload")]
    Reload(ReloadFrame),
    #[serde(rename = "error")]
    #[oai(mapping = "error")]
    Error(ErrorFrame),
}

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
#[expect(clippy::large_enum_variant, reason = "a frame lives for microseconds, and nearly all of them are messages")]
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
