//! Conversations laid down by SQL: more of them, and standing otherwise, than anybody would write in a test.

use deskbell::base::{
    ids::{ContactId, ConversationId, SiteId, VisitorId},
    time::MINUTE,
};
use rusqlite::params;

use crate::support::world::{MORNING, World};

/// A conversation as a test wants it; `at` is its last activity in minutes after the morning.
#[derive(Debug, Clone, Default)]
pub struct Seed {
    pub at: i64,
    pub assignee: Option<String>,
    pub team: Option<String>,
    pub site: Option<SiteId>,
    pub tags: Vec<String>,
    pub is_done: bool,
    /// In minutes after the morning.
    pub snoozed_until: Option<i64>,
    pub waiting_since: Option<i64>,
    pub priority: i64,
    pub external_id: Option<String>,
    /// Whether its browser has proved who it is.
    pub is_proven: bool,
    pub attributes: Option<String>,
    pub unread: i64,
}

/// Lays them down and answers their ids, in order.
pub async fn seed(world: &World, seeds: Vec<Seed>) -> Vec<String> {
    let at = |minutes: i64| MORNING.plus(minutes * MINUTE);
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        let first: SiteId = tx.query_row("SELECT site_id FROM sites", [], |row| row.get(0))?;
        let mut ids = Vec::new();
        for seed in &seeds {
            let (contact, visitor, id): (ContactId, VisitorId, ConversationId) =
                (tx.new_id(), tx.new_id(), tx.new_id());
            let attributes = seed.attributes.as_deref().unwrap_or("{}");
            tx.execute(
                "INSERT INTO contacts (contact_id, external_id, attributes, created_at, updated_at) VALUES (?1, ?2, ?3, 0, 0)",
                params![contact, seed.external_id, attributes],
            )?;
            let site = seed.site.unwrap_or(first);
            tx.execute(
                "INSERT INTO visitors (visitor_id, site_id, contact_id, verified_until, created_at, last_seen_at)
                 VALUES (?1, ?2, ?3, ?4, 0, 0)",
                params![visitor, site, contact, seed.is_proven.then(|| at(100_000))],
            )?;
            tx.execute(
                "INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, created_at,
                     last_activity_at, last_number, visitor_count, status, snoozed_until, waiting_since, priority,
                     assignee_id, team_id)
                 VALUES (?1, ?2, ?3, ?4, ?1, ?5, ?5, 1, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                params![
                    id,
                    site,
                    contact,
                    visitor,
                    at(seed.at),
                    seed.unread,
                    if seed.is_done { "resolved" } else { "open" },
                    seed.snoozed_until.map(at),
                    seed.waiting_since.map(at),
                    seed.priority,
                    seed.assignee,
                    seed.team
                ],
            )?;
            tx.execute(
                "INSERT INTO messages (message_id, conversation_id, number, author, body, created_at)
                 VALUES (?1, ?2, 1, 'visitor', 'Hello', ?3)",
                params![tx.new_id::<deskbell::base::ids::MessageId>(), id, at(seed.at)],
            )?;
            for tag in &seed.tags {
                tx.execute(
                    "INSERT INTO conversation_tags (conversation_id, tag_id, state, last_activity_at)
                     SELECT conversation_id, ?2, state, last_activity_at FROM conversations WHERE conversation_id = ?1",
                    params![id, tag],
                )?;
            }
            ids.push(id.to_string());
        }
        Ok(ids)
    };
    world.handles.db.write(write).await.unwrap()
}

/// A colleague, a team and a tag: their ids.
pub async fn colleagues(world: &World) -> (String, String, String) {
    let write = |tx: &mut deskbell::db::Tx<'_>| {
        let (agent, team, tag) = (
            tx.new_id::<deskbell::base::ids::AgentId>(),
            tx.new_id::<deskbell::base::ids::TeamId>(),
            tx.new_id::<deskbell::base::ids::TagId>(),
        );
        tx.execute(
            "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at)
             VALUES (?1, 'bo@fern.example', 'Bo', 'agent', 'none', 1)",
            params![agent],
        )?;
        tx.execute("INSERT INTO teams (team_id, name, created_at) VALUES (?1, 'Sales', 0)", params![team])?;
        tx.execute("INSERT INTO team_members (team_id, agent_id) VALUES (?1, ?2)", params![team, agent])?;
        tx.execute(
            "INSERT INTO tags (tag_id, name, colour, created_at) VALUES (?1, 'Refund', 'red', 0)",
            params![tag],
        )?;
        Ok((agent.to_string(), team.to_string(), tag.to_string()))
    };
    world.handles.db.write(write).await.unwrap()
}
