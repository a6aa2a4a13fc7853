//! Codes of an authenticator app: RFC 6238 with SHA-1, 30 seconds and six digits, which every app knows.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::base::{Secret, Timestamp, secret, time::SECOND};

/// How long a code is shown, in milliseconds.
const STEP_MS: i64 = 30 * SECOND;

/// Steps before and after the present one whose codes are taken: clocks differ, and people type slowly.
const DRIFT: i64 = 1;

/// The alphabet of RFC 4648's base32.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The key that an agent's app and this Deskbell share: 20 bytes, as long as SHA-1's answer.
#[derive(Debug, Clone)]
pub struct TotpKey(Secret<[u8; 20]>);

impl TotpKey {
    /// The key that follows from the server secret and an agent's salt: the database alone holds none.
    pub fn derive(server_secret: &Secret<String>, salt: &str) -> Self {
        let mut key = [0; 20];
        let mac = secret::mac(server_secret.reveal(), &format!("totp/{salt}"));
        key.iter_mut().zip(mac).for_each(|(byte, from)| *byte = from);
        Self(Secret::new(key))
    }

    /// The key as people type it into an app, in groups of four.
    pub fn typed(&self) -> String {
        let text = base32(self.0.reveal());
        let groups: Vec<_> =
            text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        groups.join(" ")
    }

    /// The address that the picture for the app's camera holds.
    pub fn uri(&self, issuer: &str, email: &str) -> String {
        let encode = crate::base::text::percent_encoded;
        let (issuer, email, key) = (encode(issuer), encode(email), base32(self.0.reveal()));
        format!("otpauth://totp/{issuer}:{email}?secret={key}&issuer={issuer}&algorithm=SHA1&digits=6&period=30")
    }

    /// The step whose code was typed, where it is one of now and later than `last`: no code opens twice.
    pub fn step_of(&self, typed: &str, now: Timestamp, last: Option<i64>) -> Option<i64> {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let present = now.as_millis().div_euclid(STEP_MS);
        let mut found = None;
        // Every step is looked at, so that the time tells nothing.
        for step in present - DRIFT..=present + DRIFT {
            let is_it = secret::same(typed.as_bytes(), self.code(step).as_bytes());
            if is_it && last.is_none_or(|last| step > last) {
                found = Some(step);
            }
        }
        found
    }

    /// The code of a step.
    fn code(&self, step: i64) -> String {
        format!("{:06}", number(self.0.reveal(), step) % 1_000_000)
    }
}

/// RFC 4226's number of 31 bits.
fn number(key: &[u8], step: i64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let digest: [u8; 20] = mac.finalize().into_bytes().into();
    let offset = usize::from(digest[19] & 0x0f);
    let mut word = [0; 4];
    word.iter_mut().zip(digest.iter().skip(offset)).for_each(|(byte, from)| *byte = *from);
    u32::from_be_bytes(word) & 0x7fff_ffff
}

/// RFC 4648's base32 without padding.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            text.push(char::from(BASE32[(bits >> held & 31) as usize]));
        }
        bits &= (1 << held) - 1;
    }
    if held > 0 {
        text.push(char::from(BASE32[(bits << (5 - held) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_follow_the_published_vectors() {
        // RFC 6238, appendix B: SHA-1, eight digits.
        let key = b"12345678901234567890";
        for (seconds, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(number(key, seconds / 30) % 100_000_000, code, "{seconds}");
        }
    }

    #[test]
    fn base32_follows_the_published_vectors() {
        for (bytes, text) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_code_opens_once_and_only_near_its_time() {
        let key = TotpKey(Secret::new(*b"12345678901234567890"));
        let at = |seconds: i64| Timestamp::from_millis(seconds * 1_000);

        assert_eq!(key.step_of("287 082", at(59), None), Some(1));
        assert_eq!(key.step_of("287082", at(89), None), Some(1));
        assert_eq!(key.step_of("287082", at(90), None), None, "two steps later");
        assert_eq!(key.step_of("287082", at(59), Some(1)), None, "again");
        assert_eq!(key.step_of("", at(59), None), None);
        assert_eq!(key.step_of("94287082", at(59), None), None);
    }
}
