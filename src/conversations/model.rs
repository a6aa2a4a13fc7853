//! The words of conversations and the rules that need no database.

use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, ids::*, text},
    sites::model::MESSAGE_MAX_CHARS,
};

/// Longest `client_id`, in characters: a UUID has 36.
const CLIENT_ID_MAX_CHARS: usize = 64;

/// The text of a message: 1 to [`MESSAGE_MAX_CHARS`] characters, not only white space, no control characters.
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
}

/// A conversation, as far as rules need it.
#[derive(Debug, Clone)]
pub struct Conversation {
    pub id: ConversationId,
    pub contact: ContactId,
    pub visitor: VisitorId,
    pub last_number: i64,
}

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

impl Conversation {
    /// Asks whether `actor` may read it and write in it.
    ///
    /// # Errors
    /// `NotFound` for a visitor whose conversation it is not, so that nobody learns what exists; `Forbidden` for
    /// whoever is no agent.
    pub fn open_to(&self, actor: &Actor) -> Result<()> {
        match actor {
            Actor::Visitor(visitor) if visitor.contact == self.contact => Ok(()),
            Actor::Visitor(_) => Err(Error::NotFound("conversation")),
            other => other.may(Permission::Reply),
        }
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
