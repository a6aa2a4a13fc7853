//! Pages of lists, and which conversations belong to one.

use rusqlite::{Connection, params_from_iter};

use super::{
    conditions::views::{self as conditions, Condition},
    model::{Asker, Bound, Cursor, Filters, Order, Stretch},
    walks::views::{self as walks, Passed},
};
use crate::{
    base::{Result, ids::*},
    conversations::views::{self, Summary},
};

/// Rows that one request looks at: where few of them belong to the list, the page is short and names the next.
const LOOKED_AT: u32 = 5_000;

/// A page of a list.
#[derive(Debug)]
pub struct Page {
    pub rows: Vec<Summary>,
    /// Where the next page begins; absent on the last.
    pub next: Option<Cursor>,
}

/// What is collected of a page.
struct Collected {
    found: Vec<Cursor>,
    looked_at: u32,
    last: Option<Cursor>,
    limit: usize,
}

impl Collected {
    /// Takes a row, and answers whether there is room for more.
    fn take(&mut self, stretch: Stretch, row: Passed) -> bool {
        let place = Cursor { stretch, at: row.at, id: row.id };
        self.looked_at += 1;
        self.last = Some(place);
        if row.fits {
            self.found.push(place);
        }
        !self.is_full()
    }

    fn is_full(&self) -> bool {
        self.found.len() > self.limit || self.looked_at >= LOOKED_AT
    }

    fn next(&mut self) -> Option<Cursor> {
        if self.found.len() > self.limit {
            self.found.truncate(self.limit);
            return self.found.last().copied();
        }
        self.last.filter(|_| self.looked_at >= LOOKED_AT)
    }
}

/// The conversations that all of these filters let through, in an order, up to `limit` after the cursor.
///
/// # Errors
/// `Internal` only.
pub fn page(
    connection: &Connection,
    asker: Asker,
    (filters, order): (&[Filters], Order),
    (after, limit): (Option<Cursor>, u32),
) -> Result<Page> {
    let condition = conditions::of(filters, asker);
    let mut collected = Collected { found: Vec::new(), looked_at: 0, last: None, limit: limit as usize };
    let begins_in = after.map(|cursor| cursor.stretch);
    let to_come = order.stretches().iter().skip_while(|stretch| begins_in.is_some_and(|begin| begin != **stretch));
    for stretch in to_come.copied() {
        if collected.is_full() {
            break;
        }
        let mut condition = condition.clone();
        if stretch == Stretch::Rest {
            condition.and("c.waiting_since IS NULL", []);
        }
        let ranges = walks::ranges(filters, stretch, asker);
        let after = after.filter(|cursor| cursor.stretch == stretch);
        // One more than is looked at: the row after the last says that there is one.
        let place = (stretch, after, LOOKED_AT + 1);
        walks::pass(connection, &ranges, &condition, place, |row| collected.take(stretch, row))?;
    }
    let next = collected.next();
    let ids: Vec<_> = collected.found.iter().map(|place| place.id).collect();
    Ok(Page { rows: views::summaries(connection, asker.agent, &ids)?, next })
}

/// Which of these conversations all of these filters let through.
///
/// # Errors
/// `Internal` only.
pub fn matching(
    connection: &Connection,
    asker: Asker,
    filters: &[Filters],
    ids: &[ConversationId],
) -> Result<Vec<ConversationId>> {
    let mut condition = conditions::of(filters, asker);
    condition.and("c.conversation_id IN (SELECT value FROM json_each(?))", [Bound::list(ids)]);
    let sql = format!("SELECT c.conversation_id FROM conversations c WHERE {}", condition.sql);
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(&condition.values), |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Rows that all counts of one request look at together.
const COUNTED: u32 = 10_000;

/// How many conversations each of these filters lets through, up to `most`, among the newest of them: each is given its
/// share of the rows that a request may look at. One statement.
///
/// # Errors
/// `Internal` only.
pub fn counts(connection: &Connection, asker: Asker, each: &[Filters], most: u32) -> Result<Vec<i64>> {
    if each.is_empty() {
        return Ok(Vec::new());
    }
    let share = COUNTED / u32::try_from(each.len()).unwrap_or(COUNTED).max(2);
    let mut whole = Condition::default();
    for filters in each {
        let condition = conditions::of(std::slice::from_ref(filters), asker);
        let ranges = walks::ranges(std::slice::from_ref(filters), Stretch::Newest, asker);
        let share = share / u32::try_from(ranges.len()).unwrap_or(1).max(1);
        let walks: Vec<_> = ranges.iter().map(|range| range.counted(share)).collect();
        let passed: Vec<_> = walks.iter().map(|walk| format!("SELECT id FROM ({})", walk.sql)).collect();
        // Without a state that all allow there is no range, and nothing to count.
        let passed =
            if passed.is_empty() { "SELECT NULL AS id WHERE 0".to_owned() } else { passed.join(" UNION ALL ") };
        whole.sql.push_str(if whole.sql.is_empty() { "SELECT " } else { ", " });
        whole.sql.push_str(&format!(
            "(SELECT count(*) FROM (SELECT DISTINCT c.conversation_id FROM ({passed}) w
              CROSS JOIN conversations c ON c.conversation_id = w.id WHERE {} LIMIT ?))",
            condition.sql
        ));
        whole.values.extend(walks.into_iter().flat_map(|walk| walk.values));
        whole.values.extend(condition.values);
        whole.values.push(Bound::Number(most.into()));
    }
    let mut statement = connection.prepare(&whole.sql)?;
    let counts = statement.query_row(params_from_iter(&whole.values), |row| {
        (0..each.len()).map(|index| row.get(index)).collect::<rusqlite::Result<Vec<i64>>>()
    })?;
    Ok(counts)
}
