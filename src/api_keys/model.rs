//! What a key is, and its text.

use crate::base::{
    Error, FieldErrors, Random, Result, Scopes, Secret, Timestamp,
    ids::{AgentId, ApiKeyId},
    secret,
};

/// What every key begins with.
pub const PREFIX: &str = "wgk_";
/// How many characters find a key.
pub const PUBLIC_LENGTH: usize = 8;
/// How many characters prove it: 190 bits.
const SECRET_LENGTH: usize = 32;
/// The longest name, in characters.
const MAX_NAME: usize = 100;

/// A key as the console lists it. The secret part is nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// The eight characters that find it; shown so that a key in a server's configuration can be recognised.
    pub public_part: String,
    pub name: String,
    pub scopes: Scopes,
    pub created_by: Option<AgentId>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// To the minute.
    pub last_used_at: Option<Timestamp>,
    /// The address of that use, as the front door saw it.
    pub last_used_from: Option<String>,
    pub revoked_at: Option<Timestamp>,
}

/// What a key is to be: a new one, or one that is changed.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    pub name: String,
    pub scopes: Scopes,
    pub expires_at: Option<Timestamp>,
}

/// The text of a key, as it is shown once.
pub struct KeyText {
    pub public_part: String,
    pub text: Secret<String>,
}

impl ApiKey {
    /// Whether it opens anything at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.expires_at.is_none_or(|end| now < end)
    }

    /// Asks whether anything of it can still be changed. Its page asks before it asks for a password.
    ///
    /// # Errors
    /// `Conflict` where it is revoked.
    pub fn may_change(&self) -> Result<()> {
        if self.revoked_at.is_none() {
            return Ok(());
        }
        Err(Error::Conflict("This key is revoked and never works again. Make another one.".to_owned()))
    }
}

impl NewApiKey {
    /// The same with its name trimmed.
    ///
    /// # Errors
    /// `Invalid` naming each wrong field.
    pub fn checked(self, now: Timestamp) -> Result<Self> {
        let mut errors = FieldErrors::new();
        let name = self.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > MAX_NAME || crate::base::text::has_control(&name) {
            errors.add("/name", format!("Give the key a name of 1 to {MAX_NAME} characters, such as “Shop server”."));
        }
        if self.scopes.is_empty() {
            errors.add("/scopes", "Choose at least one thing the key may be used for.");
        }
        if self.expires_at.is_some_and(|end| end <= now) {
            errors.add("/expires_at", "Choose a moment in the future, or none.");
        }
        errors.or(Self { name, ..self })
    }
}

impl KeyText {
    /// Makes up a key.
    pub fn make(random: &Random) -> Self {
        let public_part = random.base62(PUBLIC_LENGTH);
        let text = Secret::new(format!("{PREFIX}{public_part}{}", random.base62(SECRET_LENGTH)));
        Self { public_part, text }
    }

    /// What is stored in place of the key.
    pub fn hash(&self) -> [u8; 32] {
        secret::fingerprint(self.text.reveal())
    }
}

/// The part of a presented key that finds it; something that finds nothing where it has not the form of a key.
pub fn public_part(presented: &str) -> &str {
    let body = presented.strip_prefix(PREFIX).unwrap_or("");
    if body.len() == PUBLIC_LENGTH + SECRET_LENGTH { body.get(..PUBLIC_LENGTH).unwrap_or("") } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Scope;

    #[test]
    fn a_key_has_its_public_form_and_finds_itself() {
        let key = KeyText::make(&Random::seeded(1));

        assert_eq!(key.text.reveal().len(), 44);
        assert_eq!(public_part(key.text.reveal()), key.public_part);
        for wrong in [
            "",
            "wgk_",
            "wgk_12345678",
            "Wgk_1234567812345678123456781234567812345678",
            "wgk_1234567ä12345678123456781234567812345678",
        ] {
            assert_eq!(public_part(wrong), "", "{wrong}");
        }
    }

    #[test]
    fn a_key_without_name_or_scope_or_future_is_refused() {
        let now = Timestamp::from_millis(1_000);
        let wrong = NewApiKey { name: "  ".to_owned(), scopes: Scopes::default(), expires_at: Some(now) };
        let Err(crate::base::Error::Invalid(errors)) = wrong.checked(now) else { panic!("it was taken") };
        assert_eq!(
            errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(),
            ["/name", "/scopes", "/expires_at"]
        );

        let right = NewApiKey { name: " Shop ".to_owned(), scopes: Scopes::new([Scope::Records]), expires_at: None };
        assert_eq!(right.checked(now).map(|key| key.name).ok().as_deref(), Some("Shop"));
    }
}
