//! Making, changing and deleting teams.

use super::{
    Team,
    model::{MAX_TEAMS, NewTeam},
    store,
};
use crate::{
    base::{Actor, Error, Permission, Result, ids::TeamId},
    db::Tx,
    events::{Directory, Event},
};

/// Makes a team.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name` and `/agent_ids`; `Conflict` where there are a hundred.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, new: NewTeam) -> Result<Team> {
    actor.may(Permission::ManagePeople)?;
    let new = new.checked()?;
    if store::count(tx)? >= MAX_TEAMS {
        let sentence = format!("There are {MAX_TEAMS} teams already. Delete one that is not used any more.");
        return Err(Error::Conflict(sentence));
    }
    let id: TeamId = tx.new_id();
    store::insert(tx, id, &new)?;
    store::set_members(tx, id, &new.agents)?;
    announce(tx, actor)?;
    store::by_id(tx, id)?.ok_or(Error::NotFound("team"))
}

/// Gives a team another name and other members. `seen` is its [`Team::edition`] when somebody began to change it.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid`; `Conflict` where it is not as it was seen.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, (id, seen): (TeamId, &str), wanted: NewTeam) -> Result<()> {
    actor.may(Permission::ManagePeople)?;
    let present = store::by_id(tx, id)?.ok_or(Error::NotFound("team"))?;
    let wanted = wanted.checked()?;
    if (&present.name, &present.agents) == (&wanted.name, &wanted.agents) {
        return Ok(());
    }
    if present.edition() != seen {
        let sentence = "Somebody else has changed this team while you did. Look at what is different and save again.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    store::rename(tx, id, &wanted.name)?;
    store::set_members(tx, id, &wanted.agents)?;
    announce(tx, actor)
}

/// Deletes a team. Conversations let go of it by the foreign key; whoever deletes one that may have many lets them go
/// in steps before (`conversations::sorting`).
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn delete(tx: &mut Tx<'_>, actor: &Actor, id: TeamId) -> Result<()> {
    actor.may(Permission::ManagePeople)?;
    if !store::delete(tx, id)? {
        return Err(Error::NotFound("team"));
    }
    announce(tx, actor)
}

fn announce(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    tx.emit(actor, &Event::DirectoryChanged { what: Directory::Teams })?;
    Ok(())
}
