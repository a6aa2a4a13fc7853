//! Keeping sessions in order, and ending them.

use super::still_stands;
use crate::{
    accounts::{Device, SessionHash, password_check::Proved, store},
    audit::{self, About, By, Fact, Kind},
    base::{
        Actor, Error, Permission, Result,
        ids::{AgentId, SessionId},
    },
    db::Tx,
    events::Event,
};

/// Notes that a session was used just now, and from where.
///
/// # Errors
/// `Internal` where it cannot be written; the session is good all the same.
pub fn note_use(tx: &mut Tx<'_>, session: SessionHash, device: &Device) -> Result<()> {
    store::touch_session(tx, session, (tx.new_id(), device, tx.now()))
}

/// Notes that whoever holds a session has just proved again who they are.
///
/// # Errors
/// `Forbidden` where the account was changed since the proof, or the session has ended.
pub fn note_proof(tx: &Tx<'_>, session: SessionHash, proved: &Proved) -> Result<()> {
    still_stands(tx, proved)?;
    if store::set_proved(tx, session, (proved.agent.id, tx.now()))? {
        return Ok(());
    }
    Err(Error::Forbidden("This session has ended meanwhile. Sign in again.".to_owned()))
}

/// Forgets up to `limit` sessions that ended by themselves, and answers how many. For housekeeping.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn forget_ended(tx: &mut Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_ended(tx, tx.now(), limit)
}

/// Ends one session of whoever acts.
///
/// # Errors
/// `NotFound` where it is none of theirs, or has ended.
pub fn end_own(tx: &mut Tx<'_>, by: &By, id: SessionId) -> Result<()> {
    let agent = own(by)?;
    let hash = store::session_of(tx, agent, id)?.ok_or(Error::NotFound("session"))?;
    end(tx, by, (agent, vec![hash]))
}

/// Ends all sessions of whoever acts but one, and answers how many.
///
/// # Errors
/// `Forbidden` for who is no agent.
pub fn end_others(tx: &mut Tx<'_>, by: &By, keep: SessionHash) -> Result<usize> {
    let agent = own(by)?;
    let others: Vec<_> = store::sessions_of(tx, agent)?.into_iter().filter(|hash| *hash != keep).collect();
    let count = others.len();
    if count > 0 {
        end(tx, by, (agent, others))?;
    }
    Ok(count)
}

/// Ends every session of an agent, also half ones, and everything that hangs on them. The caller has asked whether it
/// may.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn end_all_of(tx: &mut Tx<'_>, actor: &Actor, agent_id: AgentId) -> Result<usize> {
    let count = store::delete_sessions_of(tx, agent_id)?;
    crate::accounts::two_factor::actions::end_halves(tx, agent_id)?;
    tx.emit(actor, &Event::AgentSessionsEnded { agent_id, session: None })?;
    Ok(count)
}

/// How many sessions, in words.
pub fn counted(count: usize) -> String {
    if count == 1 { "one session".to_owned() } else { format!("{count} sessions") }
}

fn end(tx: &mut Tx<'_>, by: &By, (agent_id, hashes): (AgentId, Vec<SessionHash>)) -> Result<()> {
    let who = store::agent(tx, agent_id)?.map(|agent| agent.name).unwrap_or_default();
    let about = About::fact(Fact::Count, counted(hashes.len())).and(Fact::Who, who);
    audit::actions::note(tx, by, Kind::SessionsEnded, &about.and(Fact::WhoId, agent_id.to_string()))?;
    for hash in hashes {
        store::delete_session(tx, hash)?;
        tx.emit(&by.actor, &Event::AgentSessionsEnded { agent_id, session: Some(hash.to_hex()) })?;
    }
    Ok(())
}

fn own(by: &By) -> Result<AgentId> {
    by.actor.may(Permission::Read)?;
    match by.actor {
        Actor::Agent { id, .. } => Ok(id),
        _ => Err(Error::Forbidden("Only somebody who is signed in has sessions. Sign in first.".to_owned())),
    }
}
