//! What panels and inboxes may say.

use poem_openapi::{Object, Union};
use serde::Deserialize;

use crate::{base::ids::*, conversations::shapes::MessageContent, visitors::api::PageReport};

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
