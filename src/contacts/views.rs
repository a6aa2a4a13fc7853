//! Contacts as other features read them.

use rusqlite::{Connection, OptionalExtension, params};

use super::{
    model::{Contact, ExternalId},
    store,
};
use crate::base::{Error, Result, ids::ContactId};

/// A contact by its id.
pub fn by_id(connection: &Connection, id: ContactId) -> Result<Option<Contact>> {
    let mut statement = connection.prepare_cached(
        "SELECT contact_id, external_id, name, email, username, phone, address, avatar_url, attributes, created_at,
                updated_at
         FROM contacts WHERE contact_id = ?1",
    )?;
    Ok(statement.query_row(params![id], store::contact).optional()?)
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

/// How many others have the e-mail address of this contact in their profile, counted up to a hundred. It proves
/// nothing: agents may look, nothing is merged.
///
/// # Errors
/// `Internal` only.
pub fn others_with_email(connection: &Connection, contact: &Contact) -> Result<i64> {
    let Some(email) = contact.profile.email.as_deref() else { return Ok(0) };
    let mut statement = connection.prepare_cached(
        "SELECT count(*) FROM (SELECT 1 FROM contacts WHERE email = ?1 AND contact_id <> ?2 LIMIT 100)
         /* a handful */",
    )?;
    Ok(statement.query_row(params![email, contact.id], |row| row.get(0))?)
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
