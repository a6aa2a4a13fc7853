//! Making contacts and saying who they are.

use super::{
    model::{Contact, ExternalId, Profile, ProfileChanges},
    store, views,
};
use crate::{
    base::{Actor, Permission, Result, Scope, ids::ContactId},
    db::Tx,
    events::Event,
};

/// What identifying somebody came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identified {
    pub id: ContactId,
    pub effect: Effect,
}

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Created,
    Updated,
    /// Everything was as it should be; nothing was written.
    Unchanged,
}

/// Creates or updates the customer `external_id`. Repeating it changes nothing.
///
/// # Errors
/// `Forbidden` without the scope `identify`; `Invalid` where there would be too many attributes.
pub fn identify(
    tx: &mut Tx<'_>,
    actor: &Actor,
    external_id: &ExternalId,
    changes: ProfileChanges,
) -> Result<Identified> {
    actor.may(Permission::Scope(Scope::Identify))?;
    if let Some(contact) = views::by_external_id(tx, external_id)? {
        let effect = change(tx, actor, &contact, changes)?;
        return Ok(Identified { id: contact.id, effect });
    }
    let mut profile = Profile::default();
    profile.apply(changes)?;
    let id = create(tx, actor, Some(external_id.clone()), profile)?;
    Ok(Identified { id, effect: Effect::Created })
}

/// The customer `external_id`, made where there is none yet; whether it was made. Asks for no permission: what the
/// customer is needed for was permitted.
///
/// # Errors
/// `Internal` where it cannot be stored.
pub fn find_or_create_customer(tx: &mut Tx<'_>, actor: &Actor, external_id: &ExternalId) -> Result<(ContactId, bool)> {
    if let Some(id) = store::id_of_customer(tx, external_id)? {
        return Ok((id, false));
    }
    Ok((create(tx, actor, Some(external_id.clone()), Profile::default())?, true))
}

/// A contact of whom nothing is known yet.
///
/// # Errors
/// `Internal` where it cannot be stored.
pub fn create_anonymous(tx: &mut Tx<'_>, actor: &Actor) -> Result<ContactId> {
    create(tx, actor, None, Profile::default())
}

/// Forgets a contact of whom nothing was known and whose conversations were moved to the customer it turned out to be.
///
/// # Errors
/// `Internal` where it cannot be stored.
pub fn discard_anonymous(tx: &mut Tx<'_>, id: ContactId) -> Result<()> {
    store::delete_anonymous(tx, id)
}

/// Forgets a person, of whom nothing else may be left; everybody is told.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &mut Tx<'_>, actor: &Actor, id: ContactId) -> Result<()> {
    store::delete(tx, id)?;
    tx.emit(actor, &Event::ContactErased { contact_id: id })?;
    Ok(())
}

fn change(tx: &mut Tx<'_>, actor: &Actor, contact: &Contact, changes: ProfileChanges) -> Result<Effect> {
    let mut profile = contact.profile.clone();
    profile.apply(changes)?;
    if profile == contact.profile {
        return Ok(Effect::Unchanged);
    }
    store::update_profile(tx, contact.id, &profile)?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact.id })?;
    Ok(Effect::Updated)
}

fn create(tx: &mut Tx<'_>, actor: &Actor, external_id: Option<ExternalId>, profile: Profile) -> Result<ContactId> {
    let contact = Contact { id: tx.new_id(), external_id, profile, created_at: tx.now(), updated_at: tx.now() };
    store::insert(tx, &contact)?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact.id })?;
    Ok(contact.id)
}
