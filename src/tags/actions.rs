//! Making, changing and deleting tags.

use super::{
    Tag,
    model::{MAX_TAGS, NewTag},
    store,
};
use crate::{
    base::{Actor, Error, Permission, Result, ids::TagId},
    db::Tx,
    events::{Directory, Event},
};

/// Makes a tag.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name`; `Conflict` where there are five hundred.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, new: NewTag) -> Result<Tag> {
    actor.may(Permission::Curate)?;
    let new = new.checked()?;
    if store::count(tx)? >= MAX_TAGS {
        let sentence = format!("There are {MAX_TAGS} tags already. Delete or merge some that are not used any more.");
        return Err(Error::Conflict(sentence));
    }
    let id: TagId = tx.new_id();
    store::insert(tx, id, &new)?;
    announce(tx, actor)?;
    Ok(Tag { id, name: new.name, colour: new.colour })
}

/// Gives a tag another name or colour. `seen` is its [`Tag::edition`] when somebody began to change it.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `/name`; `Conflict` where it is not as it was seen.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, (id, seen): (TagId, &str), wanted: NewTag) -> Result<()> {
    actor.may(Permission::Curate)?;
    let present = store::by_id(tx, id)?.ok_or(Error::NotFound("tag"))?;
    let wanted = wanted.checked()?;
    if (&present.name, present.colour) == (&wanted.name, wanted.colour) {
        return Ok(());
    }
    if present.edition() != seen {
        let sentence = "Somebody else has changed this tag while you did. Look at what is different and save again.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    store::change(tx, id, &wanted)?;
    announce(tx, actor)
}

/// Deletes a tag. It goes from conversations by the foreign key; whoever deletes one that may be on many takes it off
/// in steps before (`conversations::sorting`).
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn delete(tx: &mut Tx<'_>, actor: &Actor, id: TagId) -> Result<()> {
    actor.may(Permission::Curate)?;
    if !store::delete(tx, id)? {
        return Err(Error::NotFound("tag"));
    }
    announce(tx, actor)
}

fn announce(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    tx.emit(actor, &Event::DirectoryChanged { what: Directory::Tags })?;
    Ok(())
}
