//! Ways of making a signature, right and wrong, for telling which one somebody took.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// HMAC-SHA256 or SHA-256.
pub type Signature = [u8; 32];

/// What was done with the secret before it signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyForm {
    /// Taken as it is shown: right.
    Text,
    /// Read as hex: the 32 bytes that it spells.
    Bytes,
    /// Taken with the line break that a file or `echo` adds.
    WithLineBreak,
    UpperCase,
}

impl KeyForm {
    /// All, the right one first.
    pub const ALL: [Self; 4] = [Self::Text, Self::Bytes, Self::WithLineBreak, Self::UpperCase];

    /// The key that signs.
    pub fn key(self, secret: &str) -> Vec<u8> {
        match self {
            Self::Text => secret.as_bytes().to_vec(),
            Self::Bytes => hex::decode(secret).unwrap_or_default(),
            Self::WithLineBreak => format!("{secret}\n").into_bytes(),
            Self::UpperCase => secret.to_uppercase().into_bytes(),
        }
    }

    /// What to say of it; nothing of the right one.
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Text => None,
            Self::Bytes => Some(
                "The secret was read as hex, and the 32 bytes it spells were the key. The key is its text: all 64 \
                 characters as they are shown.",
            ),
            Self::WithLineBreak => Some(
                "The secret on your server ends with a line break, which became part of the key. Take the line break \
                 away, or trim the secret after reading it.",
            ),
            Self::UpperCase => Some("The secret on your server is in upper case. Keep it as it is shown."),
        }
    }
}

/// HMAC-SHA256 of a message.
pub fn hmac(key: &[u8], message: &[u8]) -> Signature {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// SHA-256, of parts one after the other.
pub fn sha256(parts: &[&[u8]]) -> Signature {
    let mut digest = Sha256::new();
    parts.iter().for_each(|part| digest.update(part));
    digest.finalize().into()
}
