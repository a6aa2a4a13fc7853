//! Contacts by the thousand, without an event for each.

use super::{
    actions::Effect,
    model::{Contact, ExternalId, Profile, ProfileChanges},
    store, views,
};
use crate::{
    base::{Change, Result},
    db::Tx,
};

/// Creates or updates the customer `external_id`; or, without one, the contact that has none and the e-mail address
/// among the changes. Asks for no permission and tells nobody: whoever calls this does both, once for all.
///
/// # Errors
/// `Invalid` at `/attributes` where there would be too many.
pub fn put(tx: &mut Tx<'_>, external_id: Option<ExternalId>, changes: ProfileChanges) -> Result<Effect> {
    let known = match (&external_id, &changes.email) {
        (Some(id), _) => views::by_external_id(tx, id)?,
        (None, Change::Set(email)) => store::without_id_by_email(tx, email)?,
        (None, _) => None,
    };
    let Some(contact) = known else {
        let mut profile = Profile::default();
        profile.apply(changes)?;
        let contact = Contact { id: tx.new_id(), external_id, profile, created_at: tx.now(), updated_at: tx.now() };
        store::insert(tx, &contact)?;
        return Ok(Effect::Created);
    };
    let mut profile = contact.profile.clone();
    profile.apply(changes)?;
    if profile == contact.profile {
        return Ok(Effect::Unchanged);
    }
    store::update_profile(tx, contact.id, &profile)?;
    Ok(Effect::Updated)
}
