//! Making, changing, deleting and counting macros. Running one is the conversations' own act.

use super::{
    model::{MAX_MACROS, Macro, NewMacro},
    store, views,
};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    db::Tx,
    replies::actions::announce,
};

/// Makes a macro.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name`, `/steps` and `/steps/{index}/{field}`; `Conflict` where there are too many.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, new: NewMacro) -> Result<Macro> {
    actor.may(Permission::Curate)?;
    let new = new.checked(&views::targets(tx)?)?;
    if store::count(tx)? >= MAX_MACROS {
        let sentence = format!("There are {MAX_MACROS} macros already. Delete some that nobody uses any more.");
        return Err(Error::Conflict(sentence));
    }
    let id: MacroId = tx.new_id();
    store::insert(tx, id, &new)?;
    announce(tx, actor)?;
    store::by_id(tx, id)?.ok_or(Error::NotFound("macro"))
}

/// Changes a macro from the version that somebody saw.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid`; `Conflict` where there is a newer version.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, (id, version): (MacroId, i64), wanted: NewMacro) -> Result<()> {
    actor.may(Permission::Curate)?;
    let present = store::by_id(tx, id)?.ok_or(Error::NotFound("macro"))?;
    let wanted = wanted.checked(&views::targets(tx)?)?;
    if (&present.name, &present.steps) == (&wanted.name, &wanted.steps) {
        return Ok(());
    }
    if present.version != version {
        let sentence = "Somebody else has changed this macro while you did. Look at what is different and save again.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    store::change(tx, id, &wanted)?;
    announce(tx, actor)
}

/// Puts a tag in the place of another in every macro: the one that goes was merged into it.
///
/// # Errors
/// `Forbidden` without the permission to curate.
pub fn retag(tx: &mut Tx<'_>, actor: &Actor, both: (TagId, TagId)) -> Result<()> {
    actor.may(Permission::Curate)?;
    if store::retag(tx, both)? { announce(tx, actor) } else { Ok(()) }
}

/// Deletes a macro.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn delete(tx: &mut Tx<'_>, actor: &Actor, id: MacroId) -> Result<()> {
    actor.may(Permission::Curate)?;
    if !store::delete(tx, id)? {
        return Err(Error::NotFound("macro"));
    }
    announce(tx, actor)
}

/// Counts that a macro was run, in the transaction that does. Nobody follows it, so there is no event.
///
/// # Errors
/// `Internal` only.
pub fn note_use(tx: &Tx<'_>, id: MacroId) -> Result<()> {
    store::note_use(tx, id)
}
