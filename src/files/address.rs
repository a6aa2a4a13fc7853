//! Addresses at which visitors fetch files: signed, for one contact, for some hours.
//!
//! A frame cannot send the visitor's token with a picture, so the address itself says who may fetch. It names no
//! contact: the server looks up whose the file is now and computes the signature again, so a file that has moved to
//! another person is no longer served to the one before.

use crate::{
    base::{Secret, Timestamp, ids::*, secret, text, time},
    settings::ServerSecret,
};

/// How long an address stays the same, in milliseconds, so that caches work; it is valid for once to twice as long.
const STABLE_MS: i64 = 6 * time::HOUR;

/// Makes and checks the addresses of files. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Addresses {
    key: Secret<String>,
}

/// What an address says, not believed yet.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    pub file: FileId,
    pub expires_at: Timestamp,
    pub signature: &'a str,
}

impl Addresses {
    /// Addresses under a key of their own, made from the server secret.
    pub fn new(server_secret: &ServerSecret) -> Self {
        Self { key: Secret::new(secret::sign(server_secret.0.reveal(), "file-addresses/1")) }
    }

    /// Where `contact` can fetch a file, as a path. The same for some hours, valid for at least six.
    pub fn of_visitor(&self, file: FileId, name: &str, contact: ContactId, now: Timestamp) -> String {
        let expires_at = Timestamp::from_millis((now.as_millis().div_euclid(STABLE_MS) + 2) * STABLE_MS);
        let signature = self.sign(file, contact, expires_at);
        format!("/w/files/{file}/{}/{signature}/{}", expires_at.as_millis(), text::percent_encoded(name))
    }

    /// Where agents can fetch a file, as a path.
    pub fn of_agent(file: FileId, name: &str) -> String {
        format!("/inbox/files/{file}/{}", text::percent_encoded(name))
    }

    /// Whether an address was made here for this contact. Whether it has lapsed is for the caller to ask.
    pub fn is_right(&self, signed: &Signed<'_>, contact: ContactId) -> bool {
        let expected = self.sign(signed.file, contact, signed.expires_at);
        secret::same(expected.as_bytes(), signed.signature.as_bytes())
    }

    fn sign(&self, file: FileId, contact: ContactId, expires_at: Timestamp) -> String {
        let said = format!("file/1\n{file}\n{contact}\n{}", expires_at.as_millis());
        secret::sign(self.key.reveal(), &said)
    }
}

impl<'a> Signed<'a> {
    /// Reads the parts of an address; `None` where they are not written as they are made here.
    pub fn parse(file: &str, expires_at: &str, signature: &'a str) -> Option<Self> {
        let millis: i64 = expires_at.parse().ok().filter(|millis: &i64| millis.to_string() == expires_at)?;
        Some(Self { file: file.parse().ok()?, expires_at: Timestamp::from_millis(millis), signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Random, ids::NewId};

    #[test]
    fn an_address_is_stable_for_hours_and_valid_for_at_least_six() {
        let addresses = Addresses::new(&ServerSecret(Secret::new("s".repeat(64))));
        let random = Random::seeded(1);
        let start = Timestamp::from_millis(1_795_251_600_000);
        let (file, contact) = (FileId::new(start, &random), ContactId::new(start, &random));
        let mut seen = Vec::new();

        for minutes in 0..24 * 60 {
            let now = start.plus(minutes * time::MINUTE);
            let address = addresses.of_visitor(file, "a b.pdf", contact, now);
            let expires_at: i64 = address.split('/').nth(4).unwrap().parse().unwrap();
            assert!(expires_at - now.as_millis() >= 6 * time::HOUR && address.ends_with("/a%20b.pdf"), "{address}");
            if seen.last() != Some(&address) {
                seen.push(address);
            }
        }

        assert!(seen.len() <= 5, "{} addresses in a day", seen.len());
    }
}
