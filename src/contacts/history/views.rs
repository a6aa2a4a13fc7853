//! The history of a profile, as agents read it.

use rusqlite::{Connection, Row, params};

use super::super::model::{Contact, Profile};
use crate::base::{
    Result, Timestamp,
    ids::{AgentId, ApiKeyId, ContactId},
};

/// What stands in a row in place of an actor where a table was imported.
pub(super) const IMPORT: &str = "import";

/// What a change was made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A person of the team.
    Hand,
    /// A server, with a key.
    Server,
    /// A token that a browser proved itself with.
    Token,
    /// An uploaded table.
    Import,
}

/// A change that was made.
#[derive(Debug, Clone)]
pub struct Change {
    pub number: i64,
    pub at: Timestamp,
    pub origin: Origin,
    /// What the person or the key is called now.
    pub by: Option<String>,
    /// The field, `attributes.NAME`, or `blocked` or `merged`.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

const CHANGE: &str = "
    SELECT h.contact_change_id, h.at, h.actor, h.field, h.before, h.after, coalesce(a.name, k.name) AS actor_name
    FROM contact_changes h
    LEFT JOIN agents a ON a.agent_id = h.actor
    LEFT JOIN api_keys k ON k.api_key_id = h.actor";

/// Up to `limit` changes of a contact before a number, newest first.
///
/// # Errors
/// `Internal` only.
pub fn before(connection: &Connection, contact: ContactId, number: Option<i64>, limit: u32) -> Result<Vec<Change>> {
    let mut statement = connection.prepare_cached(&format!(
        "{CHANGE} WHERE h.contact_id = ?1 AND h.contact_change_id < ?2 ORDER BY h.contact_change_id DESC LIMIT ?3"
    ))?;
    let changes = statement.query_map(params![contact, number.unwrap_or(i64::MAX), limit], change)?;
    Ok(changes.collect::<rusqlite::Result<_>>()?)
}

/// The newest change of each field since `at`, which is not among them. Looks at the thousand changes there are at most.
///
/// # Errors
/// `Internal` only.
pub fn since(connection: &Connection, contact: ContactId, at: Timestamp) -> Result<Vec<Change>> {
    let mut statement = connection.prepare_cached(&format!(
        "{CHANGE} WHERE h.contact_change_id IN
           (SELECT max(contact_change_id) FROM contact_changes WHERE contact_id = ?1 AND at > ?2 GROUP BY field)
         ORDER BY h.contact_change_id /* a handful */"
    ))?;
    let changes = statement.query_map(params![contact, at], change)?;
    Ok(changes.collect::<rusqlite::Result<_>>()?)
}

/// The fields of a profile whose present value a person of the team gave them: everything else in it was said by the
/// business's servers, tokens and tables. A line of somebody who was merged into the contact says nothing where the contact's
/// own value stayed. Looks at the two thousand changes there are at most.
///
/// # Errors
/// `Internal` only.
pub fn by_hand(connection: &Connection, contact: &Contact) -> Result<Vec<Change>> {
    // A server may have changed its own fields very often: only those count that a person ever touched.
    let mut statement = connection.prepare_cached(&format!(
        "{CHANGE} WHERE h.contact_change_id IN
           (SELECT max(contact_change_id) FROM contact_changes WHERE contact_id = ?1 AND field IN
              (SELECT field FROM contact_changes WHERE contact_id = ?1 AND actor LIKE ?2)
            GROUP BY field, after)
         ORDER BY h.contact_change_id DESC /* a handful */"
    ))?;
    let mut newest: Vec<Change> = Vec::new();
    for found in statement.query_map(params![contact.id, format!("{}%", AgentId::PREFIX)], change)? {
        let found = found?;
        let is_present = present(&contact.profile, &found.field).is_some_and(|value| value == found.after);
        if is_present && newest.iter().all(|known| known.field != found.field) {
            newest.push(found);
        }
    }
    newest.retain(|change| change.origin == Origin::Hand);
    newest.reverse();
    Ok(newest)
}

/// What a field holds now; `None` where it is none of the profile.
fn present(profile: &Profile, field: &str) -> Option<Option<String>> {
    let value = match field {
        "name" => &profile.name,
        "email" => &profile.email,
        "username" => &profile.username,
        "phone" => &profile.phone,
        "address" => &profile.address,
        "avatar_url" => &profile.avatar_url,
        _ => {
            let value = profile.attributes.get(field.strip_prefix("attributes.")?);
            return Some(value.map(|value| value.to_text().into_owned()));
        }
    };
    Some(value.clone())
}

fn change(row: &Row<'_>) -> rusqlite::Result<Change> {
    let actor: String = row.get("actor")?;
    let origin = match actor.as_str() {
        IMPORT => Origin::Import,
        actor if actor.starts_with(AgentId::PREFIX) => Origin::Hand,
        actor if actor.starts_with(ApiKeyId::PREFIX) => Origin::Server,
        _ => Origin::Token,
    };
    Ok(Change {
        number: row.get("contact_change_id")?,
        at: row.get("at")?,
        origin,
        by: row.get("actor_name")?,
        field: row.get("field")?,
        before: row.get("before")?,
        after: row.get("after")?,
    })
}
