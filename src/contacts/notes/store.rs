//! Rows of `contact_notes`.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    base::{Result, ids::*},
    db::Tx,
};

pub fn insert(tx: &Tx<'_>, (id, contact): (ContactNoteId, ContactId), (agent, body): (AgentId, &str)) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO contact_notes (contact_note_id, contact_id, agent_id, body, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
    )?
    .execute(params![id, contact, agent, body, tx.now()])?;
    Ok(())
}

pub fn count(connection: &Connection, contact: ContactId) -> Result<i64> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM contact_notes WHERE contact_id = ?1")?;
    Ok(statement.query_row([contact], |row| row.get(0))?)
}

/// Who wrote a note about a contact: `None` where there is no such note, `Some(None)` where the author is gone.
pub fn author(connection: &Connection, contact: ContactId, id: ContactNoteId) -> Result<Option<Option<AgentId>>> {
    let mut statement = connection
        .prepare_cached("SELECT agent_id FROM contact_notes WHERE contact_note_id = ?1 AND contact_id = ?2")?;
    Ok(statement.query_row(params![id, contact], |row| row.get("agent_id")).optional()?)
}

pub fn set_body(tx: &Tx<'_>, id: ContactNoteId, body: &str) -> Result<()> {
    tx.prepare_cached("UPDATE contact_notes SET body = ?2, updated_at = ?3 WHERE contact_note_id = ?1")?
        .execute(params![id, body, tx.now()])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: ContactNoteId) -> Result<()> {
    tx.prepare_cached("DELETE FROM contact_notes WHERE contact_note_id = ?1")?.execute([id])?;
    Ok(())
}

pub fn of(connection: &Connection, contact: ContactId) -> Result<Vec<ContactNoteId>> {
    let mut statement = connection.prepare_cached("SELECT contact_note_id FROM contact_notes WHERE contact_id = ?1")?;
    let notes = statement.query_map([contact], |row| row.get("contact_note_id"))?;
    Ok(notes.collect::<rusqlite::Result<_>>()?)
}

pub fn set_contact(tx: &Tx<'_>, id: ContactNoteId, (from, to): (ContactId, ContactId)) -> Result<()> {
    tx.prepare_cached("UPDATE contact_notes SET contact_id = ?3 WHERE contact_note_id = ?1 AND contact_id = ?2")?
        .execute(params![id, from, to])?;
    Ok(())
}
