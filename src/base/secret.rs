//! Values that must not leak: never printed, never serialised, compared in constant time.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Holds a secret. `Debug` shows nothing of it, and there is no `Serialize`.
#[derive(Clone)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Takes a value into keeping.
    pub fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for the one place that needs it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Whether two byte strings are equal, in a time that depends on their length only.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

/// SHA-256 of a token, the form in which tokens are stored: they hold 128 bits and more, so a fast hash is enough.
pub fn fingerprint(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// What a text was, in 16 characters: to notice that it is another one now, not to keep anything secret.
pub fn short_fingerprint(text: &str) -> String {
    hex::encode(fingerprint(text).get(..8).unwrap_or_default())
}

/// Lower-case hex of HMAC-SHA256 of `message` under the *text* `key`.
pub fn sign(key: &str, message: &str) -> String {
    hex::encode(mac(key, message))
}

/// HMAC-SHA256 of `message` under the *text* `key`.
pub fn mac(key: &str, message: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_hash_follows_the_published_vector() {
        let secret = "0123456789abcdef".repeat(4);

        assert_eq!(sign(&secret, "cust_42"), "3c3cf04bd662ed902351e49da896207c7e9e454267ea5aa82fda684c48b09c5c");
    }

    #[test]
    fn a_secret_prints_nothing_of_itself() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(…)");
    }
}
