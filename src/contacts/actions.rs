//! Making contacts and saying who they are.

use super::{
    history::{self, By, Changed},
    model::{Contact, ExternalId, Profile, ProfileChanges},
    store, views,
};
use crate::{
    base::{Actor, FieldErrors, Permission, Result, Scope, Timestamp, ids::*},
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

/// What an edit by hand came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    Done(Effect),
    /// Fields that it would change were changed meanwhile, each with a sentence that says what it is now.
    Stale(FieldErrors),
}

/// Changes a profile by hand, as it was at `version`. What the business's server says later replaces it again.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` where there would be too many attributes.
pub fn edit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ContactId,
    (changes, version): (ProfileChanges, Option<Timestamp>),
) -> Result<Edited> {
    actor.may(Permission::EditContacts)?;
    let contact = views::existing(tx, id)?;
    if let Some(version) = version.filter(|version| *version != contact.updated_at) {
        let mut profile = contact.profile.clone();
        profile.apply(changes.clone())?;
        let wanted = history::differences(&contact.profile, &profile);
        let stale = stale(tx, &contact, (&wanted, version))?;
        if !stale.is_empty() {
            return Ok(Edited::Stale(stale));
        }
    }
    change(tx, actor, &contact, changes).map(Edited::Done)
}

/// Which of the wanted changes are of fields that were changed since `version`.
fn stale(tx: &Tx<'_>, contact: &Contact, (wanted, version): (&[Changed], Timestamp)) -> Result<FieldErrors> {
    let mut stale = FieldErrors::new();
    let meanwhile = history::views::since(tx, contact.id, version)?;
    for wanted in wanted {
        let Some(change) = meanwhile.iter().find(|change| change.field == wanted.field) else { continue };
        let pointer = match wanted.field.strip_prefix("attributes.") {
            Some(name) => format!("/attributes/{}", name.replace('~', "~0").replace('/', "~1")),
            None => format!("/{}", wanted.field),
        };
        let by = match (&change.by, change.origin) {
            (Some(name), _) => name.as_str(),
            (None, history::views::Origin::Import) => "An import",
            (None, history::views::Origin::Token) => "Your website",
            (None, _) => "Somebody",
        };
        let sentence = match &wanted.before {
            Some(now) => format!("{by} has changed this meanwhile: it is “{now}” now. Save again to replace that."),
            None => format!("{by} has removed this meanwhile. Save again to set it all the same."),
        };
        stale.add(pointer, sentence);
    }
    Ok(stale)
}

/// Keeps a person from writing, or allows it again. Answers whether that is a change.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn set_blocked(tx: &mut Tx<'_>, actor: &Actor, id: ContactId, is_blocked: bool) -> Result<bool> {
    actor.may(Permission::EditContacts)?;
    views::existing(tx, id)?;
    let by = if let Actor::Agent { id, .. } = actor { Some(*id) } else { None };
    let is_change = store::set_blocked(tx, id, is_blocked.then(|| (tx.now(), by)))?;
    if is_change {
        note(tx, actor, id, ("blocked", is_blocked.then(|| "yes".to_owned())))?;
        tx.emit(actor, &Event::ContactBlocked { contact_id: id, is_blocked })?;
    }
    Ok(is_change)
}

/// Notes in a contact's history what was done to it as a whole: `what` and with whom.
///
/// # Errors
/// `Internal` only.
pub fn note(tx: &Tx<'_>, actor: &Actor, id: ContactId, (what, after): (&str, Option<String>)) -> Result<()> {
    let changed = Changed { field: what.to_owned(), before: None, after };
    history::note(tx, By::Actor(actor), id, (&[changed], tx.now()))
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

/// Notes that a person is being erased, which takes more than one transaction.
///
/// # Errors
/// `Internal` only.
pub fn begin_erasing(tx: &Tx<'_>, id: ContactId) -> Result<()> {
    store::set_erasing(tx, id)
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
    put_profile(tx, actor, contact, &profile)?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact.id })?;
    Ok(Effect::Updated)
}

/// Gives a contact another profile, and notes what differs. Asks for no permission and tells nobody.
///
/// # Errors
/// `Internal` only.
pub fn put_profile(tx: &Tx<'_>, actor: &Actor, contact: &Contact, profile: &Profile) -> Result<()> {
    let at = store::update_profile(tx, contact, profile)?;
    history::note_profile(tx, By::Actor(actor), contact, (profile, at))
}

/// Puts a contact back as it was, which must be gone, with its block. Asks for no permission and tells nobody.
///
/// # Errors
/// `Internal` only.
pub fn restore(tx: &Tx<'_>, contact: &Contact, blocked: Option<(Timestamp, Option<AgentId>)>) -> Result<()> {
    store::insert(tx, contact)?;
    store::set_blocked(tx, contact.id, blocked)?;
    Ok(())
}

/// Sets or lifts a block without a word to anybody: for contacts that are merged.
///
/// # Errors
/// `Internal` only.
pub fn put_block(tx: &Tx<'_>, id: ContactId, blocked: Option<(Timestamp, Option<AgentId>)>) -> Result<bool> {
    store::set_blocked(tx, id, blocked)
}

fn create(tx: &mut Tx<'_>, actor: &Actor, external_id: Option<ExternalId>, profile: Profile) -> Result<ContactId> {
    let contact = Contact { id: tx.new_id(), external_id, profile, created_at: tx.now(), updated_at: tx.now() };
    store::insert(tx, &contact)?;
    tx.emit(actor, &Event::ContactChanged { contact_id: contact.id })?;
    Ok(contact.id)
}
