//! Rows of contacts.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    attributes::Attributes,
    model::{Contact, ExternalId, Profile},
    views, words,
};
use crate::{
    base::{
        Error, Result, Timestamp,
        ids::{AgentId, ContactId},
    },
    db::Tx,
};

/// Stores a contact.
pub fn insert(tx: &Tx<'_>, contact: &Contact) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO contacts (contact_id, external_id, name, email, username, phone, address, avatar_url, attributes,
                               created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    let Profile { name, email, username, phone, address, avatar_url, attributes } = &contact.profile;
    let external_id = contact.external_id.as_ref().map(ExternalId::as_str);
    let attributes = attributes.to_stored();
    statement.execute(params![
        contact.id,
        external_id,
        name,
        email,
        username,
        phone,
        address,
        avatar_url,
        attributes,
        contact.created_at,
        contact.updated_at
    ])?;
    words::added(tx, contact)
}

/// Stores a changed profile, and answers since when it stands: later than the one before, so that the time is also its
/// version.
pub fn update_profile(tx: &Tx<'_>, contact: &Contact, profile: &Profile) -> Result<Timestamp> {
    if let Some(before) = views::by_id(tx, contact.id)? {
        words::changed(tx, &before, profile)?;
    }
    let at = tx.now().max(contact.updated_at.plus(1));
    let mut statement = tx.prepare_cached(
        "UPDATE contacts SET name = ?2, email = ?3, username = ?4, phone = ?5, address = ?6, avatar_url = ?7,
                attributes = ?8, updated_at = ?9
         WHERE contact_id = ?1",
    )?;
    let Profile { name, email, username, phone, address, avatar_url, attributes } = profile;
    statement.execute(params![
        contact.id,
        name,
        email,
        username,
        phone,
        address,
        avatar_url,
        attributes.to_stored(),
        at
    ])?;
    Ok(at)
}

/// Blocks a contact, or (`None`) takes that back. Answers whether that is a change.
pub fn set_blocked(tx: &Tx<'_>, id: ContactId, blocked: Option<(Timestamp, Option<AgentId>)>) -> Result<bool> {
    let mut statement = tx.prepare_cached(
        "UPDATE contacts SET blocked_at = ?2, blocked_by = ?3
         WHERE contact_id = ?1 AND (blocked_at IS NULL) <> (?2 IS NULL)",
    )?;
    let (at, by) = blocked.unzip();
    Ok(statement.execute(params![id, at, by.flatten()])? > 0)
}

/// Notes that a contact is being erased, where that was not noted before.
pub fn set_erasing(tx: &Tx<'_>, id: ContactId) -> Result<()> {
    tx.prepare_cached("UPDATE contacts SET erasing_at = ?2 WHERE contact_id = ?1 AND erasing_at IS NULL")?
        .execute(params![id, tx.now()])?;
    Ok(())
}

/// Deletes a contact that is no customer; a customer stays.
pub fn delete_anonymous(tx: &Tx<'_>, id: ContactId) -> Result<()> {
    match views::by_id(tx, id)? {
        Some(contact) if contact.external_id.is_none() => delete(tx, id),
        _ => Ok(()),
    }
}

/// Deletes a contact.
pub fn delete(tx: &Tx<'_>, id: ContactId) -> Result<()> {
    if let Some(contact) = views::by_id(tx, id)? {
        words::removed(tx, &contact)?;
    }
    tx.prepare_cached("DELETE FROM contacts WHERE contact_id = ?1")?.execute([id])?;
    Ok(())
}

/// The id of the customer with this external id.
pub fn id_of_customer(tx: &Tx<'_>, external_id: &ExternalId) -> Result<Option<ContactId>> {
    let mut statement = tx.prepare_cached("SELECT contact_id FROM contacts WHERE external_id = ?1")?;
    Ok(statement.query_row(params![external_id.as_str()], |row| row.get("contact_id")).optional()?)
}

/// The oldest contact with an e-mail address that is no customer. The sign keeps the planner from the index of external
/// ids, in which all of those stand.
pub fn without_id_by_email(tx: &Tx<'_>, email: &str) -> Result<Option<Contact>> {
    let mut statement = tx.prepare_cached(
        "SELECT contact_id, external_id, name, email, username, phone, address, avatar_url, attributes, created_at,
                updated_at
         FROM contacts WHERE email = ?1 AND +external_id IS NULL ORDER BY rowid LIMIT 1",
    )?;
    Ok(statement.query_row([email], contact).optional()?)
}

/// Reads a contact's row.
pub fn contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    let attributes: String = row.get("attributes")?;
    let attributes = Attributes::from_stored(&attributes).map_err(|error: Error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(Contact {
        id: row.get("contact_id")?,
        external_id: row.get::<_, Option<String>>("external_id")?.map(ExternalId::from_stored),
        profile: Profile {
            name: row.get("name")?,
            email: row.get("email")?,
            username: row.get("username")?,
            phone: row.get("phone")?,
            address: row.get("address")?,
            avatar_url: row.get("avatar_url")?,
            attributes,
        },
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}
