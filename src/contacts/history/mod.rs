//! How a profile came to be: every change of it, with who made it.
//!
//! Written in the transaction of the change. What a page merely claims is no change of a profile and never stands here.

mod store;
pub mod views;

use super::model::{Contact, Profile};
use crate::{
    base::{Actor, Result, Timestamp, ids::ContactId},
    db::Tx,
};

/// The most changes kept of one contact; the oldest go.
const MOST_OF_CONTACT: u32 = 1_000;

/// Who changed a profile.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// A person by hand, a server by its key, or (`System`) the token that a browser proved itself with.
    Actor(&'a Actor),
    /// An uploaded table.
    Import,
}

/// One changed field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The field, or `attributes.NAME`.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl By<'_> {
    /// As it stands in the row.
    pub(super) fn to_row(self) -> String {
        match self {
            Self::Actor(actor) => actor.to_log(),
            Self::Import => views::IMPORT.to_owned(),
        }
    }
}

/// What differs between two profiles, field by field.
pub fn differences(before: &Profile, after: &Profile) -> Vec<Changed> {
    let fields = [
        ("name", &before.name, &after.name),
        ("email", &before.email, &after.email),
        ("username", &before.username, &after.username),
        ("phone", &before.phone, &after.phone),
        ("address", &before.address, &after.address),
        ("avatar_url", &before.avatar_url, &after.avatar_url),
    ];
    let fields = fields.into_iter().filter(|(_, before, after)| before != after);
    let fields = fields.map(|(field, before, after)| Changed {
        field: field.to_owned(),
        before: before.clone(),
        after: after.clone(),
    });
    let mut names: Vec<_> = before.attributes.iter().chain(after.attributes.iter()).map(|(name, _)| name).collect();
    names.sort_unstable();
    names.dedup();
    let attributes = names.into_iter().filter_map(|name| {
        let (before, after) = (before.attributes.get(name), after.attributes.get(name));
        let text = |value: &super::attributes::AttributeValue| value.to_text().into_owned();
        (before != after).then(|| Changed {
            field: format!("attributes.{name}"),
            before: before.map(text),
            after: after.map(text),
        })
    });
    fields.chain(attributes).collect()
}

/// Writes down what differs between a contact's profile and the one it gets at `at`.
pub(super) fn note_profile(
    tx: &Tx<'_>,
    by: By<'_>,
    contact: &Contact,
    (after, at): (&Profile, Timestamp),
) -> Result<()> {
    note(tx, by, contact.id, (&differences(&contact.profile, after), at))
}

/// Writes changes down.
pub(super) fn note(tx: &Tx<'_>, by: By<'_>, contact: ContactId, (changes, at): (&[Changed], Timestamp)) -> Result<()> {
    let by = by.to_row();
    for changed in changes {
        store::insert(tx, contact, (changed, &by, at))?;
    }
    store::keep_newest(tx, contact, MOST_OF_CONTACT)
}

/// Moves up to `limit` changes of a contact to another, the newest first, and answers which.
///
/// # Errors
/// `Internal` only.
pub fn reassign(tx: &Tx<'_>, from: ContactId, to: ContactId, limit: u32) -> Result<Vec<i64>> {
    let moved = store::newest(tx, from, limit)?;
    put(tx, &moved, (from, to))?;
    Ok(moved)
}

/// Moves those of these changes that belong to `from`.
///
/// # Errors
/// `Internal` only.
pub fn put(tx: &Tx<'_>, changes: &[i64], (from, to): (ContactId, ContactId)) -> Result<()> {
    for number in changes {
        store::set_contact(tx, *number, (from, to))?;
    }
    Ok(())
}
