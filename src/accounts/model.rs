//! The nouns of accounts and the rules that need no database.

use std::{fmt, net::IpAddr};

use crate::base::{
    Actor, Role, Timestamp,
    ids::AgentId,
    secret, text,
    time::{DAY, HOUR, MINUTE},
};

/// A session that nobody used for this long has ended, in milliseconds.
pub const IDLE_MS: i64 = 12 * HOUR;

/// A session ends this long after it began, whoever uses it, in milliseconds.
pub const LIFETIME_MS: i64 = 7 * DAY;

/// The use of a session is noted at most this often, in milliseconds: a request must not cost a write.
pub const TOUCH_EVERY_MS: i64 = 10 * MINUTE;

/// For this long after somebody proved who they are, in milliseconds, what matters for security is done without asking
/// again (OWASP ASVS 7.5.1).
pub const FRESH_MS: i64 = 5 * MINUTE;

/// The longest name of a person, in characters.
const MAX_NAME: usize = 100;

/// The longest name of a browser that is kept, in characters.
const MAX_BROWSER: usize = 300;

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    pub id: AgentId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub is_active: bool,
    /// The picture of the face that visitors see.
    pub picture_id: Option<String>,
}

/// An e-mail address as it is compared: trimmed, lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(String);

/// A person's name: one line, 1 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentName(String);

/// What the database keeps of a session's token.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionHash(pub [u8; 32]);

/// The browser that a session is used with, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Device {
    /// What it calls itself.
    pub browser: Option<String>,
    pub address: Option<IpAddr>,
}

/// A session and who holds it.
#[derive(Debug, Clone)]
pub struct Session {
    pub agent: Agent,
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// When its agent last proved who they are: as it began, and whenever the password was typed again.
    pub proved_at: Timestamp,
}

impl Agent {
    /// This person as the one who acts.
    pub fn actor(&self) -> Actor {
        Actor::Agent { id: self.id, role: self.role }
    }
}

impl EmailAddress {
    /// Reads an address as somebody typed it.
    ///
    /// # Errors
    /// The sentence for the field.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        text::email(typed).map(Self).ok_or("Enter a whole e-mail address, such as ana@shop.example.")
    }

    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AgentName {
    /// Reads a name as somebody typed it.
    ///
    /// # Errors
    /// The sentence for the field.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let name = typed.trim();
        if name.is_empty() {
            return Err("Enter the name your customers should see.");
        }
        if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
            return Err("Use one line of at most 100 characters.");
        }
        Ok(Self(text::one_line(name, MAX_NAME)))
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SessionHash {
    /// The hash of a token that a browser sent.
    pub fn of(token: &str) -> Self {
        Self(secret::fingerprint(token))
    }

    /// As it stands in events.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

impl Device {
    /// A browser that calls itself `user_agent`, at an address.
    pub fn new(user_agent: Option<&str>, address: IpAddr) -> Self {
        let browser = user_agent.map(|name| text::one_line(name, MAX_BROWSER)).filter(|name| !name.is_empty());
        Self { browser, address: Some(address) }
    }

    /// None that is known.
    pub fn unknown() -> Self {
        Self::default()
    }
}

impl fmt::Debug for SessionHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionHash(…)")
    }
}

impl Session {
    /// Whether it still opens anything.
    pub fn is_alive(&self, now: Timestamp) -> bool {
        self.agent.is_active && now < self.last_used_at.plus(IDLE_MS) && now < self.created_at.plus(LIFETIME_MS)
    }

    /// Whether its use is to be noted.
    pub fn wants_touch(&self, now: Timestamp) -> bool {
        now >= self.last_used_at.plus(TOUCH_EVERY_MS)
    }
}
