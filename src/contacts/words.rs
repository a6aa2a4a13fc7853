//! The words a contact is found by.

use super::{
    attributes::AttributeValue,
    model::{Contact, ExternalId, Profile},
};
use crate::{
    base::{Result, ids::ContactId},
    db::Tx,
    search::{
        index,
        model::{Item, Kind},
    },
};

/// Tells the index of a new contact.
pub fn added(tx: &Tx<'_>, contact: &Contact) -> Result<()> {
    index::add(tx, &item(contact.id), &of(contact.external_id.as_ref(), &contact.profile))
}

/// Tells the index of a changed profile.
pub fn changed(tx: &Tx<'_>, before: &Contact, after: &Profile) -> Result<()> {
    let external_id = before.external_id.as_ref();
    index::change(tx, &item(before.id), (&of(external_id, &before.profile), &of(external_id, after)))
}

/// Tells the index that a contact goes.
pub fn removed(tx: &Tx<'_>, contact: &Contact) -> Result<()> {
    index::remove(tx, &item(contact.id), &of(contact.external_id.as_ref(), &contact.profile))
}

fn item(id: ContactId) -> Item {
    Item::new(Kind::Contact, id)
}

/// The same words as the migration told of those that were there before it.
fn of(external_id: Option<&ExternalId>, profile: &Profile) -> String {
    let Profile { name, email, username, phone, address, attributes, avatar_url: _ } = profile;
    let fields = [external_id.map(ExternalId::as_str), name.as_deref(), email.as_deref(), username.as_deref()];
    let fields = fields.into_iter().chain([phone.as_deref(), address.as_deref()]).flatten();
    let values = attributes.iter().filter_map(|(_, value)| match value {
        AttributeValue::Text(text) | AttributeValue::Number(text) => Some(text.as_str()),
        AttributeValue::Boolean(_) => None,
    });
    fields.chain(values).collect::<Vec<_>>().join(" ")
}
