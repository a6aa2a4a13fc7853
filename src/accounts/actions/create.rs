//! Making an account.

use crate::{
    accounts::{Agent, AgentName, EmailAddress, store},
    base::{Actor, Permission, Result, Role, Secret},
    db::Tx,
};

/// Somebody who is to sign in.
pub struct NewAgent {
    pub email: EmailAddress,
    pub name: AgentName,
    pub role: Role,
    pub password_hash: Secret<String>,
}

/// Makes an account.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/email` where the address is taken.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, new: &NewAgent) -> Result<Agent> {
    actor.may(Permission::ManagePeople)?;
    let agent = Agent {
        id: tx.new_id(),
        email: new.email.as_str().to_owned(),
        name: new.name.as_str().to_owned(),
        role: new.role,
        is_active: true,
        picture_id: None,
    };
    store::insert_agent(tx, &agent, &new.password_hash, tx.now())?;
    Ok(agent)
}
