//! The words of conversations and the rules that need no database.

use serde::{Deserialize, Serialize};

use super::shapes::MessageContent;
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, Timestamp, ids::*, text, time},
    contacts,
    sites::model::MESSAGE_MAX_CHARS,
};

/// Longest `client_id`, in characters: a UUID has 36.
const CLIENT_ID_MAX_CHARS: usize = 64;

/// The text of a message: 1 to [`MESSAGE_MAX_CHARS`] characters, not only white space, no control characters. Empty only
/// where files say it all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageBody(String);

/// The sender's own name for a message, which makes sending it twice harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(String);

/// What somebody wants to post.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// `None` starts a conversation; visitors only.
    pub conversation: Option<ConversationId>,
    pub client_id: ClientId,
    pub body: MessageBody,
    /// What it holds beside its text; agents only.
    pub content: Option<MessageContent>,
    /// Uploaded files to send with it, at most ten.
    pub file_ids: Vec<FileId>,
    /// The last message there was when an agent began it: what others have written since stops it.
    pub after_number: Option<i64>,
}

impl NewMessage {
    /// A message that is text and nothing else.
    pub fn text(conversation: Option<ConversationId>, client_id: ClientId, body: MessageBody) -> Self {
        Self { conversation, client_id, body, content: None, file_ids: Vec::new(), after_number: None }
    }
}

/// Whether a conversation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Open,
    Resolved,
}

/// How a conversation stands, as agents see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Open,
    /// Out of sight until a moment, or until the visitor writes.
    Snoozed,
    Done,
}

/// How urgent a conversation is. Stored as a number; macros hold its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    None,
    Low,
    Medium,
    High,
    Urgent,
}

/// The end of a snooze that ends with the visitor's next message: the largest number that a browser knows exactly.
pub const UNTIL_REPLY: Timestamp = Timestamp::from_millis(9_007_199_254_740_991);

/// A conversation, as far as rules need it.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub id: ConversationId,
    pub site: SiteId,
    pub contact: ContactId,
    pub visitor: VisitorId,
    pub last_number: i64,
    /// When somebody last wrote.
    pub last_activity_at: Timestamp,
    pub status: Status,
    /// When it was last resolved, also where it goes on since.
    pub resolved_at: Option<Timestamp>,
    pub rating: Option<Rating>,
    /// Whoever of the team wrote last.
    pub speaker: Option<AgentId>,
    /// Who is to answer.
    pub assignee: Option<AgentId>,
    /// Whether there is somebody who is to answer, and still can.
    pub is_in_hands: bool,
    pub team: Option<TeamId>,
    pub priority: Priority,
    /// When a snooze ends; [`UNTIL_REPLY`] where it ends with the visitor's next message.
    pub snoozed_until: Option<Timestamp>,
    /// Whether the person may not write any more.
    pub is_blocked: bool,
}

/// What a visitor gave a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub score: Score,
    pub comment: Option<String>,
    /// When it was first given; changing it does not move this.
    pub at: Timestamp,
}

/// 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score(i64);

/// How long a visitor may change a rating, in milliseconds.
pub const RATING_LIFE_MS: i64 = time::DAY;

/// How long after it a Done counts as undone, in milliseconds: the ten seconds that the inbox offers it, and the way here.
/// Threads are drawn by the same number.
pub const UNDONE_MS: i64 = 15_000;

/// The longest comment beside a rating, in characters.
pub const COMMENT_MAX_CHARS: usize = 1_000;

impl MessageBody {
    /// Takes text as it was typed, without white space at the end.
    ///
    /// # Errors
    /// `Invalid` at `/body`.
    pub fn parse(text: &str) -> Result<Self> {
        let body = text.trim_end();
        let length = body.chars().count();
        let wrong = if body.trim().is_empty() {
            Some("A message needs some text.".to_owned())
        } else if length > MESSAGE_MAX_CHARS {
            Some(format!("A message may have {MESSAGE_MAX_CHARS} characters; this one has {length}. Send it in parts."))
        } else if text::has_control(body) {
            Some("A message may not hold control characters. Type the text again instead of pasting it.".to_owned())
        } else {
            None
        };
        wrong.map_or_else(|| Ok(Self(body.to_owned())), |sentence| Err(FieldErrors::one("/body", sentence).into()))
    }

