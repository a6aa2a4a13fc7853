//! Choosing, and saying whether one can be reached. Everybody does it for oneself.

use super::{Availability, PreferenceChanges, Preferences, store, views};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, ids::AgentId, time::DAY},
    db::Tx,
    events::Event,
};

/// The farthest end of an absence, in milliseconds from now.
const FARTHEST_MS: i64 = 366 * DAY;

/// Keeps what whoever acts chose anew, and answers all of their choices.
///
/// # Errors
/// `Forbidden` for who is no agent.
pub fn choose(tx: &mut Tx<'_>, actor: &Actor, changes: PreferenceChanges) -> Result<Preferences> {
    let agent_id = agent_of(actor)?;
    let chosen = views::of(tx, agent_id)?.0.with(changes);
    store::set_preferences(tx, agent_id, &chosen)?;
    Ok(chosen)
}

/// Keeps what whoever acts says of itself, and tells everybody.
///
/// # Errors
/// `Invalid` at `/again_at` for a moment that has passed or is more than a year away; `Forbidden` for who is no agent.
pub fn say(tx: &mut Tx<'_>, actor: &Actor, said: Availability) -> Result<()> {
    let agent_id = agent_of(actor)?;
    let now = tx.now();
    if said.again_at.is_some_and(|again_at| again_at <= now || again_at > now.plus(FARTHEST_MS)) {
        let sentence = "Choose a moment that lies ahead, within a year.";
        return Err(FieldErrors::one("/again_at", sentence).into());
    }
    if store::set_availability(tx, agent_id, said)? {
        tx.emit(actor, &Event::AgentChanged { agent_id })?;
    }
    Ok(())
}

fn agent_of(actor: &Actor) -> Result<AgentId> {
    actor.may(Permission::Read)?;
    match actor {
        Actor::Agent { id, .. } => Ok(*id),
        _ => Err(Error::Forbidden("Only somebody who is signed in has settings. Sign in first.".to_owned())),
    }
}
