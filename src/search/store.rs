//! Rows of `search_entries` and `search_words`.

use rusqlite::{OptionalExtension, params};

use super::model::Item;
use crate::{base::Result, db::Tx};

/// Makes an entry, and answers its number.
pub fn insert(tx: &Tx<'_>, item: &Item) -> Result<i64> {
    let mut statement =
        tx.prepare_cached("INSERT INTO search_entries (kind, item_id, conversation_id) VALUES (?1, ?2, ?3)")?;
    statement.execute(params![item.kind.as_str(), item.id, item.conversation])?;
    Ok(tx.last_insert_rowid())
}

pub fn number(tx: &Tx<'_>, item: &Item) -> Result<Option<i64>> {
    let mut statement =
        tx.prepare_cached("SELECT search_number FROM search_entries WHERE kind = ?1 AND item_id = ?2")?;
    Ok(statement.query_row(params![item.kind.as_str(), item.id], |row| row.get(0)).optional()?)
}

pub fn delete(tx: &Tx<'_>, number: i64) -> Result<()> {
    tx.prepare_cached("DELETE FROM search_entries WHERE search_number = ?1")?.execute([number])?;
    Ok(())
}

pub fn add_words(tx: &Tx<'_>, number: i64, words: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO search_words (rowid, words) VALUES (?1, ?2)")?.execute(params![number, words])?;
    Ok(())
}

/// The index keeps no copy of what it holds: it forgets only words that it is told exactly.
pub fn remove_words(tx: &Tx<'_>, number: i64, words: &str) -> Result<()> {
    tx.prepare_cached("INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?1, ?2)")?
        .execute(params![number, words])?;
    Ok(())
}

/// Brings pieces of the index together, about so many pages; negative where all of them are to become one. Answers whether
/// there was nothing left to do.
pub fn merge(tx: &Tx<'_>, pages: i64) -> Result<bool> {
    let changes = || tx.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0));
    let before = changes()?;
    tx.prepare_cached("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?1)")?.execute([pages])?;
    // The statement itself counts as one.
    Ok(changes()? - before < 2)
}
