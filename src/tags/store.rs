//! Rows of `tags`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{NewTag, Tag};
use crate::{
    base::{Error, FieldErrors, Result, error::on_unique, ids::TagId},
    db::Tx,
};

/// Every tag, by name.
pub fn all(connection: &Connection) -> Result<Vec<Tag>> {
    let mut statement = connection
        .prepare_cached("SELECT tag_id, name, colour FROM tags ORDER BY name COLLATE NOCASE, tag_id /* a handful */")?;
    Ok(statement.query_map([], tag)?.collect::<rusqlite::Result<_>>()?)
}

pub fn by_id(connection: &Connection, id: TagId) -> Result<Option<Tag>> {
    let mut statement = connection.prepare_cached("SELECT tag_id, name, colour FROM tags WHERE tag_id = ?1")?;
    Ok(statement.query_row([id], tag).optional()?)
}

pub fn count(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM tags /* a handful */")?.query_row([], |row| row.get(0))?)
}

/// # Errors
/// `Invalid` at `/name` where it is taken.
pub fn insert(tx: &Tx<'_>, id: TagId, new: &NewTag) -> Result<()> {
    let mut statement =
        tx.prepare_cached("INSERT INTO tags (tag_id, name, colour, created_at) VALUES (?1, ?2, ?3, ?4)")?;
    let result = statement.execute(params![id, new.name, new.colour.as_str(), tx.now()]);
    on_unique(result, "tags.name", || taken(&new.name))?;
    Ok(())
}

/// # Errors
/// `Invalid` at `/name` where it is taken.
pub fn change(tx: &Tx<'_>, id: TagId, wanted: &NewTag) -> Result<()> {
    let mut statement = tx.prepare_cached("UPDATE tags SET name = ?2, colour = ?3 WHERE tag_id = ?1")?;
    on_unique(statement.execute(params![id, wanted.name, wanted.colour.as_str()]), "tags.name", || {
        taken(&wanted.name)
    })?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: TagId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM tags WHERE tag_id = ?1")?.execute([id])? > 0)
}

fn tag(row: &Row<'_>) -> rusqlite::Result<Tag> {
    Ok(Tag { id: row.get("tag_id")?, name: row.get("name")?, colour: row.get("colour")? })
}

fn taken(name: &str) -> Error {
    let sentence = format!("There is a tag “{name}” already. Choose another name.");
    FieldErrors::one("/name", sentence).into()
}
