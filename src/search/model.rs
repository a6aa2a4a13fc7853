//! The words of the index.

use crate::base::ids::ConversationId;

/// What an entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Message,
    Note,
    /// A contact's profile.
    Contact,
    /// What a browser's pages claim of whoever sits before it.
    Visitor,
    Record,
}

/// Something that can be found.
#[derive(Debug, Clone)]
pub struct Item {
    pub kind: Kind,
    /// Its id as text.
    pub id: String,
    /// Of messages and notes.
    pub conversation: Option<ConversationId>,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Message, Self::Note, Self::Contact, Self::Visitor, Self::Record];

    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::Note => "note",
            Self::Contact => "contact",
            Self::Visitor => "visitor",
            Self::Record => "record",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether a word is the mark of a kind.
    pub(super) fn is_mark(word: &str) -> bool {
        Self::ALL.into_iter().any(|kind| word.chars().eq([kind.mark()]))
    }

    /// A word of the index that stands for the kind: a letter for private use, which nobody types.
    pub(super) fn mark(self) -> char {
        match self {
            Self::Message => '\u{e001}',
            Self::Note => '\u{e002}',
            Self::Contact => '\u{e003}',
            Self::Visitor => '\u{e004}',
            Self::Record => '\u{e005}',
        }
    }
}

impl Item {
    /// Something outside of conversations.
    pub fn new(kind: Kind, id: impl std::fmt::Display) -> Self {
        Self { kind, id: id.to_string(), conversation: None }
    }

    /// Something in a conversation.
    pub fn within(kind: Kind, id: impl std::fmt::Display, conversation: ConversationId) -> Self {
        Self { kind, id: id.to_string(), conversation: Some(conversation) }
    }
}
