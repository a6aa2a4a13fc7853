//! A new password for somebody who is locked out.

use crate::{
    accounts::{Agent, EmailAddress, actions::end_all_of, store, two_factor},
    audit::{self, About, By, Fact, Kind},
    base::{Actor, Error, Permission, Result, Secret},
    db::Tx,
};

/// Sets a password and ends every session of the account, so that whoever held one is out. `ends_two_factor` also takes
/// away a second factor that was lost.
///
/// # Errors
/// `Forbidden`; `NotFound` where no account has this address.
pub fn reset_password(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (email, password_hash): (&EmailAddress, &Secret<String>),
    ends_two_factor: bool,
) -> Result<Agent> {
    actor.may(Permission::ManagePeople)?;
    let (agent, _) = store::credentials(tx, email.as_str())?.ok_or(Error::NotFound("account"))?;
    let by = By { actor: actor.clone(), address: None };
    store::set_password(tx, agent.id, password_hash)?;
    let how = if ends_two_factor { " and switched off two-factor sign-in" } else { "" };
    let about = About::fact(Fact::Who, agent.name.as_str()).and(Fact::WhoId, agent.id.to_string()).and(Fact::How, how);
    audit::actions::note(tx, &by, Kind::PasswordReset, &about)?;
    if ends_two_factor {
        two_factor::actions::take_away(tx, &by, agent.id)?;
    }
    end_all_of(tx, actor, agent.id)?;
    Ok(agent)
}
