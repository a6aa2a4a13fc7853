//! The name that colleagues and customers read.

use crate::{
    accounts::{AgentName, store},
    base::{Actor, Error, Permission, Result},
    db::Tx,
    events::Event,
};

/// Gives whoever acts another name. The same name again changes nothing.
///
/// # Errors
/// `Forbidden` for who is no agent.
pub fn rename(tx: &mut Tx<'_>, actor: &Actor, name: &AgentName) -> Result<()> {
    actor.may(Permission::Read)?;
    let Actor::Agent { id, .. } = actor else {
        return Err(Error::Forbidden("Only somebody who is signed in has a name. Sign in first.".to_owned()));
    };
    store::set_name(tx, *id, name.as_str())?;
    tx.emit(actor, &Event::AgentChanged { agent_id: *id })?;
    Ok(())
}