    /// Takes the text of a message that holds something beside it: without text of its own, the content gives one.
    ///
    /// # Errors
    /// `Invalid` at `/body`.
    pub fn parse_beside(text: &str, content: Option<&MessageContent>, has_files: bool) -> Result<Self> {
        match content {
            _ if !text.trim().is_empty() => Self::parse(text),
            Some(content) => Ok(Self(content.fallback())),
            None if has_files => Ok(Self(String::new())),
            None => Self::parse(text),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ClientId {
    /// Takes 1 to 64 visible ASCII characters, best a UUID.
    ///
    /// # Errors
    /// `Invalid` at `/client_id`.
    pub fn parse(text: &str) -> Result<Self> {
        let fits = (1..=CLIENT_ID_MAX_CHARS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            let sentence = "Give each message a client_id of 1 to 64 visible ASCII characters, best a UUID.";
            Err(FieldErrors::one("/client_id", sentence).into())
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Score {
    /// Takes a whole number from 1 to 5.
    pub fn new(score: i64) -> Option<Self> {
        (1..=5).contains(&score).then_some(Self(score))
    }

    /// The number.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl Status {
    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resolved => "resolved",
        }
    }
}

impl rusqlite::ToSql for Status {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl rusqlite::types::FromSql for Status {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        match value.as_str()? {
            "open" => Ok(Self::Open),
            "resolved" => Ok(Self::Resolved),
            _ => Err(rusqlite::types::FromSqlError::InvalidType),
        }
    }
}

impl Priority {
    /// Every priority, by the number that stands in the database.
    pub const ALL: [Self; 5] = [Self::None, Self::Low, Self::Medium, Self::High, Self::Urgent];

    /// The word on the wire and in lines about what was done.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }
}

impl rusqlite::ToSql for Priority {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok((*self as i64).into())
    }
}

impl rusqlite::types::FromSql for Priority {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        let number = value.as_i64()?;
        let found = usize::try_from(number).ok().and_then(|number| Self::ALL.get(number));
        found.copied().ok_or(rusqlite::types::FromSqlError::OutOfRange(number))
    }
}

impl rusqlite::types::FromSql for State {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        match value.as_i64()? {
            0 => Ok(Self::Open),
            1 => Ok(Self::Snoozed),
            2 => Ok(Self::Done),
            other => Err(rusqlite::types::FromSqlError::OutOfRange(other)),
        }
    }
}

impl Conversation {
    /// Whether resolving it now asks the visitor how it was: once for all that was said since it was last rated or
    /// resolved, so that nobody is asked the same twice.
    pub fn is_due_for_rating(&self) -> bool {
        let is_news_since = |at: Option<Timestamp>| at.is_none_or(|at| at < self.last_activity_at);
        is_news_since(self.rating.as_ref().map(|rating| rating.at)) && is_news_since(self.resolved_at)
    }

    /// Whether taking it up now undoes that it was resolved: soon after, with nothing said since, where the visitor has
    /// not said how it was since then. Both sides show neither of it then, nor the question how it was, which is asked again where it really ends.
    pub fn is_undone_at(&self, now: Timestamp) -> bool {
        let is_soon = |at: Timestamp| now <= at.plus(UNDONE_MS) && self.last_activity_at <= at;
        let is_rated = |at: Timestamp| self.rating.as_ref().is_some_and(|rating| rating.at >= at);
        self.resolved_at.is_some_and(|at| is_soon(at) && !is_rated(at))
    }

    /// Asks whether `actor` may read it and write in it.
    ///
    /// # Errors
    /// `NotFound` for a visitor whose conversation it is not, so that nobody learns what exists; `Forbidden` for
    /// whoever is no agent.
    pub fn open_to(&self, actor: &Actor) -> Result<()> {
        match actor {
            Actor::Visitor(visitor) if visitor.may_see(self.contact, self.visitor) => Ok(()),
            Actor::Visitor(_) => Err(Error::NotFound("conversation")),
            other => other.may(Permission::Read),
        }
    }

    /// Asks whether the visitor may say more here.
    ///
    /// # Errors
    /// `Forbidden` where the person is blocked.
    pub fn open_to_more(&self) -> Result<()> {
        if self.is_blocked { Err(contacts::views::closed()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_needs_text_and_may_not_be_endless() {
        assert!(MessageBody::parse("Where is my parcel?\n\n").is_ok_and(|body| body.as_str() == "Where is my parcel?"));
        assert!(MessageBody::parse(&"ü".repeat(MESSAGE_MAX_CHARS)).is_ok());
        for wrong in ["", "  \n", "a\0b", "\u{1b}[31m", &"ü".repeat(MESSAGE_MAX_CHARS + 1)] {
            assert!(matches!(MessageBody::parse(wrong), Err(Error::Invalid(_))), "{wrong:.10}");
        }
    }
}
