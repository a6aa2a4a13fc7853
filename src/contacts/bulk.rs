//! Contacts by the thousand, without an event for each.

use super::{
    actions::Effect,
    history::{self, By},
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
    let at = store::update_profile(tx, &contact, &profile)?;
    history::note_profile(tx, By::Import, &contact, (&profile, at))?;
    Ok(Effect::Updated)
}
