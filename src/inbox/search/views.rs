//! Walking the index from the newest entry downwards, and stopping early.

use rusqlite::{Connection, params_from_iter};

use super::chips::{Chip, views as chips};
use crate::{
    base::Result,
    conversations::listing::{
        conditions::views::Condition,
        model::{Asker, Bound},
    },
    search::{model::Kind, query::Query},
};

/// Entries that one request looks at: where chips let few of them through, the answer names where to go on.
const LOOKED_AT: u32 = 5_000;

/// Entries that are looked at to say what one chip excludes.
const LOOKED_AT_WITHOUT: u32 = 1_000;

/// An entry that was found.
#[derive(Debug, Clone)]
pub struct Found {
    pub kind: Kind,
    pub item_id: String,
}

/// A part of what was found, newest first.
#[derive(Debug, Default)]
pub struct Part {
    pub found: Vec<Found>,
    /// The number to go on below; absent at the end.
    pub next: Option<i64>,
}

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Sought<'a> {
    pub query: &'a Query,
    pub chips: &'a [Chip],
    /// Empty for all.
    pub kinds: &'a [Kind],
}

/// Entries below the number `below`, up to `limit`.
///
/// # Errors
/// `Internal` only.
pub fn part(connection: &Connection, asker: Asker, sought: Sought<'_>, (below, limit): (i64, usize)) -> Result<Part> {
    walk(connection, (&sought, chips::condition(sought.chips.iter(), asker)), (below, limit, LOOKED_AT))
}

/// The newest entries of people that hold the words of a text, up to `most`. One person may stand there several times.
///
/// # Errors
/// `Internal` only.
pub fn people(connection: &Connection, text: &str, most: usize) -> Result<Vec<Found>> {
    let query = Query::of(text);
    let sought = Sought { query: &query, chips: &[], kinds: &[Kind::Contact, Kind::Visitor] };
    Ok(walk(connection, (&sought, Condition::default()), (i64::MAX, most, LOOKED_AT))?.found)
}

/// For each chip, how many entries would be found without it, counted up to `most`.
///
/// # Errors
/// `Internal` only.
pub fn without(connection: &Connection, asker: Asker, sought: Sought<'_>, most: usize) -> Result<Vec<usize>> {
    let count = |left_out: usize| {
        let others = sought.chips.iter().enumerate().filter(|(index, _)| *index != left_out).map(|(_, chip)| chip);
        let condition = chips::condition(others, asker);
        Ok(walk(connection, (&sought, condition), (i64::MAX, most, LOOKED_AT_WITHOUT))?.found.len())
    };
    (0..sought.chips.len()).map(count).collect()
}

fn walk(
    connection: &Connection,
    (sought, mut condition): (&Sought<'_>, Condition),
    (below, limit, looked_at): (i64, usize, u32),
) -> Result<Part> {
    condition.and("e.kind IN (SELECT value FROM json_each(?))", [kinds(sought)]);
    let expression = sought.query.expression(sought.kinds);
    let (from, number) = match &expression {
        Some(_) => {
            ("search_words CROSS JOIN search_entries e ON e.search_number = search_words.rowid", "search_words.rowid")
        }
        None if sought.chips.is_empty() => return Ok(Part::default()),
        None => ("search_entries e", "e.search_number"),
    };
    let matches = if expression.is_some() { "search_words MATCH ? AND" } else { "" };
    let sql = format!(
        "SELECT e.search_number, e.kind, e.item_id, coalesce({}, 0) FROM {from}
         LEFT JOIN messages m ON e.kind = 'message' AND m.message_id = e.item_id
         LEFT JOIN thread_entries n ON e.kind = 'note' AND n.entry_id = e.item_id
         LEFT JOIN conversations c ON c.conversation_id = e.conversation_id
         WHERE {matches} {number} < ? ORDER BY {number} DESC LIMIT ?",
        condition.sql
    );
    let mut values = condition.values;
    values.extend(expression.map(Bound::Text));
    values.extend([Bound::Number(below), Bound::Number(looked_at.into())]);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(&values))?;
    let (mut part, mut looked, mut last) = (Part::default(), 0, below);
    while let Some(row) = rows.next()? {
        let (number, fits) = (row.get(0)?, row.get(3)?);
        if fits && part.found.len() == limit {
            part.next = Some(last);
            return Ok(part);
        }
        (looked, last) = (looked + 1, number);
        if let (true, Some(kind)) = (fits, Kind::from_word(&row.get::<_, String>(1)?)) {
            part.found.push(Found { kind, item_id: row.get(2)? });
        }
    }
    part.next = (looked == looked_at).then_some(last);
    Ok(part)
}

fn kinds(sought: &Sought<'_>) -> Bound {
    const EVERY: [Kind; 5] = [Kind::Message, Kind::Note, Kind::Contact, Kind::Visitor, Kind::Record];
    let kinds = if sought.kinds.is_empty() { &EVERY } else { sought.kinds };
    Bound::list(kinds.iter().map(|kind| kind.as_str()))
}
