//! Setting up a second factor, signing in with it, and taking it away.

use super::{
    Factor, TotpKeys, recovery,
    store::{self, Half},
};
use crate::{
    accounts::{
        Agent, Device, SessionHash,
        actions::{self, end_others},
    },
    audit::{self, About, By, Fact, Kind},
    base::{Actor, Error, FieldErrors, Permission, Result, Secret, ids::AgentId, secret, time::MINUTE},
    db::Tx,
};

/// How long a half sign-in waits for its code, in milliseconds.
const HALF_LIFE_MS: i64 = 10 * MINUTE;

/// Wrong codes that end a half sign-in.
pub const MOST_WRONG: u32 = 5;

/// A code that was typed to end a sign-in.
pub struct Second {
    /// The token of the half sign-in.
    pub half: String,
    pub code: String,
    pub device: Device,
    /// The session that the browser held before.
    pub former: Option<SessionHash>,
}

/// What came of it.
#[derive(Debug)]
pub enum Passed {
    /// A session began; its token.
    Whole(Secret<String>),
    /// Wrong, and how many more tries there are.
    Wrong(u32),
    /// The sign-in has ended: it took too long or had too many wrong codes.
    Over,
}

/// Begins a half sign-in, the only one of its agent, and answers its token.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn begin_half(tx: &Tx<'_>, agent: &Agent) -> Result<Secret<String>> {
    let token = tx.random().token();
    store::delete_halves_of(tx, agent.id)?;
    let half = Half { agent_id: agent.id, wrong_codes: 0, expires_at: tx.now().plus(HALF_LIFE_MS) };
    store::insert_half(tx, secret::fingerprint(&token), &half)?;
    Ok(Secret::new(token))
}

/// Ends a half sign-in with a code: of the app, or a recovery code.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn pass(tx: &mut Tx<'_>, keys: &TotpKeys, second: &Second) -> Result<Passed> {
    let hash = secret::fingerprint(&second.half);
    let Some(half) = store::half(tx, hash)?.filter(|half| tx.now() < half.expires_at) else { return Ok(Passed::Over) };
    let agent = crate::accounts::store::agent(tx, half.agent_id)?.filter(|agent| agent.is_active);
    let (Some(agent), Some(factor)) = (agent, confirmed(tx, half.agent_id)?) else { return Ok(Passed::Over) };
    let by = By { actor: agent.actor(), address: second.device.address };
    let Some(how) = matched(tx, (&by, keys), &factor, &second.code)? else {
        let about = About::fact(Fact::Email, agent.email).and(Fact::How, "the code of the second factor was wrong");
        audit::actions::note_bounded(tx, &by, Kind::SignInFailed, &about)?;
        let wrong = half.wrong_codes + 1;
        if wrong >= MOST_WRONG {
            store::delete_half(tx, hash)?;
            return Ok(Passed::Over);
        }
        store::count_wrong(tx, hash)?;
        return Ok(Passed::Wrong(MOST_WRONG - wrong));
    };
    store::delete_half(tx, hash)?;
    if let Some(former) = second.former {
        actions::sign_out_for(tx, &agent, former)?;
    }
    actions::start_session_on(tx, &agent, &second.device, how).map(Passed::Whole)
}

/// Forgets up to `limit` half sign-ins that have lapsed, and answers how many. For housekeeping.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn forget_lapsed(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_lapsed(tx, tx.now(), limit)
}

