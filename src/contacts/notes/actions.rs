//! Writing notes about a person, and changing and removing one's own.

use super::{MAX_NOTE, store};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, ids::*},
    contacts,
    db::Tx,
    events::Event,
};

/// The most notes about one person.
const MOST_OF_CONTACT: i64 = 200;

/// Writes a note about a person.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `/body`; `Conflict` where there are 200 already.
pub fn add(tx: &mut Tx<'_>, actor: &Actor, contact: ContactId, body: &str) -> Result<ContactNoteId> {
    let author = author(actor)?;
    let body = read(body)?;
    contacts::views::existing(tx, contact)?;
    if store::count(tx, contact)? >= MOST_OF_CONTACT {
        let sentence =
            format!("There are {MOST_OF_CONTACT} notes about this person, which is the most. Delete one first.");
        return Err(Error::Conflict(sentence));
    }
    let id = tx.new_id();
    store::insert(tx, (id, contact), (author, body))?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact })?;
    Ok(id)
}

/// Writes one's own note anew.
///
/// # Errors
/// `Forbidden`, also for a note of somebody else; `NotFound`; `Invalid` at `/body`.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, (contact, id): (ContactId, ContactNoteId), body: &str) -> Result<()> {
    let author = author(actor)?;
    let body = read(body)?;
    let whose = store::author(tx, contact, id)?.ok_or(Error::NotFound("note"))?;
    if whose != Some(author) {
        return Err(Error::Forbidden("Only whoever wrote a note can change it. Write one of your own.".to_owned()));
    }
    store::set_body(tx, id, body)?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact })?;
    Ok(())
}

/// Deletes one's own note; administrators delete any.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, (contact, id): (ContactId, ContactNoteId)) -> Result<()> {
    let author = author(actor)?;
    let whose = store::author(tx, contact, id)?.ok_or(Error::NotFound("note"))?;
    if whose != Some(author) && actor.may(Permission::Manage).is_err() {
        let sentence = "Only whoever wrote a note, or an administrator, can delete it. Ask one of them.";
        return Err(Error::Forbidden(sentence.to_owned()));
    }
    store::delete(tx, id)?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact })?;
    Ok(())
}

/// Moves all notes about a contact to another, and answers which.
///
/// # Errors
/// `Internal` only.
pub fn reassign(tx: &Tx<'_>, from: ContactId, to: ContactId) -> Result<Vec<ContactNoteId>> {
    let notes = store::of(tx, from)?;
    put(tx, &notes, (from, to))?;
    Ok(notes)
}

/// Moves those of these notes that are about `from`.
///
/// # Errors
/// `Internal` only.
pub fn put(tx: &Tx<'_>, notes: &[ContactNoteId], (from, to): (ContactId, ContactId)) -> Result<()> {
    for id in notes {
        store::set_contact(tx, *id, (from, to))?;
    }
    Ok(())
}

fn author(actor: &Actor) -> Result<AgentId> {
    actor.may(Permission::EditContacts)?;
    match actor {
        Actor::Agent { id, .. } => Ok(*id),
        _ => Err(Error::Forbidden("This is for signed-in agents only.".to_owned())),
    }
}

fn read(body: &str) -> Result<&str> {
    let body = body.trim();
    if body.is_empty() {
        return Err(FieldErrors::one("/body", "Write something first.").into());
    }
    if body.chars().count() > MAX_NOTE {
        let sentence = format!("A note has at most {MAX_NOTE} characters. Shorten it, or write two.");
        return Err(FieldErrors::one("/body", sentence).into());
    }
    if body.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\r' | '\t')) {
        return Err(FieldErrors::one("/body", "There is a control character in it. Take it out.").into());
    }
    Ok(body)
}
