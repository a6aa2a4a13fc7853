//! What an administrator says of the business: its name, the address of this Deskbell, language, time zone, currency.

use super::{Workspace, WorkspaceName, model::LANGUAGES};
use crate::base::{FieldErrors, Result, currencies, secret};

/// The longest address, in characters.
const MAX_URL: usize = 300;

/// All of it, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewProfile {
    pub name: String,
    /// Empty where there is none.
    pub public_url: String,
    /// One of [`LANGUAGES`].
    pub language: String,
    /// An IANA name.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
}

impl Workspace {
    /// What it is now, as one word: the same exactly while name, address, language, time zone and currency are.
    pub fn profile_edition(&self) -> String {
        let profile = NewProfile::of(self);
        let parts = [profile.name, profile.public_url, profile.language, profile.time_zone, profile.currency];
        secret::short_fingerprint(&parts.join("\n"))
    }
}

impl NewProfile {
    /// As it is saved.
    pub fn of(workspace: &Workspace) -> Self {
        Self {
            name: workspace.name.clone(),
            public_url: workspace.public_url.clone().unwrap_or_default(),
            language: workspace.language.clone(),
            time_zone: workspace.time_zone.clone(),
            currency: workspace.currency.clone(),
        }
    }

    /// Tidies it.
    ///
    /// # Errors
    /// `Invalid` with every wrong field.
    pub fn checked(self) -> Result<Self> {
        let mut errors = FieldErrors::new();
        let name = WorkspaceName::parse(&self.name).map_err(|sentence| errors.add("/name", sentence));
        let public_url = address(&self.public_url).map_err(|sentence| errors.add("/public_url", sentence));
        if !LANGUAGES.contains(&self.language.as_str()) {
            errors.add("/language", "Choose one of the languages of the list.");
        }
        let zone = zone(&self.time_zone);
        if zone.is_none() {
            errors.add("/time_zone", "Choose a time zone of the list, such as Europe/Berlin.");
        }
        let currency = self.currency.trim().to_ascii_uppercase();
        if !currencies::ACTIVE.iter().any(|(code, _)| *code == currency) {
            errors.add("/currency", "Choose a currency of the list, such as EUR.");
        }
        let (Ok(name), Ok(public_url), Some(time_zone)) = (name, public_url, zone) else {
            return errors.or(self);
        };
        errors.or(Self { name: name.as_str().to_owned(), public_url, language: self.language, time_zone, currency })
    }
}

/// An address that customers' browsers can reach and that nobody between can read; empty where none was typed.
fn address(typed: &str) -> std::result::Result<String, &'static str> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let unreadable = "Enter a whole address, such as https://chat.shop.example.";
    let url = url::Url::parse(&whole).map_err(|_| unreadable)?;
    if whole.chars().count() > MAX_URL || url.host().is_none_or(|host| host.to_string().is_empty()) {
        return Err(unreadable);
    }
    if url.scheme() != "https" {
        return Err("Begin it with https://: passwords and messages must not be readable on their way.");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Leave out the user name and the password.");
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err("Enter only the host, such as https://chat.shop.example: Deskbell does not live below a path.");
    }
    Ok(url.origin().ascii_serialization())
}

/// The time zone as the list spells it.
fn zone(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let mut known = jiff::tz::db().available();
    known.find(|name| name.as_str().eq_ignore_ascii_case(typed)).map(|name| name.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_an_origin_that_nobody_can_read_along() {
        assert_eq!(address(" Chat.Shop.example/ ").as_deref(), Ok("https://chat.shop.example"));
        assert_eq!(address("https://chat.shop.example:8443").as_deref(), Ok("https://chat.shop.example:8443"));
        assert_eq!(address("").as_deref(), Ok(""));
        for wrong in
            ["http://chat.example", "https://a@b.example", "https://a.example/desk", "https://", "ftp://x.de", "a b"]
        {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
