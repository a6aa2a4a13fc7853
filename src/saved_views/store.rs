//! Rows of `saved_views`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{SavedView, retagged};
use crate::{
    base::{Result, ids::*},
    conversations::listing::shapes::{ListSort, SavedFilters},
    db::Tx,
};

pub fn insert(tx: &Tx<'_>, view: &SavedView, place: i64) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO saved_views (saved_view_id, agent_id, name, filters, sort, place, version, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        view.id,
        view.owner,
        view.name,
        serde_json::to_string(&view.filters)?,
        word(view.sort),
        place,
        view.version,
        tx.now()
    ])?;
    Ok(())
}

pub fn update(tx: &Tx<'_>, view: &SavedView) -> Result<()> {
    tx.prepare_cached(
        "UPDATE saved_views SET agent_id = ?2, name = ?3, filters = ?4, sort = ?5, version = ?6
         WHERE saved_view_id = ?1",
    )?
    .execute(params![
        view.id,
        view.owner,
        view.name,
        serde_json::to_string(&view.filters)?,
        word(view.sort),
        view.version
    ])?;
    Ok(())
}

/// Puts a tag in the place of another wherever a view asks for it. Answers whether one did.
pub fn retag(tx: &Tx<'_>, (from, into): (TagId, TagId)) -> Result<bool> {
    // An id stands nowhere as part of another word.
    let naming = "SELECT saved_view_id, filters FROM saved_views WHERE instr(filters, ?1) > 0 /* a handful */";
    let change = "UPDATE saved_views SET filters = ?2, version = version + 1 WHERE saved_view_id = ?1";
    // What cannot be read shows every conversation, and names nothing.
    tx.rewrite((naming, change), &from.to_string(), |filters| retagged(filters, (from, into)))
}

pub fn set_place(tx: &Tx<'_>, id: SavedViewId, place: i64) -> Result<()> {
    tx.prepare_cached("UPDATE saved_views SET place = ?2 WHERE saved_view_id = ?1")?.execute(params![id, place])?;
    Ok(())
}

pub fn delete(tx: &Tx<'_>, id: SavedViewId) -> Result<()> {
    tx.prepare_cached("DELETE FROM saved_views WHERE saved_view_id = ?1")?.execute([id])?;
    Ok(())
}

pub fn by_id(connection: &Connection, id: SavedViewId) -> Result<Option<SavedView>> {
    let mut statement = connection.prepare_cached(
        "SELECT saved_view_id, agent_id, name, filters, sort, version FROM saved_views WHERE saved_view_id = ?1",
    )?;
    Ok(statement.query_row([id], view).optional()?)
}

/// Those of one owner in their order; of nobody: everybody's.
pub fn of(connection: &Connection, owner: Option<AgentId>, limit: u32) -> Result<Vec<SavedView>> {
    let mut statement = connection.prepare_cached(
        "SELECT saved_view_id, agent_id, name, filters, sort, version FROM saved_views
         WHERE agent_id IS ?1 ORDER BY place LIMIT ?2",
    )?;
    Ok(statement.query_map(params![owner, limit], view)?.collect::<rusqlite::Result<_>>()?)
}

/// How many an owner has, and the place behind the last.
pub fn count(connection: &Connection, owner: Option<AgentId>) -> Result<(u32, i64)> {
    let mut statement = connection
        .prepare_cached("SELECT count(*), coalesce(max(place), 0) + 1 FROM saved_views WHERE agent_id IS ?1")?;
    Ok(statement.query_row([owner], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn view(row: &Row<'_>) -> rusqlite::Result<SavedView> {
    let (filters, sort): (String, String) = (row.get("filters")?, row.get("sort")?);
    let id: SavedViewId = row.get("saved_view_id")?;
    let filters: SavedFilters = serde_json::from_str(&filters).unwrap_or_else(|error| {
        tracing::warn!(%error, "the filters of the view {id} cannot be read; it shows every conversation");
        SavedFilters::default()
    });
    Ok(SavedView {
        id,
        owner: row.get("agent_id")?,
        name: row.get("name")?,
        filters,
        sort: serde_json::from_value(sort.into()).unwrap_or(ListSort::Newest),
        version: row.get("version")?,
    })
}

fn word(sort: ListSort) -> &'static str {
    match sort {
        ListSort::Newest => "newest",
        ListSort::Oldest => "oldest",
        ListSort::Waiting => "waiting",
    }
}
