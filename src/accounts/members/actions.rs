//! What can be done to the people of a workspace.

use super::{
    model::{may_change, may_change_role, may_deactivate, may_reactivate, may_reset_two_factor},
    store,
};
use crate::{
    accounts::{
        self, Agent,
        actions::{counted, end_all_of},
        invitations, two_factor,
    },
    audit::{self, About, By, Fact, Kind},
    base::{Actor, Error, Permission, Result, Role, ids::AgentId},
    db::Tx,
    events::Event,
};

/// Gives somebody else another role. It holds with their next request; their open connections come back with it.
///
/// # Errors
/// `Forbidden`, also for one's own role and where an owner is made or changed by who is none; `NotFound`; `Conflict`
/// where it would leave no owner.
pub fn change_role(tx: &mut Tx<'_>, by: &By, id: AgentId, role: Role) -> Result<()> {
    let agent = touchable(tx, &by.actor, id)?;
    may_change_role(&by.actor, &agent, role)?;
    if agent.role == role {
        return Ok(());
    }
    not_last_owner(tx, &agent)?;
    store::set_role(tx, id, role)?;
    invitations::actions::take_back_of(tx, by, id, Some(role))?;
    let about = noted(&agent).and(Fact::From, agent.role.name().to_lowercase());
    audit::actions::note(tx, by, Kind::RoleChanged, &about.and(Fact::To, role.name().to_lowercase()))?;
    tx.emit(&by.actor, &Event::AgentRoleChanged { agent_id: id })?;
    tx.emit(&by.actor, &Event::AgentChanged { agent_id: id })?;
    Ok(())
}

/// Switches somebody else off: their sessions, connections and invitations end. They keep their name in history. Where
/// they are off already, nothing changes.
///
/// # Errors
/// As [`change_role`].
pub fn deactivate(tx: &mut Tx<'_>, by: &By, id: AgentId) -> Result<()> {
    let agent = touchable(tx, &by.actor, id)?;
    may_deactivate(&by.actor, &agent)?;
    if !agent.is_active {
        return Ok(());
    }
    not_last_owner(tx, &agent)?;
    store::set_deactivated(tx, id, Some(tx.now()))?;
    invitations::actions::take_back_of(tx, by, id, None)?;
    audit::actions::note(tx, by, Kind::Deactivated, &noted(&agent))?;
    end_all_of(tx, &by.actor, id)?;
    tx.emit(&by.actor, &Event::AgentChanged { agent_id: id })?;
    Ok(())
}

/// Switches somebody else on again: they sign in as before, with their role. Where they are on, nothing changes.
///
/// # Errors
/// `Forbidden`, also for oneself; `NotFound`.
pub fn reactivate(tx: &mut Tx<'_>, by: &By, id: AgentId) -> Result<()> {
    let agent = touchable(tx, &by.actor, id)?;
    may_reactivate(&by.actor, &agent)?;
    if agent.is_active {
        return Ok(());
    }
    store::set_deactivated(tx, id, None)?;
    audit::actions::note(tx, by, Kind::Reactivated, &noted(&agent))?;
    tx.emit(&by.actor, &Event::AgentChanged { agent_id: id })?;
    Ok(())
}

/// Ends every session of somebody, and answers how many there were.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn end_sessions(tx: &mut Tx<'_>, by: &By, id: AgentId) -> Result<usize> {
    let agent = touchable(tx, &by.actor, id)?;
    let count = end_all_of(tx, &by.actor, id)?;
    audit::actions::note(tx, by, Kind::SessionsEnded, &noted(&agent).and(Fact::Count, counted(count)))?;
    Ok(count)
}

/// Takes away the second factor of somebody who has lost it, and ends their sessions.
///
/// # Errors
/// `Forbidden`, also for one's own: that asks for the password, on the profile; `NotFound`.
pub fn reset_two_factor(tx: &mut Tx<'_>, by: &By, id: AgentId) -> Result<()> {
    let agent = touchable(tx, &by.actor, id)?;
    may_reset_two_factor(&by.actor, &agent)?;
    if two_factor::actions::take_away(tx, by, id)? {
        end_all_of(tx, &by.actor, id)?;
    }
    Ok(())
}

/// The person, where the actor may change people of that role.
fn touchable(tx: &Tx<'_>, actor: &Actor, id: AgentId) -> Result<Agent> {
    actor.may(Permission::ManagePeople)?;
    let agent = accounts::store::agent(tx, id)?.ok_or(Error::NotFound("person"))?;
    may_change(actor, &agent)?;
    Ok(agent)
}

fn not_last_owner(tx: &Tx<'_>, agent: &Agent) -> Result<()> {
    if agent.role != Role::Owner || !agent.is_active || store::active_owners(tx)? > 1 {
        return Ok(());
    }
    let sentence = format!("{} is the last owner. Make somebody else an owner first.", agent.name);
    Err(Error::Conflict(sentence))
}

fn noted(agent: &Agent) -> About {
    About::fact(Fact::Who, agent.name.as_str()).and(Fact::WhoId, agent.id.to_string())
}
