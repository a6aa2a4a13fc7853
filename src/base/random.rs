//! Chance from one source, which a test can seed.

use std::sync::{Arc, Mutex, PoisonError};

use rand::{RngCore, SeedableRng, rngs::StdRng};

/// Base62, the alphabet of keys that people copy: no character needs escaping anywhere.
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A cryptographically strong generator. Cheap to clone; clones share one stream.
#[derive(Clone)]
pub struct Random(Arc<Mutex<StdRng>>);

impl Random {
    /// Seeded by the operating system.
    pub fn from_system() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_os_rng())))
    }

    /// The same stream for the same seed: for tests and demonstrations only.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// 128 random bits.
    pub fn u128(&self) -> u128 {
        u128::from_le_bytes(self.bytes())
    }

    /// A whole number from 0 to `bound - 1`; 0 where `bound` is 0.
    pub fn below(&self, bound: u64) -> u64 {
        // 64 random bits against the small bounds used here: the bias is below 2⁻⁴⁰.
        u64::from_le_bytes(self.bytes()).checked_rem(bound).unwrap_or(0)
    }

    /// `length` random characters of base62, about 5.95 bits each.
    pub fn base62(&self, length: usize) -> String {
        let mut text = String::with_capacity(length);
        while text.len() < length {
            let [byte] = self.bytes::<1>();
            // 248 = 4 × 62: bytes above it would favour the first characters.
            if byte < 248 {
                text.push(char::from(BASE62[usize::from(byte % 62)]));
            }
        }
        text
    }

    /// A secret token: 256 random bits as 64 hex digits.
    pub fn token(&self) -> String {
        hex::encode(self.bytes::<32>())
    }
}
