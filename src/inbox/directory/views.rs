//! Colleagues, teams, tags and sites, one query each.

use rusqlite::Connection;

use super::api::{DirectoryAgent, DirectorySite, DirectoryTag, DirectoryTeam};
use crate::{
    base::{Result, Timestamp, ids::*},
    pictures::model::url_of,
};

/// Everybody who was ever an agent, by name: those who have left still stand beside what they wrote.
pub fn agents(connection: &Connection, now: Timestamp) -> Result<Vec<DirectoryAgent>> {
    let mut statement = connection.prepare_cached(
        "SELECT agent_id, name, email, picture_id, role, is_active AND deactivated_at IS NULL AS is_active,
                CASE WHEN available_again_at <= ?1 THEN 'online' ELSE availability END AS availability
         FROM agents ORDER BY name COLLATE NOCASE, agent_id /* a handful */",
    )?;
    let rows = statement.query_map([now], |row| {
        let picture: Option<String> = row.get("picture_id")?;
        Ok(DirectoryAgent {
            id: row.get("agent_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            picture_url: picture.as_deref().map(url_of),
            role: row.get("role")?,
            is_active: row.get("is_active")?,
            availability: row.get("availability")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Teams by name, with who is in them.
pub fn teams(connection: &Connection) -> Result<Vec<DirectoryTeam>> {
    let mut statement = connection.prepare_cached(
        "SELECT t.team_id, t.name,
                (SELECT group_concat(m.agent_id) FROM team_members m WHERE m.team_id = t.team_id) AS agent_ids
         FROM teams t ORDER BY t.name /* a handful */",
    )?;
    let rows = statement.query_map([], |row| {
        let agents: Option<String> = row.get("agent_ids")?;
        let agents = agents.iter().flat_map(|ids| ids.split(',')).filter_map(|id| id.parse::<AgentId>().ok());
        Ok(DirectoryTeam { id: row.get("team_id")?, name: row.get("name")?, agent_ids: agents.collect() })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Tags by name.
pub fn tags(connection: &Connection) -> Result<Vec<DirectoryTag>> {
    let mut statement =
        connection.prepare_cached("SELECT tag_id, name, colour FROM tags ORDER BY name /* a handful */")?;
    let rows = statement.query_map([], |row| {
        Ok(DirectoryTag { id: row.get("tag_id")?, name: row.get("name")?, colour: row.get("colour")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Sites, oldest first.
pub fn sites(connection: &Connection) -> Result<Vec<DirectorySite>> {
    let mut statement = connection.prepare_cached(
        "SELECT site_id, name, allowed_origins ->> '$[0]' AS link FROM sites ORDER BY created_at, site_id /* a handful */",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(DirectorySite { id: row.get("site_id")?, name: row.get("name")?, link: row.get("link")? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
