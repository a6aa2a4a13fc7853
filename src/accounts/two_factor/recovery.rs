//! Codes for the day on which the app is gone: ten, of 80 bits, each good once.

use super::totp::base32;
use crate::base::{Random, Secret, secret};

/// How many there are.
pub const COUNT: usize = 10;

/// Fresh codes, as they are shown.
pub fn fresh(random: &Random) -> Vec<Secret<String>> {
    (0..COUNT).map(|_| Secret::new(grouped(&base32(&random.bytes::<10>())))).collect()
}

/// What is kept of a code, however its groups were typed.
pub fn hash(typed: &str) -> [u8; 32] {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    secret::fingerprint(&format!("recovery/{}", plain.to_ascii_uppercase()))
}

/// Whether something typed has the form of such a code, rather than of one of an app.
pub fn is_like(typed: &str) -> bool {
    typed.chars().filter(char::is_ascii_alphanumeric).count() > 6
}

fn grouped(text: &str) -> String {
    let groups: Vec<_> = text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
    groups.join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_hold_eighty_bits_and_differ() {
        let codes = fresh(&Random::seeded(1));
        let mut texts: Vec<_> = codes.iter().map(|code| code.reveal().clone()).collect();

        assert!(texts.iter().all(|text| text.len() == 19 && is_like(text)), "{texts:?}");
        texts.dedup();
        assert_eq!(texts.len(), COUNT);
        assert_eq!(hash(&texts[0]), hash(&texts[0].replace('-', " ").to_uppercase()));
    }
}
