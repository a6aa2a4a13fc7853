//! Checking a password that somebody typed, within the limits on wrong ones.
//!
//! Used wherever a password opens something: at sign-in and before a secret is shown.

use std::{net::IpAddr, sync::Arc};

use super::{
    Agent, Passwords,
    passwords::is_outdated,
    views::{self, Credentials},
};
use crate::{
    base::{Secret, text},
    db::Db,
    http::{ApiError, Key, Limit, Limits},
};

/// The handle. Cheap to clone.
#[derive(Clone)]
pub struct PasswordCheck {
    pub db: Db,
    pub passwords: Passwords,
    pub limits: Arc<Limits>,
}

/// What somebody typed, and where from.
pub struct Attempt<'a> {
    pub address: IpAddr,
    pub email: &'a str,
    pub password: &'a str,
}

/// Somebody who has just proved who they are.
pub struct Proved {
    pub agent: Agent,
    /// The hash that was matched: whoever acts on the proof checks that it still stands.
    pub stored: Secret<String>,
    /// The hash to store instead, where that one was made with other parameters than those of today.
    pub renewed: Option<Secret<String>>,
}

impl PasswordCheck {
    /// Asks whether e-mail address and password fit. `None` where they do not: unknown address, wrong password and
    /// an account that was switched off look the same and take the same time.
    ///
    /// # Errors
    /// `429` after too many wrong ones for this account or from this address; those count whatever is typed next.
    pub async fn verify(&self, attempt: Attempt<'_>) -> Result<Option<Proved>, ApiError> {
        let email = text::email(attempt.email).unwrap_or_else(|| attempt.email.trim().to_lowercase());
        let keys = [self.limits.account(&email), Key::address(attempt.address)];
        let check = || keys.iter().try_for_each(|key| self.limits.check(Limit::SignIn, *key));
        check()?;
        let found = self.db.read(move |connection| views::credentials(connection, &email)).await?;
        let turn = self.passwords.turn().await?;
        // Others may have failed while this one waited for its turn.
        check()?;
        let stored =
            found.as_ref().filter(|found| found.agent.is_active).map(|found| found.password_hash.reveal().as_str());
        if !turn.matches(attempt.password, stored).await? {
            for key in keys {
                // Already at the limit is as good as counted.
                let _ = self.limits.take(Limit::SignIn, key);
            }
            return Ok(None);
        }
        // The turn ends only after a failure was counted.
        drop(turn);
        let Some(Credentials { agent, password_hash: stored }) = found else { return Ok(None) };
        let renewed = match is_outdated(stored.reveal()) {
            true => Some(self.passwords.hash_again(attempt.password).await?),
            false => None,
        };
        Ok(Some(Proved { agent, stored, renewed }))
    }
}
