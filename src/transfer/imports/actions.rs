//! Uploading a table of contacts, and taking it in. Administrators only.

use super::{rows::SentContact, store};
use crate::{
    base::{
        Actor, Error, FieldErrors, Permission, Result,
        ids::{AgentId, ContactImportId},
        text,
        time::DAY,
    },
    contacts::{self, actions::Effect},
    db::Tx,
    events::Event,
};

/// The longest name of a file that is kept, in characters.
const MAX_FILE_NAME: usize = 120;

/// What became of the rows. Each is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
}

/// Keeps a file until somebody has said what its columns are, for a day at most. Takes the place of whatever waited for
/// the same administrator.
///
/// # Errors
/// `Forbidden`.
pub fn stage(tx: &mut Tx<'_>, actor: &Actor, file_name: &str, bytes: &[u8]) -> Result<ContactImportId> {
    let agent = administrator(actor)?;
    store::delete_of(tx, agent)?;
    let id = tx.new_id();
    store::insert(tx, id, agent, (&text::one_line(file_name, MAX_FILE_NAME), bytes))?;
    Ok(id)
}

/// Forgets a file that waits. Where it is gone already, nothing changes.
///
/// # Errors
/// `Forbidden`.
pub fn discard(tx: &mut Tx<'_>, actor: &Actor, id: ContactImportId) -> Result<()> {
    store::delete(tx, id, administrator(actor)?)?;
    Ok(())
}

/// Takes in every row, or none, and forgets the file. A row is about the customer with its id; without an id, about the
/// contact that has none and its e-mail address. Importing the same again changes nothing.
///
/// # Errors
/// `Forbidden`; `NotFound` where the file is no more; `Invalid` at `/{line}` for each row that does not fit what is
/// stored.
pub fn run(tx: &mut Tx<'_>, actor: &Actor, id: ContactImportId, rows: Vec<SentContact>) -> Result<Imported> {
    if !store::delete(tx, id, administrator(actor)?)? {
        return Err(Error::NotFound("import"));
    }
    let mut imported = Imported::default();
    let mut errors = FieldErrors::new();
    for SentContact { line, external_id, changes } in rows {
        match contacts::bulk::put(tx, external_id, changes) {
            Ok(Effect::Created) => imported.created += 1,
            Ok(Effect::Updated) => imported.updated += 1,
            Ok(Effect::Unchanged) => imported.unchanged += 1,
            Err(Error::Invalid(wrong)) => {
                wrong.iter().for_each(|wrong| errors.add(format!("/{line}"), wrong.detail.clone()));
            }
            Err(error) => return Err(error),
        }
    }
    errors.or(())?;
    let Imported { created, updated, .. } = imported;
    if created + updated > 0 {
        tx.emit(actor, &Event::ContactsImported { created, updated })?;
    }
    Ok(imported)
}

/// Forgets up to `limit` files that waited for a day, and answers how many.
///
/// # Errors
/// `Internal` where they cannot be deleted.
pub fn forget_old(tx: &mut Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_before(tx, tx.now().plus(-DAY), limit)
}

/// Who acts, where it may.
pub(super) fn administrator(actor: &Actor) -> Result<AgentId> {
    actor.may(Permission::Manage)?;
    match actor {
        Actor::Agent { id, .. } => Ok(*id),
        _ => Err(Error::Forbidden("Only somebody who is signed in can import contacts.".to_owned())),
    }
}
