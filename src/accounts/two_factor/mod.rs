//! The second factor: codes of an authenticator app, and recovery codes for when it is lost.
//!
//! The app's key follows from the server secret and a salt in the agent's row, so a copy of the database signs nobody in.
//! Who has typed the right password gets a half sign-in: ten minutes and five codes, kept in the database, so that a
//! restart gives no further guesses.
//! **Invariants:** no code opens twice; a recovery code is kept as its SHA-256 only.

pub mod actions;
pub mod pages;
mod recovery;
mod store;
mod totp;
pub mod views;

pub use totp::TotpKey;

use crate::base::{Secret, ids::AgentId};

/// Makes the keys of agents' apps.
#[derive(Debug, Clone)]
pub struct TotpKeys(Secret<String>);

/// The second factor of an agent, as it stands.
#[derive(Debug, Clone)]
pub struct Factor {
    pub agent_id: AgentId,
    /// Makes the key together with the server secret.
    pub salt: String,
    /// Whether a code has shown that the app has the key; until then nothing asks for it.
    pub is_confirmed: bool,
    pub last_step: Option<i64>,
}

impl TotpKeys {
    /// Keys under a server's secret.
    pub fn new(server_secret: Secret<String>) -> Self {
        Self(server_secret)
    }

    /// The key of one agent's app.
    pub fn of(&self, factor: &Factor) -> TotpKey {
        TotpKey::derive(&self.0, &factor.salt)
    }
}
