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
