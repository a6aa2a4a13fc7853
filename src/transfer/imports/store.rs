//! Files that wait for somebody to say what their columns are.

use rusqlite::{Connection, OptionalExtension, params};

use crate::{
    base::{
        Result, Timestamp,
        ids::{AgentId, ContactImportId},
    },
    db::Tx,
};

/// A file that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub file_name: String,
    pub bytes: Vec<u8>,
    pub created_at: Timestamp,
}

/// Stores a file.
pub fn insert(tx: &Tx<'_>, id: ContactImportId, agent: AgentId, (file_name, bytes): (&str, &[u8])) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO contact_imports (contact_import_id, agent_id, file_name, bytes, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    statement.execute(params![id, agent, file_name, bytes, tx.now()])?;
    Ok(())
}

/// A file of an agent.
pub fn find(connection: &Connection, id: ContactImportId, agent: AgentId) -> Result<Option<Waiting>> {
    let mut statement = connection.prepare_cached(
        "SELECT file_name, bytes, created_at FROM contact_imports WHERE contact_import_id = ?1 AND agent_id = ?2",
    )?;
    let waiting = statement.query_row(params![id, agent], |row| {
        Ok(Waiting { file_name: row.get("file_name")?, bytes: row.get("bytes")?, created_at: row.get("created_at")? })
    });
    Ok(waiting.optional()?)
}

/// Deletes what waits for an agent.
pub fn delete_of(tx: &Tx<'_>, agent: AgentId) -> Result<()> {
    tx.prepare_cached("DELETE FROM contact_imports WHERE agent_id = ?1")?.execute([agent])?;
    Ok(())
}

/// Deletes a file of an agent, and answers whether there was one.
pub fn delete(tx: &Tx<'_>, id: ContactImportId, agent: AgentId) -> Result<bool> {
    let mut statement =
        tx.prepare_cached("DELETE FROM contact_imports WHERE contact_import_id = ?1 AND agent_id = ?2")?;
    Ok(statement.execute(params![id, agent])? > 0)
}

/// Deletes up to `limit` files from before a moment, and answers how many.
pub fn delete_before(tx: &Tx<'_>, before: Timestamp, limit: u32) -> Result<usize> {
    let mut statement = tx.prepare_cached(
        "DELETE FROM contact_imports WHERE contact_import_id IN
            (SELECT contact_import_id FROM contact_imports WHERE created_at < ?1 LIMIT ?2)",
    )?;
    Ok(statement.execute(params![before, limit])?)
}
