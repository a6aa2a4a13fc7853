//! Hashing and checking passwords, two at a time.
//!
//! One hash takes 19 MiB and a core for some 30 ms. Without the gate a flood of sign-ins would take all memory.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Password;
use crate::base::{Error, Random, Result, Secret};

/// Memory in KiB, passes and lanes, as OWASP recommends them.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What every hash of ours begins with; another one is made anew at the next sign-in.
const CURRENT: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// Checked where there is no account, so that the answer takes as long. No password is known to give it.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZGVza2JlbGwgbm9ib2R5IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes computed at the same time.
const AT_ONCE: usize = 2;

/// The handle. Cheap to clone; clones share the gate.
#[derive(Clone)]
pub struct Passwords {
    gate: Arc<Semaphore>,
    random: Random,
}

/// The right to compute one hash. The next in line waits until it is dropped, and until the hash is computed even
/// where nobody waits for that one any more.
pub struct Turn(Arc<OwnedSemaphorePermit>);

impl Passwords {
    /// A gate of its own; salts come from `random`.
    pub fn new(random: Random) -> Self {
        Self { gate: Arc::new(Semaphore::new(AT_ONCE)), random }
    }

    /// Waits for a turn. Rules that count attempts are asked after this, so that no crowd slips past them together.
    ///
    /// # Errors
    /// `Internal` while shutting down.
    pub async fn turn(&self) -> Result<Turn> {
        Arc::clone(&self.gate).acquire_owned().await.map(|permit| Turn(Arc::new(permit))).map_err(Error::internal)
    }

    /// The hash to store.
    ///
    /// # Errors
    /// `Internal` where it cannot be computed.
    pub async fn hash(&self, password: &Password) -> Result<Secret<String>> {
        let turn = self.turn().await?;
        self.hash_in(turn, password.reveal().to_owned()).await
    }

    /// Hashes a password that was just proved right with the parameters of today.
    ///
    /// # Errors
    /// `Internal` where it cannot be computed.
    pub async fn hash_again(&self, typed: &str) -> Result<Secret<String>> {
        let turn = self.turn().await?;
        self.hash_in(turn, typed.to_owned()).await
    }

    async fn hash_in(&self, turn: Turn, typed: String) -> Result<Secret<String>> {
        let salt = self.random.bytes::<16>();
        let work = move || {
            let _turn = turn;
            let hash: PasswordHash =
                hasher()?.hash_password_with_salt(typed.as_bytes(), &salt).map_err(Error::internal)?;
            Ok(Secret::new(hash.to_string()))
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }
}

impl Turn {
    /// Whether `typed` gives the stored hash. Takes as long where there is no hash at all.
    ///
    /// # Errors
    /// `Internal` where the stored hash cannot be read.
    pub async fn matches(&self, typed: &str, stored: Option<&str>) -> Result<bool> {
        let typed = typed.to_owned();
        let (stored, is_somebody) = (stored.unwrap_or(NOBODY).to_owned(), stored.is_some());
        let turn = Arc::clone(&self.0);
        let work = move || {
            let _turn = turn;
            let hash = PasswordHash::new(&stored).map_err(Error::internal)?;
            let is_right = hasher()?.verify_password(typed.as_bytes(), &hash).is_ok();
            Ok(is_right && is_somebody)
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }
}

/// Whether a stored hash was made with other parameters than those of today.
pub fn is_outdated(stored: &str) -> bool {
    !stored.starts_with(CURRENT)
}

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches_its_hash() {
        let passwords = Passwords::new(Random::seeded(1));
        let password = Password::parse("correct horse battery", &[]).unwrap();

        let stored = passwords.hash(&password).await.unwrap();

        assert!(!is_outdated(stored.reveal()));
        let matches = async |typed: &str, stored| passwords.turn().await.unwrap().matches(typed, stored).await.unwrap();
        assert!(matches("correct horse battery", Some(stored.reveal().as_str())).await);
        assert!(!matches("correct horse batterx", Some(stored.reveal().as_str())).await);
        assert!(!matches("correct horse battery", None).await);
    }

    #[test]
    fn a_hash_with_other_parameters_is_outdated() {
        assert!(is_outdated("$argon2id$v=19$m=12288,t=3,p=1$c2FsdHNhbHQ$aGFzaA"));
        assert!(!is_outdated(NOBODY));
    }
}
