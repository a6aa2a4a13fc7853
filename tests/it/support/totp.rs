//! An authenticator app: RFC 6238 from the key that a page shows, by itself.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The code for a key in base32 at a moment, in milliseconds.
pub fn code(key: &str, at_ms: i64) -> String {
    let mut bits = String::new();
    for character in key.chars().filter(|c| !c.is_whitespace()) {
        let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(character).unwrap();
        bits.push_str(&format!("{value:05b}"));
    }
    let bytes: Vec<u8> =
        (0..bits.len() / 8).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap()).collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(at_ms / 30_000).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 15);
    let word = u32::from_be_bytes(digest[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
    format!("{:06}", word % 1_000_000)
}

/// The key on the page that connects an app.
pub fn key_of(page: &str) -> String {
    let after = page.split("Key for the app").nth(1).unwrap_or_else(|| panic!("no key: {page}"));
    after.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}
