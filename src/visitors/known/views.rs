//! A visitor's own name and addresses: of a verified one what the business knows, of any what it said itself.

use rusqlite::{Connection, OptionalExtension};

use super::super::store;
use crate::base::{Result, VisitorActor};

/// What is known of a visitor.
#[derive(Debug, Default)]
pub struct Known {
    /// To greet by.
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// What is known of a visitor. A profile is the customer's: only a browser that has proved to be it is told of it.
///
/// # Errors
/// `Internal` only.
pub fn of(connection: &Connection, visitor: &VisitorActor) -> Result<Known> {
    let claims = store::claims(connection, visitor.id)?;
    let profile = if visitor.is_verified { profile(connection, visitor)? } else { Known::default() };
    let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    Ok(Known {
        name: said(profile.name).or(said(claims.name)),
        email: said(profile.email).or(said(claims.email)),
        phone: said(profile.phone).or(said(claims.phone)),
    })
}

fn profile(connection: &Connection, visitor: &VisitorActor) -> Result<Known> {
    let mut statement = connection.prepare_cached("SELECT name, email, phone FROM contacts WHERE contact_id = ?1")?;
    let known = statement.query_row([visitor.contact], |row| {
        Ok(Known { name: row.get("name")?, email: row.get("email")?, phone: row.get("phone")? })
    });
    Ok(known.optional()?.unwrap_or_default())
}
