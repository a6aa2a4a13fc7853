//! Rows of `macros`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    model::{Macro, NewMacro},
    steps::retagged,
};
use crate::{
    base::{Error, FieldErrors, Result, error::on_unique, ids::*},
    db::Tx,
};

const COLUMNS: &str = "macro_id, name, steps, uses, version, updated_at";

/// Every macro, by name.
pub fn all(connection: &Connection) -> Result<Vec<Macro>> {
    let sql = format!("SELECT {COLUMNS} FROM macros ORDER BY name COLLATE NOCASE /* a handful */");
    Ok(connection.prepare_cached(&sql)?.query_map([], of_row)?.collect::<rusqlite::Result<_>>()?)
}

pub fn by_id(connection: &Connection, id: MacroId) -> Result<Option<Macro>> {
    let sql = format!("SELECT {COLUMNS} FROM macros WHERE macro_id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([id], of_row).optional()?)
}

pub fn count(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM macros /* a handful */")?.query_row([], |row| row.get(0))?)
}

/// # Errors
/// `Invalid` at `/name` where it is taken.
pub fn insert(tx: &Tx<'_>, id: MacroId, new: &NewMacro) -> Result<()> {
    let steps = serde_json::to_string(&new.steps)?;
    let mut statement = tx.prepare_cached(
        "INSERT INTO macros (macro_id, name, steps, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)",
    )?;
    on_unique(statement.execute(params![id, new.name, steps, tx.now()]), "macros.name", || taken(&new.name))?;
    Ok(())
}

/// Puts a tag in the place of another in every macro that names it. Answers whether one did.
pub fn retag(tx: &Tx<'_>, (from, into): (TagId, TagId)) -> Result<bool> {
    // An id stands nowhere as part of another word.
    let naming = "SELECT macro_id, steps FROM macros WHERE instr(steps, ?1) > 0 /* a handful */";
    let change = "UPDATE macros SET steps = ?2, version = version + 1 WHERE macro_id = ?1";
    // What cannot be read does nothing and names nothing.
    tx.rewrite((naming, change), &from.to_string(), |steps| retagged(steps, (from, into)))
}

/// # Errors
/// `Invalid` at `/name` where it is taken.
pub fn change(tx: &Tx<'_>, id: MacroId, wanted: &NewMacro) -> Result<()> {
    let steps = serde_json::to_string(&wanted.steps)?;
    let mut statement = tx.prepare_cached(
        "UPDATE macros SET name = ?2, steps = ?3, version = version + 1, updated_at = ?4 WHERE macro_id = ?1",
    )?;
    on_unique(statement.execute(params![id, wanted.name, steps, tx.now()]), "macros.name", || taken(&wanted.name))?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: MacroId) -> Result<bool> {
    Ok(tx.prepare_cached("DELETE FROM macros WHERE macro_id = ?1")?.execute([id])? > 0)
}

pub fn note_use(tx: &Tx<'_>, id: MacroId) -> Result<()> {
    tx.prepare_cached("UPDATE macros SET uses = uses + 1 WHERE macro_id = ?1")?.execute([id])?;
    Ok(())
}

fn of_row(row: &Row<'_>) -> rusqlite::Result<Macro> {
    let steps: String = row.get("steps")?;
    // A step that this version does not know is left out; the others still work.
    let steps: Vec<serde_json::Value> = serde_json::from_str(&steps).unwrap_or_default();
    Ok(Macro {
        id: row.get("macro_id")?,
        name: row.get("name")?,
        steps: steps.into_iter().filter_map(|step| serde_json::from_value(step).ok()).collect(),
        uses: row.get("uses")?,
        version: row.get("version")?,
        updated_at: row.get("updated_at")?,
    })
}

fn taken(name: &str) -> Error {
    FieldErrors::one("/name", format!("There is a macro “{name}” already. Choose another name.")).into()
}
