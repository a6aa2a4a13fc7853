//! A new password for somebody who is locked out.

use crate::{
    accounts::{Agent, EmailAddress, store},
    base::{Actor, Error, Permission, Result, Secret},
    db::Tx,
    events::Event,
};

/// Sets a password and ends every session of the account, so that whoever held one is out.
///
/// # Errors
/// `Forbidden`; `NotFound` where no account has this address.
pub fn reset_password(
    tx: &mut Tx<'_>,
    actor: &Actor,
    email: &EmailAddress,
    password_hash: &Secret<String>,
) -> Result<Agent> {
    actor.may(Permission::ManagePeople)?;
    let (agent, _) = store::credentials(tx, email.as_str())?.ok_or(Error::NotFound("account"))?;
    store::set_password(tx, agent.id, password_hash)?;
    store::delete_sessions_of(tx, agent.id)?;
    tx.emit(actor, &Event::AgentSessionsEnded { agent_id: agent.id, session: None })?;
    Ok(agent)
}
