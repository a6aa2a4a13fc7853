//! Site keys: `{siteId}.{hex HMAC-SHA256(siteId, server secret)}`, the long form of an app id.
//!
//! The signature proves that this server made the key; whether the key still stands, the list of keys knows.

use crate::base::{Secret, secret};

/// The id of the key, where the server has signed it. Takes the same time wherever the signature is wrong.
pub fn verify<'a>(server_secret: &Secret<String>, key: &'a str) -> Option<&'a str> {
    let (id, signature) = key.split_once('.')?;
    let expected = secret::sign(server_secret.reveal(), id);
    (is_uuid(id) && secret::same(expected.as_bytes(), signature.as_bytes())).then_some(id)
}

/// The whole key of an id.
pub fn write(server_secret: &Secret<String>, id: &str) -> String {
    format!("{id}.{}", secret::sign(server_secret.reveal(), id))
}

/// What a server secret is recognised by. Tells nothing of it.
pub fn fingerprint(server_secret: &Secret<String>) -> String {
    let mut fingerprint = secret::sign(server_secret.reveal(), "fingerprint of the server secret\nv1");
    fingerprint.truncate(16);
    fingerprint
}

fn is_uuid(text: &str) -> bool {
    let is_digit = |(index, byte): (usize, u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
    };
    text.len() == 36 && text.bytes().enumerate().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_changed_character_breaks_the_key() {
        let server_secret = Secret::new("of the server".to_owned());
        let id = "3f2b6c1e-8a4d-4c9e-9b1a-7d5e2f604c11";
        let key = write(&server_secret, id);

        assert_eq!(verify(&server_secret, &key), Some(id));
        for index in 0..key.len() {
            let mut bytes = key.clone().into_bytes();
            bytes[index] ^= 1;
            assert_eq!(verify(&server_secret, &String::from_utf8(bytes).unwrap()), None, "{index}");
        }
        assert_eq!(verify(&Secret::new("of another".to_owned()), &key), None);
        assert_eq!(verify(&server_secret, id), None);
        assert_eq!(verify(&server_secret, ""), None);
    }
}
