//! Beginning a session.

use crate::{
    accounts::{Agent, Device, SessionHash, password_check::Proved, store, two_factor},
    audit::{self, About, By, Fact, Kind},
    base::{Error, Result, Secret},
    db::Tx,
    events::Event,
};

/// A proof of who somebody is, the browser, and the session that it held before.
pub struct SignIn {
    pub proved: Proved,
    pub former: Option<SessionHash>,
    pub device: Device,
}

/// What a right password gives.
#[derive(Debug)]
pub enum SignedInto {
    /// A session; its token.
    Whole(Secret<String>),
    /// The right to type a code of the second factor; its token.
    Half(Secret<String>),
}

/// Begins a session for somebody who proved who they are, or asks for the second factor where there is one. The
/// browser's former session ends: a token that was known before the sign-in opens nothing after it.
///
/// # Errors
/// `Forbidden` where the password was changed or the account switched off since the proof.
pub fn sign_in(tx: &mut Tx<'_>, sign_in: &SignIn) -> Result<SignedInto> {
    let Proved { agent, renewed, .. } = &sign_in.proved;
    still_stands(tx, &sign_in.proved)?;
    if let Some(renewed) = renewed {
        store::set_password(tx, agent.id, renewed)?;
    }
    if two_factor::actions::is_asked_of(tx, agent.id)? {
        return two_factor::actions::begin_half(tx, agent).map(SignedInto::Half);
    }
    if let Some(former) = sign_in.former {
        sign_out_for(tx, agent, former)?;
    }
    start_session_on(tx, agent, &sign_in.device, "").map(SignedInto::Whole)
}

/// Asks whether what was proved a moment ago still holds.
///
/// # Errors
/// `Forbidden` where the password was changed or the account switched off since.
pub fn still_stands(tx: &Tx<'_>, proved: &Proved) -> Result<()> {
    let stands = store::credentials(tx, &proved.agent.email)?.is_some_and(|(now, hash)| {
        now.id == proved.agent.id && now.is_active && hash.reveal() == proved.stored.reveal()
    });
    if stands {
        return Ok(());
    }
    Err(Error::Forbidden("This account was changed a moment ago. Sign in again.".to_owned()))
}

/// Begins a session and answers its token. The caller vouches for who it is for.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn start_session(tx: &mut Tx<'_>, agent: &Agent) -> Result<Secret<String>> {
    start_session_on(tx, agent, &Device::unknown(), "")
}

/// The same on a browser that is known. `how` ends the sentence "signed in" of the audit log.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn start_session_on(tx: &mut Tx<'_>, agent: &Agent, device: &Device, how: &str) -> Result<Secret<String>> {
    let token = tx.random().token();
    store::insert_session(tx, SessionHash::of(&token), agent.id, (tx.new_id(), device, tx.now()))?;
    tx.emit(&agent.actor(), &Event::AgentSignedIn { agent_id: agent.id })?;
    let by = By { actor: agent.actor(), address: device.address };
    audit::actions::note(tx, &by, Kind::SignedIn, &About::fact(Fact::How, how))?;
    Ok(Secret::new(token))
}

/// Ends the session that a browser held before it signed in as `agent`.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn sign_out_for(tx: &mut Tx<'_>, agent: &Agent, former: SessionHash) -> Result<()> {
    if let Some(agent_id) = store::delete_session(tx, former)? {
        tx.emit(&agent.actor(), &Event::AgentSessionsEnded { agent_id, session: Some(former.to_hex()) })?;
    }
    Ok(())
}

/// Notes a sign-in with a wrong password, for an address that has an account or for one that nobody has. What was typed
/// is not kept: people type passwords into the wrong field.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn note_failed(tx: &Tx<'_>, email: &str, device: &Device) -> Result<()> {
    let found = store::credentials(tx, email)?;
    let (email, how) = match &found {
        Some((agent, _)) if agent.is_active => (agent.email.as_str(), "the password was wrong"),
        Some((agent, _)) => (agent.email.as_str(), "the account is deactivated"),
        None => ("somebody", "nobody here has that e-mail address"),
    };
    let by = By { actor: crate::base::Actor::System, address: device.address };
    let about = About::fact(Fact::Email, email).and(Fact::How, how);
    audit::actions::note_bounded(tx, &by, Kind::SignInFailed, &about)
}
