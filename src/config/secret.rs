//! The server secret as it comes from the environment.

use std::fmt;

/// Fewest characters of a server secret: 32 hex characters hold 128 bits.
pub(super) const SECRET_CHARS_MIN: usize = 32;

/// The server secret. Neither `Debug` nor a log line shows anything of it.
#[derive(Clone, PartialEq, Eq)]
pub struct ServerSecret(String);

impl ServerSecret {
    /// Takes the text as it is.
    ///
    /// # Errors
    /// One sentence when it is too short to protect anything.
    pub(super) fn parse(text: String) -> Result<ServerSecret, String> {
        let count = text.chars().count();
        if count < SECRET_CHARS_MIN {
            return Err(format!(
                "The secret has {count} characters and needs at least {SECRET_CHARS_MIN}. Leave the variable \
                 out and Deskbell makes one for you, in the data folder."
            ));
        }
        Ok(ServerSecret(text))
    }

    /// Hands out the text itself, for signing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ServerSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerSecret(…)")
    }
}
