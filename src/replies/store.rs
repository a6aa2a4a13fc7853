//! Rows of `saved_replies`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{NewReply, SavedReply};
use crate::{
    base::{Error, FieldErrors, Result, error::on_unique, ids::*},
    db::Tx,
};

const COLUMNS: &str = "saved_reply_id, agent_id, name, shortcut, body, uses, version, updated_at";

/// Everybody's, by name.
pub fn shared(connection: &Connection) -> Result<Vec<SavedReply>> {
    let sql = format!("SELECT {COLUMNS} FROM saved_replies WHERE agent_id IS NULL ORDER BY name COLLATE NOCASE");
    Ok(connection.prepare_cached(&sql)?.query_map([], reply)?.collect::<rusqlite::Result<_>>()?)
}

/// One agent's own, by name.
pub fn own(connection: &Connection, agent: AgentId) -> Result<Vec<SavedReply>> {
    let sql = format!("SELECT {COLUMNS} FROM saved_replies WHERE agent_id = ?1 ORDER BY name COLLATE NOCASE");
    Ok(connection.prepare_cached(&sql)?.query_map([agent], reply)?.collect::<rusqlite::Result<_>>()?)
}

/// How many there are of one owner; everybody's without.
pub fn count(connection: &Connection, owner: Option<AgentId>) -> Result<i64> {
    let sql = "SELECT count(*) FROM saved_replies WHERE agent_id IS ?1";
    Ok(connection.prepare_cached(sql)?.query_row([owner], |row| row.get(0))?)
}

pub fn by_id(connection: &Connection, id: SavedReplyId) -> Result<Option<SavedReply>> {
    let sql = format!("SELECT {COLUMNS} FROM saved_replies WHERE saved_reply_id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], reply).optional()?)
}

/// # Errors
/// `Invalid` at `/shortcut` where it is taken.
pub fn insert(tx: &Tx<'_>, id: SavedReplyId, owner: Option<AgentId>, new: &NewReply) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO saved_replies (saved_reply_id, agent_id, name, shortcut, body, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?;
    let result = statement.execute(params![id, owner, new.name, new.shortcut(), new.body, tx.now()]);
    on_unique(result, "saved_replies_by_shortcut", || taken(new))?;
    Ok(())
}

/// # Errors
/// `Invalid` at `/shortcut` where it is taken.
pub fn change(tx: &Tx<'_>, id: SavedReplyId, wanted: &NewReply) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "UPDATE saved_replies SET name = ?2, shortcut = ?3, body = ?4, version = version + 1, updated_at = ?5
         WHERE saved_reply_id = ?1",
    )?;
    let result = statement.execute(params![id, wanted.name, wanted.shortcut(), wanted.body, tx.now()]);
    on_unique(result, "saved_replies_by_shortcut", || taken(wanted))?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: SavedReplyId) -> Result<()> {
    tx.prepare_cached("DELETE FROM saved_replies WHERE saved_reply_id = ?1")?.execute([id])?;
    Ok(())
}

pub fn note_use(tx: &Tx<'_>, id: SavedReplyId) -> Result<()> {
    tx.prepare_cached("UPDATE saved_replies SET uses = uses + 1 WHERE saved_reply_id = ?1")?.execute([id])?;
    Ok(())
}

fn reply(row: &Row<'_>) -> rusqlite::Result<SavedReply> {
    Ok(SavedReply {
        id: row.get("saved_reply_id")?,
        owner: row.get("agent_id")?,
        name: row.get("name")?,
        shortcut: row.get("shortcut")?,
        body: row.get("body")?,
        uses: row.get("uses")?,
        version: row.get("version")?,
        updated_at: row.get("updated_at")?,
    })
}

fn taken(new: &NewReply) -> Error {
    let sentence = format!("/{} belongs to another saved reply already. Choose another shortcut.", new.shortcut);
    FieldErrors::one("/shortcut", sentence).into()
}
