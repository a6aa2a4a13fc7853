//! The nouns of the workspace and the rules that need no database.

use crate::base::{FieldErrors, Secret, Timestamp, secret, text};

/// The longest business name, in characters. It stands in the widget's header, where twice this no longer fits.
const MAX_NAME: usize = 80;

/// For how many days a proof of identity may hold.
const PROOF_DAYS: std::ops::RangeInclusive<i64> = 1..=90;

/// The languages that a workspace can have: those the widget speaks.
pub const LANGUAGES: [&str; 14] = ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "ar", "he", "ja", "zh", "hi"];

/// The kinds of records there are, as the public API spells them: those that customers may be kept from seeing.
pub const RECORD_KINDS: [&str; 5] = ["order", "deposit", "withdrawal", "payment", "custom"];

/// The workspace as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    pub name: String,
    /// An IANA name, such as `Europe/Berlin`.
    pub time_zone: String,
    /// ISO 4217, for records that name none.
    pub currency: String,
    /// The language that a new site begins with: one of [`LANGUAGES`].
    pub language: String,
    /// What links begin with, where the configuration says nothing: an origin without a slash at the end.
    pub public_url: Option<String>,
    /// Scheme, host and port of the set-up request: what links begin with while nobody has said another address.
    pub setup_address: String,
    /// Makes the identity secret together with the server secret.
    pub identity_salt: String,
    /// When the present identity secret took the place of the one before; absent for the first.
    pub identity_rotated_at: Option<Timestamp>,
    /// The identity secret before the present one, while it is valid.
    pub former_identity: Option<FormerIdentity>,
    /// Whether a `user_id` without proof is refused.
    pub requires_proof: bool,
    /// How long a proof of identity holds without a fresh one, in days, 1 to 90.
    pub proof_days: i64,
    /// The kinds of records that customers do not see, as the public API spells them.
    pub hidden_kinds: Vec<String>,
    pub created_at: Timestamp,
}

/// An identity secret that was replaced and is not ended yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerIdentity {
    /// Makes the secret together with the server secret.
    pub salt: String,
    /// When it ends by itself; absent: when an administrator ends it.
    pub ends_at: Option<Timestamp>,
}

/// The number of days, where a proof of identity may hold so long.
///
/// # Errors
/// At `/proof_days`.
pub fn checked_proof_days(days: i64) -> Result<i64, FieldErrors> {
    if PROOF_DAYS.contains(&days) {
        return Ok(days);
    }
    Err(FieldErrors::one("/proof_days", format!("Choose {} days.", proof_days_range())))
}

/// For how many days a proof of identity may hold, in words.
pub fn proof_days_range() -> String {
    format!("{} to {}", PROOF_DAYS.start(), PROOF_DAYS.end())
}

/// The name of a business: one line, 1 to 80 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceName(String);

impl WorkspaceName {
    /// Reads a name as somebody typed it.
    ///
    /// # Errors
    /// The sentence for the field.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let name = typed.trim();
        if name.is_empty() {
            return Err("Enter the name your customers know your business by.");
        }
        if name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
            return Err("Use one line of at most 80 characters.");
        }
        Ok(Self(text::one_line(name, MAX_NAME)))
    }

    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The secret of this server, from its data folder: signs site keys and links.
#[derive(Debug, Clone)]
pub struct ServerSecret(pub Secret<String>);

/// The workspace's identity secret: 64 hex characters whose *text* is the key that signs a `user_hash`.
pub fn identity_secret(server_secret: &Secret<String>, salt: &str) -> Secret<String> {
    Secret::new(secret::sign(server_secret.reveal(), &format!("identity/{salt}")))
}

/// The secrets that prove customers just now.
#[derive(Debug, Clone)]
pub struct IdentitySecrets {
    pub present: Secret<String>,
    /// The one before, while it is valid.
    pub former: Option<Secret<String>>,
}

