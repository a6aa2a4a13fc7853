//! A thread as agents read it: messages, and between them what only the team sees.

use rusqlite::Connection;

use super::cursor::Place;
use crate::{
    base::{Result, ids::ConversationId},
    conversations::{
        entries::views::{self as entries, Entry},
        views::{self as messages, Message},
    },
};

/// A part of a thread, each kind oldest first.
#[derive(Debug, Clone)]
pub struct Part {
    pub messages: Vec<Message>,
    pub entries: Vec<Entry>,
    /// The place of the oldest, where there is more before it.
    pub next: Option<Place>,
}

/// The last `limit` of messages and entries together before a place, none older than message `from`. Ask whether the
/// agent may read it first.
///
/// # Errors
/// `Internal` only.
pub fn part(
    connection: &Connection,
    id: ConversationId,
    (before, from): (Place, Option<i64>),
    limit: u32,
) -> Result<Part> {
    let lowest = from.unwrap_or(0);
    let mut messages = messages::messages(connection, id, Some(before.next_message()), limit + 1)?.messages;
    messages.retain(|message| message.number >= lowest);
    let entries = entries::before(connection, id, ((before.number, before.entry), lowest), limit + 1)?;
    let mut places: Vec<_> = messages.iter().map(of_message).chain(entries.iter().map(of_entry)).collect();
    places.sort_unstable();
    let too_many = places.len().saturating_sub(limit as usize);
    let oldest = places.get(too_many).copied();
    let has_more = too_many > 0 || lowest > 1;
    let is_kept = |place: Place| oldest.is_some_and(|oldest| place >= oldest);
    Ok(Part {
        messages: messages.into_iter().filter(|message| is_kept(of_message(message))).collect(),
        entries: entries.into_iter().filter(|entry| is_kept(of_entry(entry))).collect(),
        next: if has_more { Some(oldest.unwrap_or(Place { number: lowest, entry: 0 }.min(before))) } else { None },
    })
}

fn of_message(message: &Message) -> Place {
    Place { number: message.number, entry: 0 }
}

fn of_entry(entry: &Entry) -> Place {
    Place { number: entry.after_number, entry: entry.number }
}
