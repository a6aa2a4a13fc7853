//! Making, changing, deleting and using saved replies.

use super::{
    SavedReply,
    model::{For, MAX_OWN, MAX_SHARED, NewReply},
    store,
};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    db::Tx,
    events::{Directory, Event},
};

/// Makes a reply: for everybody, or for whoever makes it.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name`, `/shortcut` and `/body`; `Conflict` where there are too many.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, whose: For, new: NewReply) -> Result<SavedReply> {
    let owner = match (whose, actor) {
        (For::Oneself, Actor::Agent { id, .. }) => Some(*id),
        _ => None,
    };
    actor.may(if owner.is_some() { Permission::Reply } else { Permission::Curate })?;
    let new = new.checked()?;
    let most = if owner.is_some() { MAX_OWN } else { MAX_SHARED };
    if store::count(tx, owner)? >= most {
        let sentence = format!("There are {most} saved replies already. Delete some that nobody uses any more.");
        return Err(Error::Conflict(sentence));
    }
    let id: SavedReplyId = tx.new_id();
    store::insert(tx, id, owner, &new)?;
    announce(tx, actor)?;
    store::by_id(tx, id)?.ok_or(Error::NotFound("saved reply"))
}

/// Changes a reply from the version that somebody saw.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid`; `Conflict` where there is a newer version.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, version): (SavedReplyId, i64),
    wanted: NewReply,
) -> Result<SavedReply> {
    let present = store::by_id(tx, id)?.ok_or(Error::NotFound("saved reply"))?;
    present.may_change(actor)?;
    let wanted = wanted.checked()?;
    let is_same = (present.name.as_str(), present.shortcut.as_deref(), present.body.as_str())
        == (wanted.name.as_str(), wanted.shortcut(), wanted.body.as_str());
    if is_same {
        return Ok(present);
    }
    if present.version != version {
        let sentence =
            "Somebody else has changed this saved reply while you did. Look at what is different and save again.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    store::change(tx, id, &wanted)?;
    announce(tx, actor)?;
    store::by_id(tx, id)?.ok_or(Error::NotFound("saved reply"))
}

/// Deletes a reply.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn delete(tx: &mut Tx<'_>, actor: &Actor, id: SavedReplyId) -> Result<()> {
    store::by_id(tx, id)?.ok_or(Error::NotFound("saved reply"))?.may_change(actor)?;
    store::delete(tx, id)?;
    announce(tx, actor)
}

/// Counts that a reply was inserted. Nobody follows it, so there is no event.
///
/// # Errors
/// `Forbidden`; `NotFound`, also where it is somebody else's own.
pub fn note_use(tx: &mut Tx<'_>, actor: &Actor, id: SavedReplyId) -> Result<()> {
    actor.may(Permission::Reply)?;
    let reply = store::by_id(tx, id)?.ok_or(Error::NotFound("saved reply"))?;
    if reply.owner.is_some() {
        reply.may_change(actor)?;
    }
    store::note_use(tx, id)
}

pub(super) fn announce(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    tx.emit(actor, &Event::DirectoryChanged { what: Directory::Replies })?;
    Ok(())
}