/// The identity secrets that are valid at `now`.
pub fn identity_secrets(server_secret: &Secret<String>, workspace: &Workspace, now: Timestamp) -> IdentitySecrets {
    let former = workspace.former_identity.as_ref().filter(|former| former.is_valid(now));
    IdentitySecrets {
        present: identity_secret(server_secret, &workspace.identity_salt),
        former: former.map(|former| identity_secret(server_secret, &former.salt)),
    }
}

impl FormerIdentity {
    /// Whether it proves anybody at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.ends_at.is_none_or(|ends_at| now < ends_at)
    }
}

/// Where people reach this Deskbell.
#[derive(Debug, Clone)]
pub struct PublicAddress {
    configured: Option<String>,
}

impl PublicAddress {
    /// From `public_url` of the configuration; empty means that the set-up request tells it.
    pub fn new(public_url: &str) -> Self {
        let address = public_url.trim().trim_end_matches('/');
        Self { configured: (!address.is_empty()).then(|| address.to_owned()) }
    }

    /// What links begin with, without a slash at the end.
    pub fn base<'a>(&'a self, workspace: &'a Workspace) -> &'a str {
        self.configured.as_deref().or(workspace.public_url.as_deref()).unwrap_or(&workspace.setup_address)
    }

    /// The configured address, where there is one.
    pub fn configured(&self) -> Option<&str> {
        self.configured.as_deref()
    }

    /// Whether somebody said so, rather than a request suggested it.
    pub fn is_certain(&self, workspace: &Workspace) -> bool {
        self.configured.is_some() || workspace.public_url.is_some()
    }
}

/// Scheme, host and port of a request, where they make an address: what `setup_address` holds.
pub fn request_address(is_https: bool, host: &str) -> Option<String> {
    let scheme = if is_https { "https" } else { "http" };
    let url = url::Url::parse(&format!("{scheme}://{host}")).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let has_trick = host.contains(['/', '\\', '@', '?', '#']);
    (is_bare && !has_trick && url.host().is_some()).then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_identity_secret_follows_from_server_secret_and_salt() {
        let secret = |server: &str, salt| identity_secret(&Secret::new(server.to_owned()), salt).reveal().clone();

        assert_eq!(secret("server", "salt").len(), 64);
        assert_eq!(secret("server", "salt"), secret("server", "salt"));
        assert_ne!(secret("server", "salt"), secret("server", "other"));
        assert_ne!(secret("server", "salt"), secret("other", "salt"));
    }

    #[test]
    fn a_host_header_becomes_an_address_only_where_it_is_one() {
        assert_eq!(request_address(false, "localhost:8080").as_deref(), Some("http://localhost:8080"));
        assert_eq!(request_address(true, "Desk.Example:443").as_deref(), Some("https://desk.example"));
        for wrong in ["", "a b", "evil.example/x", "a@evil.example", "x?y", "x#y", "a\\b", "[::1"] {
            assert_eq!(request_address(false, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_configured_address_wins_and_the_one_of_the_settings_comes_next() {
        let workspace = Workspace {
            name: "Fern & Co".into(),
            time_zone: "UTC".into(),
            currency: "EUR".into(),
            language: "en".into(),
            public_url: None,
            setup_address: "http://10.0.0.5:8080".into(),
            identity_salt: "salt".into(),
            identity_rotated_at: None,
            former_identity: None,
            requires_proof: false,
            proof_days: 7,
            hidden_kinds: Vec::new(),
            created_at: Timestamp::from_millis(0),
        };

        assert_eq!(PublicAddress::new("").base(&workspace), "http://10.0.0.5:8080");
        assert_eq!(PublicAddress::new("https://desk.example/").base(&workspace), "https://desk.example");
        assert!(!PublicAddress::new(" ").is_certain(&workspace));
        let said = Workspace { public_url: Some("https://chat.example".into()), ..workspace };
        assert_eq!(PublicAddress::new("").base(&said), "https://chat.example");
        assert_eq!(PublicAddress::new("https://desk.example/").base(&said), "https://desk.example");
        assert!(PublicAddress::new("").is_certain(&said));
    }
}
