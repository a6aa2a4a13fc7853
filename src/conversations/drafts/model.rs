//! What a draft is.

use crate::{
    base::{Timestamp, ids::ConversationId},
    sites::model::MESSAGE_MAX_CHARS,
};

/// The longest draft, in characters: more than a message may have, so that what is too long to send is not lost.
pub const MAX_CHARS: usize = 4 * MESSAGE_MAX_CHARS;

/// What it is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Reply,
    Note,
}

/// What an agent has begun to write.
#[derive(Debug, Clone)]
pub struct Draft {
    pub conversation: ConversationId,
    pub mode: Mode,
    pub body: String,
    /// The last message there was when it was begun.
    pub after_number: i64,
    pub updated_at: Timestamp,
}

impl Mode {
    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }
}

impl rusqlite::ToSql for Mode {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl rusqlite::types::FromSql for Mode {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        match value.as_str()? {
            "reply" => Ok(Self::Reply),
            "note" => Ok(Self::Note),
            _ => Err(rusqlite::types::FromSqlError::InvalidType),
        }
    }
}
