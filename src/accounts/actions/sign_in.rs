//! Beginning a session.

use crate::{
    accounts::{Agent, SessionHash, password_check::Proved, store},
    base::{Error, Result, Secret, ids::AgentId},
    db::Tx,
    events::Event,
};

/// A proof of who somebody is, and the session that the browser held before.
pub struct SignIn {
    pub proved: Proved,
    pub former: Option<SessionHash>,
}

/// Begins a session for somebody who proved who they are, and answers its token. The browser's former session ends:
/// a token that was known before the sign-in opens nothing after it.
///
/// # Errors
/// `Forbidden` where the password was changed or the account switched off since the proof.
pub fn sign_in(tx: &mut Tx<'_>, sign_in: &SignIn) -> Result<Secret<String>> {
    let Proved { agent, stored, renewed } = &sign_in.proved;
    let still_stands = store::credentials(tx, &agent.email)?
        .is_some_and(|(now, hash)| now.id == agent.id && now.is_active && hash.reveal() == stored.reveal());
    if !still_stands {
        return Err(Error::Forbidden("This account was changed a moment ago. Sign in again.".to_owned()));
    }
    if let Some(renewed) = renewed {
        store::set_password(tx, agent.id, renewed)?;
    }
    if let Some(former) = sign_in.former {
        end(tx, agent, former)?;
    }
    start_session(tx, agent)
}

/// Begins a session and answers its token. The caller vouches for who it is for.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn start_session(tx: &mut Tx<'_>, agent: &Agent) -> Result<Secret<String>> {
    let token = tx.random().token();
    store::insert_session(tx, SessionHash::of(&token), agent.id, tx.now())?;
    tx.emit(&agent.actor(), &Event::AgentSignedIn { agent_id: agent.id })?;
    Ok(Secret::new(token))
}

fn end(tx: &mut Tx<'_>, agent: &Agent, former: SessionHash) -> Result<()> {
    let owner: Option<AgentId> = store::delete_session(tx, former)?;
    if let Some(agent_id) = owner {
        tx.emit(&agent.actor(), &Event::AgentSessionsEnded { agent_id, session: Some(former.to_hex()) })?;
    }
    Ok(())
}
