//! What a contact is.

use std::fmt;

use super::attributes::{AttributeChanges, Attributes};
use crate::base::{Change, FieldErrors, Result, Timestamp, ids::ContactId};

/// A person the workspace knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    /// The business's own id for this person. With one, the contact is a customer.
    pub external_id: Option<ExternalId>,
    pub profile: Profile,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What is known of a person, as the business said it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    pub name: Option<String>,
    pub email: Option<String>,
    pub username: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub avatar_url: Option<String>,
    pub attributes: Attributes,
}

/// What two people can be reached by alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    ByEmail,
    ByPhone,
}

/// Changes to a profile, field by field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProfileChanges {
    pub name: Change<String>,
    pub email: Change<String>,
    pub username: Change<String>,
    pub phone: Change<String>,
    pub address: Change<String>,
    pub avatar_url: Change<String>,
    pub attributes: AttributeChanges,
}

/// The business's own id for a person: 1 to 255 characters, and not the `0` that shops send for guests.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ExternalId(String);

/// Why text is no external id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongExternalId {
    /// `"0"` or nothing, which is what shops send for guests: all guests would become one customer.
    Guest,
    /// Too long, or with control characters.
    Form,
}

/// The longest external id, in characters.
pub const MAX_EXTERNAL_ID: usize = 255;
/// The longest name and user name, in characters: room for a long company name.
pub const MAX_NAME: usize = 200;
/// The longest phone number, in characters, with spaces and an extension.
pub const MAX_PHONE: usize = 64;
/// The longest postal address, in characters.
pub const MAX_ADDRESS: usize = 500;
/// The longest web address, in characters: what browsers and mail programs still open.
pub const MAX_URL: usize = 2_000;

impl ExternalId {
    /// Takes text as an external id, exactly as it is.
    ///
    /// # Errors
    /// [`WrongExternalId`].
    pub fn parse(text: &str) -> Result<Self, WrongExternalId> {
        if text.trim().is_empty() || text.trim() == "0" {
            return Err(WrongExternalId::Guest);
        }
        if text.chars().count() > MAX_EXTERNAL_ID || text.chars().any(char::is_control) {
            return Err(WrongExternalId::Form);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes what the database holds, which was parsed when it was stored.
    pub(super) fn from_stored(text: String) -> Self {
        Self(text)
    }
}

impl WrongExternalId {
    /// The last part of the problem type that guests get; other wrong ids have none of their own.
    pub fn kind(self) -> Option<&'static str> {
        matches!(self, Self::Guest).then_some("guest_external_id")
    }
}

impl fmt::Display for WrongExternalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guest => f.write_str(
                "“0” and an empty id are what shops send for guests; all guests would become one customer. Leave guests out.",
            ),
            Self::Form => write!(f, "Expected 1 to {MAX_EXTERNAL_ID} characters, none of them a control character."),
        }
    }
}

impl Profile {
    /// Applies changes: what is not named stays. Phone, address and picture among the attributes fill the field of
    /// that name unless the field itself was sent.
    ///
    /// # Errors
    /// `Invalid` at `/attributes` where there would be too many.
    pub fn apply(&mut self, mut changes: ProfileChanges) -> Result<()> {
        for (name, field) in
            [("phone", &mut changes.phone), ("address", &mut changes.address), ("avatar_url", &mut changes.avatar_url)]
        {
            if !field.is_sent() {
                *field = changes.attributes.take_field(name);
            }
        }
        let Self { name, email, username, phone, address, avatar_url, attributes } = self;
        for (field, change) in [
            (name, changes.name),
            (email, changes.email),
            (username, changes.username),
            (phone, changes.phone),
            (address, changes.address),
            (avatar_url, changes.avatar_url),
        ] {
            *field = change.apply(field.take());
        }
        attributes.merge(changes.attributes).map_err(|sentence| FieldErrors::one("/attributes", sentence).into())
    }
}

impl AttributeChanges {
    /// Takes one attribute out, as the change of a field that holds text.
    fn take_field(&mut self, name: &str) -> Change<String> {
        let Some(index) = self.each.iter().position(|(known, _)| known == name) else { return Change::Leave };
        match self.each.remove(index).1 {
            Some(value) => Change::Set(value.to_text().into_owned()),
            None => Change::Clear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contacts::attributes::AttributeValue;

    #[test]
    fn what_shops_send_for_guests_is_no_customer() {
        for guest in ["0", "", " ", " 0 "] {
            assert_eq!(ExternalId::parse(guest), Err(WrongExternalId::Guest), "{guest:?}");
        }
        assert_eq!(ExternalId::parse(&"ä".repeat(256)), Err(WrongExternalId::Form));
        assert_eq!(ExternalId::parse("a\nb"), Err(WrongExternalId::Form));
        assert!(ExternalId::parse(&"ä".repeat(255)).is_ok() && ExternalId::parse("00").is_ok());
    }

    #[test]
    fn attributes_fill_the_fields_that_were_not_sent() {
        let text = |text: &str| Some(AttributeValue::Text(text.to_owned()));
        let attributes = |list: &[(&str, Option<AttributeValue>)]| AttributeChanges {
            clears: false,
            each: list.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        };
        let mut profile = Profile::default();

        profile
            .apply(ProfileChanges {
                phone: Change::Set("+44 1".to_owned()),
                attributes: attributes(&[
                    ("phone", text("+44 2")),
                    ("address", text("12 King St")),
                    ("plan", text("Gold")),
                ]),
                ..ProfileChanges::default()
            })
            .unwrap();
        assert_eq!((profile.phone.as_deref(), profile.address.as_deref()), (Some("+44 1"), Some("12 King St")));

        profile
            .apply(ProfileChanges { attributes: attributes(&[("address", None)]), ..ProfileChanges::default() })
            .unwrap();
        assert_eq!(profile.address, None);
        assert_eq!(profile.attributes.to_stored(), r#"{"phone":"+44 2","plan":"Gold"}"#);
    }
}
