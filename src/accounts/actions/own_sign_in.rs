//! The e-mail address and the password with which somebody signs in, changed by themselves.

use crate::{
    accounts::{
        EmailAddress, SessionHash,
        actions::{end_others, still_stands},
        invitations,
        password_check::Proved,
        store, two_factor,
    },
    audit::{self, About, By, Fact, Kind},
    base::{FieldErrors, Result, Secret},
    db::Tx,
    events::Event,
};

/// Gives whoever has just typed their password another e-mail address. The same one again changes nothing.
///
/// # Errors
/// `Invalid` at `/email` where somebody else has it or is invited by it; `Forbidden` where the account was changed since the proof.
pub fn change_email(tx: &mut Tx<'_>, by: &By, proved: &Proved, email: &EmailAddress) -> Result<()> {
    still_stands(tx, proved)?;
    let agent = &proved.agent;
    if agent.email == email.as_str() {
        return Ok(());
    }
    if invitations::views::waits_for(tx, email.as_str(), tx.now())? {
        // It is the invited person's: with it taken, their link would open nothing.
        let sentence =
            "Somebody is invited with this address. Choose another one, or have the invitation revoked first.";
        return Err(FieldErrors::one("/email", sentence).into());
    }
    store::set_email(tx, agent.id, email.as_str())?;
    two_factor::actions::end_halves(tx, agent.id)?;
    let about = About::fact(Fact::Who, agent.name.as_str()).and(Fact::WhoId, agent.id.to_string());
    let about = about.and(Fact::From, agent.email.as_str()).and(Fact::To, email.as_str());
    audit::actions::note(tx, by, Kind::EmailChanged, &about)?;
    tx.emit(&by.actor, &Event::AgentChanged { agent_id: agent.id })?;
    Ok(())
}

/// Gives whoever has just typed their old password a new one, and ends all their sessions but one.
///
/// # Errors
/// `Forbidden` where the account was changed since the proof.
pub fn change_password(
    tx: &mut Tx<'_>,
    by: &By,
    (proved, password_hash): (&Proved, &Secret<String>),
    keep: SessionHash,
) -> Result<()> {
    still_stands(tx, proved)?;
    let agent = &proved.agent;
    store::set_password(tx, agent.id, password_hash)?;
    two_factor::actions::end_halves(tx, agent.id)?;
    let about = About::fact(Fact::Who, agent.name.as_str()).and(Fact::WhoId, agent.id.to_string());
    audit::actions::note(tx, by, Kind::PasswordChanged, &about)?;
    end_others(tx, by, keep)?;
    Ok(())
}
