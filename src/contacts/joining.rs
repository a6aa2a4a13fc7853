//! What becomes of two profiles when two contacts turn out to be one person.

use super::{
    attributes::{AttributeChanges, MAX_COUNT},
    history,
    model::{Contact, Profile},
    notes, store,
    views::{self, Blocked},
};
use crate::{
    base::{Actor, Result},
    db::Tx,
    events::Event,
};

/// The most lines of a history that go along.
pub const MOST_CHANGES: u32 = 1_000;

/// Moves what agents wrote about a contact that goes to the one that stays: notes, history, and what fills gaps of the
/// profile. Asks for no permission and tells nobody.
///
/// # Errors
/// `Internal` only.
pub fn join(tx: &Tx<'_>, goes: &Contact, stays: &Contact) -> Result<()> {
    let profile = filled(&stays.profile, &goes.profile);
    if profile != stays.profile {
        store::update_profile(tx, stays, &profile)?;
    }
    notes::actions::reassign(tx, goes.id, stays.id)?;
    history::reassign(tx, goes.id, stays.id, MOST_CHANGES)?;
    Ok(())
}

/// Keeps whoever was blocked blocked as the one that they turn out to be, and answers the block where that is a change: the
/// line of it stands in the history of the one that goes. A block that is there already stays as it is.
///
/// # Errors
/// `Internal` only.
pub fn carry_block(tx: &mut Tx<'_>, goes: &Contact, stays: &Contact) -> Result<Option<Blocked>> {
    let Some(blocked) = views::blocked(tx, goes.id)? else { return Ok(None) };
    if views::blocked(tx, stays.id)?.is_some() {
        return Ok(None);
    }
    store::set_blocked(tx, stays.id, Some((blocked.at, blocked.by)))?;
    tx.emit(&Actor::System, &Event::ContactBlocked { contact_id: stays.id, is_blocked: true })?;
    Ok(Some(blocked))
}

/// A profile whose gaps are filled from another one: what it holds itself always wins. Attributes that would be too many
/// are left out, by alphabet.
pub fn filled(stays: &Profile, goes: &Profile) -> Profile {
    let field = |own: &Option<String>, other: &Option<String>| own.clone().or_else(|| other.clone());
    let mut attributes = stays.attributes.clone();
    let room = MAX_COUNT.saturating_sub(attributes.iter().count());
    let missing = goes.attributes.iter().filter(|(name, _)| stays.attributes.get(name).is_none()).take(room);
    let each = missing.map(|(name, value)| (name.to_owned(), Some(value.clone()))).collect();
    // Cannot fail: no more are added than there is room for.
    let _ = attributes.merge(AttributeChanges { clears: false, each });
    Profile {
        name: field(&stays.name, &goes.name),
        email: field(&stays.email, &goes.email),
        username: field(&stays.username, &goes.username),
        phone: field(&stays.phone, &goes.phone),
        address: field(&stays.address, &goes.address),
        avatar_url: field(&stays.avatar_url, &goes.avatar_url),
        attributes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contacts::attributes::AttributeValue;

    fn profile(name: Option<&str>, email: Option<&str>, attributes: &[(&str, &str)]) -> Profile {
        let mut profile = Profile { name: name.map(Into::into), email: email.map(Into::into), ..Profile::default() };
        let value = |value: &str| Some(AttributeValue::Text(value.to_owned()));
        let each = attributes.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect();
        profile.attributes.merge(AttributeChanges { clears: false, each }).unwrap();
        profile
    }

    #[test]
    fn gaps_are_filled_and_what_stands_stays() {
        let stays = profile(Some("Ana"), None, &[("plan", "Gold")]);
        let goes = profile(Some("Visitor"), Some("ana@fern.example"), &[("plan", "Free"), ("seats", "3")]);

        let merged = filled(&stays, &goes);

        assert_eq!(merged, profile(Some("Ana"), Some("ana@fern.example"), &[("plan", "Gold"), ("seats", "3")]));
    }

    #[test]
    fn there_are_never_more_attributes_than_there_may_be() {
        let names: Vec<_> = (0..60).map(|n| format!("a{n:02}")).collect();
        let others: Vec<_> = (0..60).map(|n| format!("b{n:02}")).collect();
        let with =
            |names: &[String]| profile(None, None, &names.iter().map(|name| (name.as_str(), "x")).collect::<Vec<_>>());

        let merged = filled(&with(&names), &with(&others));

        assert_eq!(merged.attributes.iter().count(), MAX_COUNT);
        assert!(merged.attributes.get("b39").is_some() && merged.attributes.get("b40").is_none());
    }
}
