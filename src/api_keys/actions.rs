//! Making, changing and revoking keys.

use super::{
    model::{ApiKey, KeyText, NewApiKey},
    store, views,
};
use crate::{
    base::{Actor, Error, Permission, Result, Secret, ids::ApiKeyId},
    db::Tx,
    events::Event,
};

/// The most keys that may be valid at a time.
const MAX_VALID: u32 = views::MAX_LISTED;

/// Makes a key and answers it with its text, which is never shown again.
///
/// # Errors
/// `Forbidden` unless the actor manages the workspace; `Invalid`; `Conflict` where there are a hundred valid ones.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, new: NewApiKey) -> Result<(ApiKey, Secret<String>)> {
    actor.may(Permission::Manage)?;
    let new = new.checked(tx.now())?;
    one_more_fits(tx)?;
    let text = KeyText::make(tx.random());
    let created_by = match actor {
        Actor::Agent { id, .. } => Some(*id),
        _ => None,
    };
    let key = ApiKey {
        id: tx.new_id(),
        public_part: text.public_part.clone(),
        name: new.name,
        scopes: new.scopes,
        created_by,
        created_at: tx.now(),
        expires_at: new.expires_at,
        last_used_at: None,
        last_used_from: None,
        revoked_at: None,
    };
    store::insert(tx, &key, &text.hash())?;
    tx.emit(actor, &Event::ApiKeyMade { api_key_id: key.id })?;
    Ok((key, text.text))
}

/// Gives a key another name, other scopes or another end. Where nothing differs, nothing happens.
///
/// # Errors
/// `Forbidden` unless the actor manages the workspace; `NotFound`; `Invalid`; `Conflict` where the key is revoked, or
/// where an expired one would be valid again beside a hundred others.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, id: ApiKeyId, wanted: NewApiKey) -> Result<()> {
    actor.may(Permission::Manage)?;
    let key = views::by_id(tx, id)?.ok_or(Error::NotFound("key"))?;
    key.may_change()?;
    let wanted = wanted.checked(tx.now())?;
    if (&key.name, &key.scopes, key.expires_at) == (&wanted.name, &wanted.scopes, wanted.expires_at) {
        return Ok(());
    }
    if !key.is_valid(tx.now()) {
        one_more_fits(tx)?;
    }
    store::change(tx, id, &wanted)?;
    tx.emit(actor, &Event::ApiKeyChanged { api_key_id: id })?;
    Ok(())
}

/// Ends a key for good. Revoking it again changes nothing.
///
/// # Errors
/// `Forbidden` unless the actor manages the workspace; `NotFound`.
pub fn revoke(tx: &mut Tx<'_>, actor: &Actor, id: ApiKeyId) -> Result<()> {
    actor.may(Permission::Manage)?;
    if store::revoke(tx, id)? {
        tx.emit(actor, &Event::ApiKeyRevoked { api_key_id: id })?;
        return Ok(());
    }
    if views::by_id(tx, id)?.is_some() { Ok(()) } else { Err(Error::NotFound("key")) }
}

fn one_more_fits(tx: &Tx<'_>) -> Result<()> {
    if views::count_valid(tx, tx.now())? < MAX_VALID {
        return Ok(());
    }
    Err(Error::Conflict(format!("There are {MAX_VALID} valid keys already. Revoke one that is not used any more.")))
}
