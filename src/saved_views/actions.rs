//! What agents do with saved views: make, change, order, remove.

use super::{
    model::{MOST, SavedView, Wanted},
    store, views,
};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    db::Tx,
    events::{Directory, Event},
};

/// Makes a view, behind the others.
///
/// # Errors
/// `Forbidden` for shared ones without the permission to curate; `Conflict` where there are too many.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, wanted: Wanted) -> Result<SavedView> {
    let agent = may(actor, wanted.is_shared)?;
    let owner = (!wanted.is_shared).then_some(agent);
    let place = room(tx, owner)?;
    let Wanted { name, filters, sort, .. } = wanted;
    let view = SavedView { id: tx.new_id(), owner, name: name.as_str().to_owned(), filters, sort, version: 1 };
    store::insert(tx, &view, place)?;
    tell(tx, actor)?;
    Ok(view)
}

/// Changes a view that was at `version`.
///
/// # Errors
/// `NotFound`; `Forbidden` where it is or becomes shared without the permission to curate; `Conflict` where somebody
/// has changed it meanwhile.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, (id, version): (SavedViewId, i64), wanted: Wanted) -> Result<SavedView> {
    let agent = may(actor, wanted.is_shared)?;
    let before = views::one(tx, agent, id)?;
    may(actor, before.owner.is_none())?;
    if before.version != version {
        let sentence = "Somebody else has changed this view meanwhile. Look at it again, then change it.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let owner = (!wanted.is_shared).then_some(agent);
    let place = if owner == before.owner { None } else { Some(room(tx, owner)?) };
    let Wanted { name, filters, sort, .. } = wanted;
    let view = SavedView { id, owner, name: name.as_str().to_owned(), filters, sort, version: version + 1 };
    store::update(tx, &view)?;
    if let Some(place) = place {
        store::set_place(tx, id, place)?;
    }
    tell(tx, actor)?;
    Ok(view)
}

/// Removes a view.
///
/// # Errors
/// `NotFound`; `Forbidden` for shared ones without the permission to curate.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, id: SavedViewId) -> Result<()> {
    let agent = may(actor, false)?;
    let view = views::one(tx, agent, id)?;
    may(actor, view.owner.is_none())?;
    store::delete(tx, id)?;
    tell(tx, actor)
}

/// Puts a tag in the place of another in everybody's views: the one that goes was merged into it.
///
/// # Errors
/// `Forbidden` without the permission to curate.
pub fn retag(tx: &mut Tx<'_>, actor: &Actor, both: (TagId, TagId)) -> Result<()> {
    actor.may(Permission::Curate)?;
    if store::retag(tx, both)? { tell(tx, actor) } else { Ok(()) }
}

/// Puts views into an order; those not named keep their places.
///
/// # Errors
/// `NotFound`; `Forbidden` where shared ones are among them without the permission to curate.
pub fn order(tx: &mut Tx<'_>, actor: &Actor, ids: &[SavedViewId]) -> Result<()> {
    let agent = may(actor, false)?;
    for (place, id) in (1..).zip(ids) {
        let view = views::one(tx, agent, *id)?;
        may(actor, view.owner.is_none())?;
        store::set_place(tx, *id, place)?;
    }
    tell(tx, actor)
}

/// The agent, where it may do so with views of this kind.
fn may(actor: &Actor, is_shared: bool) -> Result<AgentId> {
    actor.may(if is_shared { Permission::Curate } else { Permission::Read })?;
    match actor {
        Actor::Agent { id, .. } => Ok(*id),
        _ => Err(Error::Forbidden("Only agents keep views.".to_owned())),
    }
}

/// The place for one more.
fn room(tx: &Tx<'_>, owner: Option<AgentId>) -> Result<i64> {
    let (count, place) = store::count(tx, owner)?;
    if count < MOST {
        return Ok(place);
    }
    let whose = if owner.is_some() { "You have" } else { "There are" };
    let kind = if owner.is_some() { "views of your own" } else { "shared views" };
    Err(Error::Conflict(format!("{whose} {MOST} {kind}, which is the most. Delete one to make another.")))
}

fn tell(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    tx.emit(actor, &Event::DirectoryChanged { what: Directory::SavedViews })?;
    Ok(())
}
