//! Contacts as other features read them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    model::{Contact, ExternalId, Reached},
    store,
};
use crate::base::{
    Error, Result, Timestamp,
    ids::{AgentId, ContactId},
};

/// A contact by its id.
pub fn by_id(connection: &Connection, id: ContactId) -> Result<Option<Contact>> {
    let mut statement = connection.prepare_cached(
        "SELECT contact_id, external_id, name, email, username, phone, address, avatar_url, attributes, created_at,
                updated_at
         FROM contacts WHERE contact_id = ?1",
    )?;
    Ok(statement.query_row(params![id], store::contact).optional()?)
}

/// The contact of an id that somebody has named.
///
/// # Errors
/// `NotFound`.
pub fn existing(connection: &Connection, id: ContactId) -> Result<Contact> {
    by_id(connection, id)?.ok_or(Error::NotFound("person"))
}

/// Whether there is any contact at all.
pub fn is_anybody_known(connection: &Connection) -> Result<bool> {
    Ok(connection.query_row("SELECT EXISTS (SELECT 1 FROM contacts)", [], |row| row.get(0))?)
}

/// The customer with an external id.
pub fn by_external_id(connection: &Connection, external_id: &ExternalId) -> Result<Option<Contact>> {
    let mut statement = connection.prepare_cached(
        "SELECT contact_id, external_id, name, email, username, phone, address, avatar_url, attributes, created_at,
                updated_at
         FROM contacts WHERE external_id = ?1",
    )?;
    Ok(statement.query_row(params![external_id.as_str()], store::contact).optional()?)
}

/// Whether somebody has begun to erase a contact.
pub fn is_being_erased(connection: &Connection, id: ContactId) -> Result<bool> {
    let mut statement = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM contacts WHERE contact_id = ?1 AND erasing_at IS NOT NULL)")?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

/// Since when a contact is blocked, and by whom.
pub fn blocked(connection: &Connection, id: ContactId) -> Result<Option<Blocked>> {
    let mut statement = connection.prepare_cached(
        "SELECT c.blocked_at, c.blocked_by, a.name AS agent_name FROM contacts c
         LEFT JOIN agents a ON a.agent_id = c.blocked_by
         WHERE c.contact_id = ?1 AND c.blocked_at IS NOT NULL",
    )?;
    let blocked = |row: &Row<'_>| {
        Ok(Blocked { at: row.get("blocked_at")?, by: row.get("blocked_by")?, by_name: row.get("agent_name")? })
    };
    Ok(statement.query_row([id], blocked).optional()?)
}

/// A block.
#[derive(Debug, Clone)]
pub struct Blocked {
    pub at: Timestamp,
    pub by: Option<AgentId>,
    pub by_name: Option<String>,
}

/// Up to `limit` people whose name, e-mail address or external id begins with a text; those whose name begins with it come
/// first. In addresses upper and lower case are the same; in names those of A to Z are, and no others: “über” does not find
/// “Über”, which the words of a search do.
///
/// # Errors
/// `Internal` only.
pub fn beginning_with(connection: &Connection, text: &str, limit: u32) -> Result<Vec<ContactId>> {
    let lower = text.to_lowercase();
    let ways = [
        (
            "SELECT contact_id FROM contacts WHERE name >= ?1 COLLATE NOCASE AND name < ?2 COLLATE NOCASE
             ORDER BY name COLLATE NOCASE LIMIT ?3",
            text,
        ),
        ("SELECT contact_id FROM contacts WHERE email >= ?1 AND email < ?2 ORDER BY email LIMIT ?3", lower.as_str()),
        (
            "SELECT contact_id FROM contacts WHERE external_id >= ?1 AND external_id < ?2 ORDER BY external_id LIMIT ?3",
            text,
        ),
    ];
    let mut found: Vec<ContactId> = Vec::new();
    for (sql, from) in ways {
        let mut statement = connection.prepare_cached(sql)?;
        for id in statement.query_map(params![from, format!("{from}\u{10ffff}"), limit], |row| row.get(0))? {
            let id = id?;
            if found.len() < limit as usize && !found.contains(&id) {
                found.push(id);
            }
        }
    }
    Ok(found)
}

/// Up to `limit` other people with this e-mail address or phone number in their profile, each with what of the two it is.
/// It proves nothing: agents may look, nothing is merged.
///
/// # Errors
/// `Internal` only.
pub fn others_with(
    connection: &Connection,
    not: ContactId,
    (email, phone): (Option<&str>, Option<&str>),
    limit: u32,
) -> Result<Vec<(ContactId, Reached)>> {
    let ways = [
        ("SELECT contact_id FROM contacts WHERE email = ?1 AND contact_id <> ?2 LIMIT ?3", email, Reached::ByEmail),
        ("SELECT contact_id FROM contacts WHERE phone = ?1 AND contact_id <> ?2 LIMIT ?3", phone, Reached::ByPhone),
    ];
    let mut found: Vec<(ContactId, Reached)> = Vec::new();
    for (sql, value, by) in ways {
        let Some(value) = value else { continue };
        let mut statement = connection.prepare_cached(sql)?;
        for id in statement.query_map(params![value, not, limit], |row| row.get(0))? {
            let id = id?;
            if found.len() < limit as usize && found.iter().all(|(known, _)| *known != id) {
                found.push((id, by));
            }
        }
    }
    Ok(found)
}

/// Asks whether a person may write, upload and answer.
///
/// # Errors
/// `Forbidden` where the team has blocked it.
pub fn may_write(connection: &Connection, id: ContactId) -> Result<()> {
    if is_blocked(connection, id)? { Err(closed()) } else { Ok(()) }
}

/// Whether the team has blocked a person.
///
/// # Errors
/// `Internal` only.
pub fn is_blocked(connection: &Connection, id: ContactId) -> Result<bool> {
    let mut statement =
        connection.prepare_cached("SELECT blocked_at IS NOT NULL FROM contacts WHERE contact_id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?.unwrap_or(false))
}

/// What a blocked person is told.
pub fn closed() -> Error {
    Error::Forbidden("This chat is closed for new messages, but you can still read what was written.".to_owned())
}
