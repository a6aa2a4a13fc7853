//! Rows of `contact_merges` and `contact_merge_items`.

use rusqlite::{Connection, OptionalExtension, params};

use super::model::{Kept, Merge, Moved};
use crate::{
    base::{Result, Timestamp, ids::*},
    db::Tx,
};

/// Writes a merge down, with what moved.
pub fn insert(tx: &Tx<'_>, merge: &Merge, (agent, moved): (Option<AgentId>, &Moved)) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO contact_merges (contact_merge_id, gone, into_contact_id, before, agent_id, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        merge.id,
        serde_json::to_string(&merge.gone)?,
        merge.into,
        serde_json::to_string(&merge.before)?,
        agent,
        merge.at
    ])?;
    let mut statement =
        tx.prepare_cached("INSERT INTO contact_merge_items (contact_merge_id, kind, item_id) VALUES (?1, ?2, ?3)")?;
    for (kind, id) in moved.items() {
        statement.execute(params![merge.id, kind, id])?;
    }
    Ok(())
}

/// A merge, where it was not taken back; and whether it was.
pub fn by_id(connection: &Connection, id: ContactMergeId) -> Result<Option<Result<Merge, TakenBack>>> {
    let mut statement = connection.prepare_cached(
        "SELECT gone, into_contact_id, before, at, undone_at IS NOT NULL AS is_undone FROM contact_merges
         WHERE contact_merge_id = ?1",
    )?;
    let row = statement.query_row([id], |row| {
        let texts: (String, String) = (row.get("gone")?, row.get("before")?);
        Ok((texts, row.get("into_contact_id")?, row.get("at")?, row.get::<_, bool>("is_undone")?))
    });
    let Some(((gone, before), into, at, is_undone)) = row.optional()? else { return Ok(None) };
    if is_undone {
        return Ok(Some(Err(TakenBack)));
    }
    let (gone, before): (Kept, Kept) = (serde_json::from_str(&gone)?, serde_json::from_str(&before)?);
    Ok(Some(Ok(Merge { id, gone, into, before, at })))
}

/// A merge was taken back before.
#[derive(Debug)]
pub struct TakenBack;

/// What moved with a merge.
pub fn moved(connection: &Connection, id: ContactMergeId) -> Result<Moved> {
    let mut statement =
        connection.prepare_cached("SELECT kind, item_id FROM contact_merge_items WHERE contact_merge_id = ?1")?;
    let mut moved = Moved::default();
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        moved.take(&row.get::<_, String>("kind")?, &row.get::<_, String>("item_id")?)?;
    }
    Ok(moved)
}

/// Notes that a merge was taken back, and forgets all else of it.
pub fn set_undone(tx: &Tx<'_>, id: ContactMergeId) -> Result<()> {
    tx.prepare_cached("DELETE FROM contact_merge_items WHERE contact_merge_id = ?1")?.execute([id])?;
    tx.prepare_cached(
        "UPDATE contact_merges SET gone = '{}', before = '{}', undone_at = ?2 WHERE contact_merge_id = ?1",
    )?
    .execute(params![id, tx.now()])?;
    Ok(())
}

/// The merges into a contact.
pub fn into(connection: &Connection, contact: ContactId) -> Result<Vec<ContactMergeId>> {
    let mut statement =
        connection.prepare_cached("SELECT contact_merge_id FROM contact_merges WHERE into_contact_id = ?1")?;
    let merges = statement.query_map([contact], |row| row.get("contact_merge_id"))?;
    Ok(merges.collect::<rusqlite::Result<_>>()?)
}

/// Those of these merges that were into `from` are into `to` now.
pub fn put(tx: &Tx<'_>, merges: &[ContactMergeId], (from, to): (ContactId, ContactId)) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "UPDATE contact_merges SET into_contact_id = ?3 WHERE contact_merge_id = ?1 AND into_contact_id = ?2",
    )?;
    for id in merges {
        statement.execute(params![id, from, to])?;
    }
    Ok(())
}

/// Forgets up to `limit` merges from before a time, which cannot be taken back any more.
pub fn delete_before(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    Ok(tx
        .prepare_cached(
            "DELETE FROM contact_merges WHERE contact_merge_id IN
               (SELECT contact_merge_id FROM contact_merges WHERE at < ?1 LIMIT ?2)",
        )?
        .execute(params![before, limit])?)
}
