//! What can be done to the workspace.

use super::{
    Workspace, WorkspaceName,
    model::{FormerIdentity, RECORD_KINDS, checked_proof_days},
    profile::NewProfile,
    store,
};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, Timestamp},
    db::Tx,
    events::Event,
};

/// Where a workspace begins; all can be changed later.
const FIRST_TIME_ZONE: &str = "UTC";
const FIRST_CURRENCY: &str = "EUR";
const FIRST_LANGUAGE: &str = "en";
/// How long a proof of identity holds at first, in days.
pub const FIRST_PROOF_DAYS: i64 = 7;

/// Makes the workspace. Whoever calls this announces the claim, in the same transaction.
///
/// # Errors
/// `Conflict` where there is one already.
pub fn found(tx: &mut Tx<'_>, actor: &Actor, name: &WorkspaceName, setup_address: &str) -> Result<Workspace> {
    actor.may(Permission::Manage)?;
    if store::workspace(tx)?.is_some() {
        return Err(Error::Conflict(
            "This Deskbell is set up already. Sign in, or ask its administrator for an account.".to_owned(),
        ));
    }
    let workspace = Workspace {
        name: name.as_str().to_owned(),
        time_zone: FIRST_TIME_ZONE.to_owned(),
        currency: FIRST_CURRENCY.to_owned(),
        language: FIRST_LANGUAGE.to_owned(),
        public_url: None,
        setup_address: setup_address.to_owned(),
        identity_salt: tx.random().token(),
        identity_rotated_at: None,
        former_identity: None,
        requires_proof: false,
        proof_days: FIRST_PROOF_DAYS,
        hidden_kinds: Vec::new(),
        created_at: tx.now(),
    };
    store::insert(tx, &workspace)?;
    Ok(workspace)
}

/// Gives the workspace another name, address, language, time zone or currency. `seen` is its
/// [`Workspace::profile_edition`] when somebody began to change it.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name`, `/public_url`, `/language`, `/time_zone` and `/currency`; `Conflict` where it is
/// not as it was seen.
pub fn change_profile(tx: &mut Tx<'_>, actor: &Actor, seen: &str, wanted: NewProfile) -> Result<()> {
    let workspace = manageable(tx, actor)?;
    let wanted = wanted.checked()?;
    if NewProfile::of(&workspace) == wanted {
        return Ok(());
    }
    if workspace.profile_edition() != seen {
        let sentence =
            "Somebody else has changed the workspace while you did. Look at what is different and save again.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    store::set_profile(tx, &wanted)?;
    announce(tx, actor)
}

/// Puts a fresh identity secret in the place of the present one, which stays valid beside it: until `ends_at`, or
/// without one until somebody ends it.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/ends_at` where that is over already; `Conflict` while the secret before is still valid:
/// there are never three.
pub fn rotate_identity_secret(tx: &mut Tx<'_>, actor: &Actor, ends_at: Option<Timestamp>) -> Result<()> {
    let workspace = manageable(tx, actor)?;
    if ends_at.is_some_and(|ends_at| ends_at <= tx.now()) {
        return Err(FieldErrors::one("/ends_at", "Choose a time in the future for the present secret to end.").into());
    }
    if workspace.former_identity.as_ref().is_some_and(|former| former.is_valid(tx.now())) {
        let sentence = "The secret before the present one is still valid, and there are never three. \
                        End it first, when none of your servers uses it any more.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let former = FormerIdentity { salt: workspace.identity_salt, ends_at };
    store::rotate(tx, &tx.random().token(), &former)?;
    announce(tx, actor)
}

/// Ends the secret before the present one at once. Where there is none, nothing changes.
///
/// # Errors
/// `Forbidden`.
pub fn end_former_secret(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    if manageable(tx, actor)?.former_identity.is_none() {
        return Ok(());
    }
    store::end_former(tx)?;
    announce(tx, actor)
}

/// Says whether a `user_id` without proof is refused.
///
/// # Errors
/// `Forbidden`.
pub fn set_requires_proof(tx: &mut Tx<'_>, actor: &Actor, requires_proof: bool) -> Result<()> {
    if manageable(tx, actor)?.requires_proof == requires_proof {
        return Ok(());
    }
    store::set_requires_proof(tx, requires_proof)?;
    announce(tx, actor)
}

/// Says for how many days a proof of identity holds without a fresh one, 1 to 90. What is proven already keeps the
/// end it has.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/proof_days`.
pub fn set_proof_days(tx: &mut Tx<'_>, actor: &Actor, days: i64) -> Result<()> {
    let workspace = manageable(tx, actor)?;
    let days = checked_proof_days(days)?;
    if workspace.proof_days == days {
        return Ok(());
    }
    store::set_proof_days(tx, days)?;
    announce(tx, actor)
}

/// Says which kinds of records customers do not see: words as the public API spells them.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/hidden_kinds/{index}` for each word that is no kind.
pub fn set_hidden_kinds(tx: &mut Tx<'_>, actor: &Actor, kinds: Vec<String>) -> Result<()> {
    let workspace = manageable(tx, actor)?;
    let mut errors = FieldErrors::new();
    for (index, kind) in kinds.iter().enumerate().filter(|(_, kind)| !RECORD_KINDS.contains(&kind.as_str())) {
        let sentence = format!("“{kind}” is no kind of record. There are {}.", RECORD_KINDS.join(", "));
        errors.add(format!("/hidden_kinds/{index}"), sentence);
    }
    errors.or(())?;
    let known = RECORD_KINDS.iter().filter(|known| kinds.iter().any(|kind| kind == *known));
    let hidden: Vec<_> = known.map(|kind| (*kind).to_owned()).collect();
    if hidden == workspace.hidden_kinds {
        return Ok(());
    }
    store::set_hidden_kinds(tx, &hidden)?;
    announce(tx, actor)
}

/// Counts that a customer was proven with the secret before the present one, so that somebody can tell when no server
/// uses it any more. Deskbell's own doing; nobody follows it, so there is no event.
///
/// # Errors
/// `Internal` only.
pub fn note_former_use(tx: &Tx<'_>) -> Result<()> {
    store::note_former_use(tx)
}

fn manageable(tx: &Tx<'_>, actor: &Actor) -> Result<Workspace> {
    actor.may(Permission::Manage)?;
    store::workspace(tx)?.ok_or(Error::NotFound("workspace"))
}

fn announce(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    tx.emit(actor, &Event::SettingsChanged)?;
    Ok(())
}
