//! The words of lists: filters, orders, cursors.

use rusqlite::{
    ToSql,
    types::{ToSqlOutput, Value},
};

use super::super::model::{Priority, State};
use crate::base::{Result, Timestamp, ids::*, page::wrong_cursor};

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    pub agent: AgentId,
    pub now: Timestamp,
}

/// What conversations of a list have in common. An empty list asks for nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filters {
    pub states: Vec<State>,
    pub assignees: Vec<Assignee>,
    pub teams: Vec<TeamId>,
    /// Any of these.
    pub tags: Vec<TagId>,
    pub sites: Vec<SiteId>,
    pub priorities: Vec<Priority>,
    /// Whether the person is a customer who has proved it in the browser that this was said in.
    pub is_verified: Option<bool>,
    /// The visitor waits for longer than this, in milliseconds.
    pub waiting_ms: Option<i64>,
    /// All of these.
    pub attributes: Vec<AttributeCondition>,
    pub is_unread: Option<bool>,
    /// Notes name the asking agent.
    pub mentions_me: bool,
}

/// Whose a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    /// The asking agent's.
    Me,
    Nobody,
    Agent(AgentId),
}

/// What an attribute of the contact must be.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeCondition {
    pub name: String,
    pub test: AttributeTest,
}

/// How an attribute is judged. Text is compared without regard to case.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeTest {
    Is(String),
    IsNot(String),
    Contains(String),
    Set,
    NotSet,
    More(f64),
    Less(f64),
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Last activity first.
    Newest,
    /// Last activity last.
    Oldest,
    /// Who waits longest first; after them, last activity first, those who do not wait.
    Waiting,
    /// Whose snooze ends soonest first.
    SnoozeEnd,
    /// Newest mention first.
    Mentioned,
    /// Oldest mention first.
    MentionedOldest,
}

/// A part of an order that one column decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    Newest,
    Oldest,
    Waiting,
    /// Those who do not wait.
    Rest,
    SnoozeEnd,
    Mentioned,
    MentionedOldest,
}

impl Stretch {
    /// Every stretch with its letter in cursors.
    const LETTERS: [(Self, &'static str); 7] = [
        (Self::Newest, "n"),
        (Self::Oldest, "o"),
        (Self::Waiting, "w"),
        (Self::Rest, "r"),
        (Self::SnoozeEnd, "s"),
        (Self::Mentioned, "m"),
        (Self::MentionedOldest, "p"),
    ];

    /// Whether the largest comes first.
    pub fn is_descending(self) -> bool {
        matches!(self, Self::Newest | Self::Rest | Self::Mentioned)
    }
}

impl Order {
    /// What the order consists of.
    pub fn stretches(self) -> &'static [Stretch] {
        match self {
            Self::Newest => &[Stretch::Newest],
            Self::Oldest => &[Stretch::Oldest],
            Self::Waiting => &[Stretch::Waiting, Stretch::Rest],
            Self::SnoozeEnd => &[Stretch::SnoozeEnd],
            Self::Mentioned => &[Stretch::Mentioned],
            Self::MentionedOldest => &[Stretch::MentionedOldest],
        }
    }
}

/// Where a page begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub stretch: Stretch,
    /// What the row stands by: milliseconds since 1970.
    pub at: i64,
    pub id: ConversationId,
}

impl Cursor {
    /// The cursor as text.
    pub fn to_text(self) -> String {
        let letter = Stretch::LETTERS.iter().find(|(stretch, _)| *stretch == self.stretch).map_or("", |(_, text)| text);
        format!("{letter}.{}.{}", self.at, self.id)
    }

    /// Reads the form of [`Cursor::to_text`], for a list in this order.
    ///
    /// # Errors
    /// `Invalid` at `/cursor`.
    pub fn parse(text: &str, order: Order) -> Result<Self> {
        let read = || {
            let mut parts = text.splitn(3, '.');
            let (letter, at, id) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let (stretch, _) = *Stretch::LETTERS.iter().find(|(_, known)| *known == letter)?;
            order.stretches().contains(&stretch).then_some(Self { stretch, at, id })
        };
        read().ok_or_else(wrong_cursor)
    }
}

/// A value for a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    Nothing,
    Number(i64),
    Real(f64),
    Text(String),
}

impl ToSql for Bound {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Nothing => ToSqlOutput::Owned(Value::Null),
            Self::Number(number) => (*number).into(),
            Self::Real(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
        })
    }
}

impl Bound {
    /// Ids as a JSON array, for `IN (SELECT value FROM json_each(?))`: the statement's text stays the same however many
    /// there are.
    pub fn list<T: std::fmt::Display>(values: impl IntoIterator<Item = T>) -> Self {
        let texts: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        Self::Text(serde_json::Value::from(texts).to_string())
    }

    /// Numbers as a JSON array.
    pub fn numbers(values: impl IntoIterator<Item = i64>) -> Self {
        Self::Text(serde_json::Value::from(values.into_iter().collect::<Vec<_>>()).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_again_by_a_list_in_its_own_order_only() {
        let id = "cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".parse().unwrap();
        let cursor = Cursor { stretch: Stretch::Rest, at: 7, id };

        assert_eq!(Cursor::parse(&cursor.to_text(), Order::Waiting).unwrap(), cursor);
        for (text, order) in [
            (cursor.to_text(), Order::Newest),
            ("n.x.cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".to_owned(), Order::Newest),
            ("n.1".to_owned(), Order::Newest),
            (String::new(), Order::Newest),
        ] {
            assert!(Cursor::parse(&text, order).is_err(), "{text}");
        }
    }
}