/// Begins to set up a second factor of whoever acts: a fresh key, which nothing asks for until it is confirmed.
///
/// # Errors
/// `Forbidden` for who is no agent; `Conflict` where there is one already.
pub fn begin(tx: &Tx<'_>, by: &By) -> Result<()> {
    let id = own(by)?;
    if confirmed(tx, id)?.is_some() {
        let sentence = "Two-factor sign-in is on already. Switch it off first to set it up with another app.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    store::set_salt(tx, id, Some(&tx.random().token()))
}

/// Gives up setting one up. One that is on stays so.
///
/// # Errors
/// `Forbidden` for who is no agent.
pub fn cancel(tx: &Tx<'_>, by: &By) -> Result<()> {
    let id = own(by)?;
    if confirmed(tx, id)?.is_none() { store::set_salt(tx, id, None) } else { Ok(()) }
}

/// Switches it on, once a code shows that the app has the key. Ends all other sessions of the agent, and answers the
/// recovery codes: this is the only time that they are known.
///
/// # Errors
/// `Invalid` at `/code`; `Conflict` where none is being set up.
pub fn confirm(
    tx: &mut Tx<'_>,
    (by, keep): (&By, SessionHash),
    keys: &TotpKeys,
    code: &str,
) -> Result<Vec<Secret<String>>> {
    let id = own(by)?;
    let factor = store::factor(tx, id)?.filter(|factor| !factor.is_confirmed);
    let factor = factor.ok_or_else(|| Error::Conflict("No app is being set up. Begin again.".to_owned()))?;
    let Some(step) = keys.of(&factor).step_of(code, tx.now(), factor.last_step) else {
        let sentence = "This is not the code that the app shows now. Check that the phone's clock is right, and type the newest one.";
        return Err(FieldErrors::one("/code", sentence).into());
    };
    store::use_step(tx, id, step)?;
    store::confirm(tx, id, tx.now())?;
    let codes = put_codes(tx, id)?;
    audit::actions::note(tx, by, Kind::TwoFactorOn, &About::nothing())?;
    end_others(tx, by, keep)?;
    Ok(codes)
}

/// Puts fresh recovery codes in the place of all before.
///
/// # Errors
/// `Conflict` where there is no second factor.
pub fn renew_codes(tx: &Tx<'_>, by: &By) -> Result<Vec<Secret<String>>> {
    let id = own(by)?;
    if confirmed(tx, id)?.is_none() {
        return Err(Error::Conflict("Two-factor sign-in is off. Switch it on to get recovery codes.".to_owned()));
    }
    let codes = put_codes(tx, id)?;
    audit::actions::note(tx, by, Kind::RecoveryCodesMade, &About::nothing())?;
    Ok(codes)
}

/// Switches it off for whoever acts, and ends all their other sessions. Where it is off, nothing changes.
///
/// # Errors
/// `Forbidden` for who is no agent.
pub fn switch_off(tx: &mut Tx<'_>, by: &By, keep: SessionHash) -> Result<()> {
    let id = own(by)?;
    if take_away(tx, by, id)? {
        end_others(tx, by, keep)?;
    }
    Ok(())
}

/// Takes the second factor from an agent, and answers whether there was one. The caller has asked whether it may.
///
/// # Errors
/// `NotFound`.
pub fn take_away(tx: &Tx<'_>, by: &By, id: AgentId) -> Result<bool> {
    let Some(factor) = store::factor(tx, id)? else { return Ok(false) };
    let agent = crate::accounts::store::agent(tx, id)?.ok_or(Error::NotFound("person"))?;
    store::set_salt(tx, id, None)?;
    store::replace_codes(tx, id, &[])?;
    store::delete_halves_of(tx, id)?;
    if factor.is_confirmed {
        let about = About::fact(Fact::Who, agent.name).and(Fact::WhoId, id.to_string());
        audit::actions::note(tx, by, Kind::TwoFactorOff, &about)?;
    }
    Ok(factor.is_confirmed)
}

/// Ends the half sign-ins of an agent.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn end_halves(tx: &Tx<'_>, id: AgentId) -> Result<()> {
    store::delete_halves_of(tx, id)
}

/// Whether signing in asks this agent for a second factor.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn is_asked_of(tx: &Tx<'_>, id: AgentId) -> Result<bool> {
    Ok(confirmed(tx, id)?.is_some())
}

fn confirmed(tx: &Tx<'_>, id: AgentId) -> Result<Option<Factor>> {
    Ok(store::factor(tx, id)?.filter(|factor| factor.is_confirmed))
}

/// By what a code fits, as the log says it; used up with it.
fn matched(tx: &Tx<'_>, (by, keys): (&By, &TotpKeys), factor: &Factor, code: &str) -> Result<Option<&'static str>> {
    if !recovery::is_like(code) {
        let Some(step) = keys.of(factor).step_of(code, tx.now(), factor.last_step) else { return Ok(None) };
        let is_fresh = store::use_step(tx, factor.agent_id, step)?;
        return Ok(is_fresh.then_some(" with a second factor"));
    }
    if !store::use_code(tx, factor.agent_id, (recovery::hash(code), tx.now()))? {
        return Ok(None);
    }
    let left = store::codes_left(tx, factor.agent_id)?;
    audit::actions::note(tx, by, Kind::RecoveryCodeUsed, &About::fact(Fact::Count, format!("{left} are left")))?;
    Ok(Some(" with a recovery code"))
}

fn put_codes(tx: &Tx<'_>, id: AgentId) -> Result<Vec<Secret<String>>> {
    let codes = recovery::fresh(tx.random());
    let hashes: Vec<_> = codes.iter().map(|code| recovery::hash(code.reveal())).collect();
    store::replace_codes(tx, id, &hashes)?;
    Ok(codes)
}

fn own(by: &By) -> Result<AgentId> {
    by.actor.may(Permission::Read)?;
    match by.actor {
        Actor::Agent { id, .. } => Ok(id),
        _ => Err(Error::Forbidden("Only somebody who is signed in has a second factor. Sign in first.".to_owned())),
    }
}
