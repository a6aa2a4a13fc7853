//! What is noted, and the sentences in which it is read.

use std::net::IpAddr;

use serde_json::{Map, Value};

use crate::base::{Actor, Timestamp, time::DAY};

/// How long lines are kept, in milliseconds: two years.
pub const LIFE_MS: i64 = 2 * 365 * DAY;

/// Who acts, and from where as far as that is known.
#[derive(Debug, Clone)]
pub struct By {
    pub actor: Actor,
    pub address: Option<IpAddr>,
}

/// What an act was about: ids, names and small facts.
#[derive(Debug, Clone, Default)]
pub struct About(Map<String, Value>);

/// The places of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The name of the person it was done to, and their id.
    Who,
    WhoId,
    Email,
    /// The name of the thing it was done to, and its id.
    Name,
    Id,
    /// How it was before, and is now.
    From,
    To,
    Count,
    /// By what means, or why.
    How,
}

/// A line as it is read.
#[derive(Debug, Clone)]
pub struct Line {
    pub number: i64,
    pub at: Timestamp,
    /// As in the event log.
    pub actor: String,
    /// The actor's name at that time.
    pub actor_name: Option<String>,
    /// Its word; one of another version's may stand there.
    pub kind: String,
    pub about: About,
    pub address: Option<String>,
}

macro_rules! kinds {
    ($($kind:ident $word:literal $label:literal $sentence:literal,)*) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Kind { $(#[doc = $label] $kind,)* }

        impl Kind {
            /// Every kind, in the order of the filter.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The word that stands in the database and in addresses.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// The name in the filter.
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }

            /// The sentence without its subject; `{…}` are facts.
            fn sentence(self) -> &'static str {
                match self { $(Self::$kind => $sentence,)* }
            }
        }
    };
}

kinds! {
    SetUp "set_up" "Set up" "set up the workspace “{name}”",
    SignedIn "signed_in" "Signed in" "signed in{how}",
    SignInFailed "sign_in_failed" "Sign-in failed" "could not sign in as {email}: {how}",
    SignedOut "signed_out" "Signed out" "signed out",
    SessionsEnded "sessions_ended" "Sessions ended" "ended {count} of {who}",
    PasswordChanged "password_changed" "Password changed" "changed the password of {who}",
    PasswordReset "password_reset" "Password reset" "gave {who} a new password on the command line{how}",
    EmailChanged "email_changed" "E-mail address changed" "changed the e-mail address of {who} from {from} to {to}",
    TwoFactorOn "two_factor_on" "Two-factor switched on" "switched on two-factor sign-in",
    TwoFactorOff "two_factor_off" "Two-factor switched off" "switched off two-factor sign-in of {who}",
    RecoveryCodesMade "recovery_codes_made" "Recovery codes made" "made new recovery codes",
    RecoveryCodeUsed "recovery_code_used" "Recovery code used" "used a recovery code; {count}",
    Invited "invited" "Invited" "invited {email} as {to}",
    InvitationRevoked "invitation_revoked" "Invitation revoked" "revoked the invitation of {email}",
    Joined "joined" "Joined" "joined with the invitation for {email} as {to}",
    RoleChanged "role_changed" "Role changed" "changed the role of {who} from {from} to {to}",
    Deactivated "deactivated" "Deactivated" "deactivated {who}",
    Reactivated "reactivated" "Reactivated" "reactivated {who}",
    ApiKeyMade "api_key_made" "API key made" "made the API key “{name}” ({how})",
    ApiKeyChanged "api_key_changed" "API key changed" "changed the API key “{name}” ({how})",
    ApiKeyRevoked "api_key_revoked" "API key revoked" "revoked the API key “{name}”",
    SiteKeyMade "site_key_made" "Site key made" "made a site key for “{name}”",
    SiteKeyRevoked "site_key_revoked" "Site key revoked" "revoked a site key",
    SecretShown "secret_shown" "Identity secret shown" "looked at the identity secret",
    SecretRotated "secret_rotated" "Identity secret replaced" "replaced the identity secret{how}",
    SecretEnded "secret_ended" "Old identity secret ended" "ended the old identity secret",
    VerificationChanged "verification_changed" "Verification changed" "set verification: {how}, a proof holds {count}",
    OriginsChanged "origins_changed" "Allowed websites changed" "let {how} embed the widget of “{name}”",
    WorkspaceChanged "workspace_changed" "Workspace changed" "changed {how} of the workspace",
    Exported "exported" "Exported" "exported {how}",
    Imported "imported" "Imported" "imported contacts: {how}",
    CustomerErased "customer_erased" "Person erased" "erased a person with everything they wrote",
    ContactsMerged "contacts_merged" "Contacts merged" "merged the contact {from} into {to}",
    MergeUndone "merge_undone" "Merge undone" "took back the merge of {from} into {to}",
    ContactBlocked "contact_blocked" "Contact blocked" "blocked the contact {id}",
    ContactUnblocked "contact_unblocked" "Contact unblocked" "unblocked the contact {id}",
    Refused "refused" "Refused" "was refused: {how}",
}

impl Kind {
    /// The kind with this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.word() == word)
    }
}

impl By {
    /// Deskbell itself, or somebody on its command line.
    pub fn system() -> Self {
        Self { actor: Actor::System, address: None }
    }

    /// Somebody at an address.
    pub fn new(actor: Actor, address: IpAddr) -> Self {
        Self { actor, address: Some(address) }
    }
}

impl Fact {
    const ALL: [Self; 9] =
        [Self::Who, Self::WhoId, Self::Email, Self::Name, Self::Id, Self::From, Self::To, Self::Count, Self::How];

    fn word(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::WhoId => "who_id",
            Self::Email => "email",
            Self::Name => "name",
            Self::Id => "id",
            Self::From => "from",
            Self::To => "to",
            Self::Count => "count",
            Self::How => "how",
        }
    }
}

impl About {
    /// An act that says everything by its kind.
    pub fn nothing() -> Self {
        Self::default()
    }

    /// A first fact.
    pub fn fact(fact: Fact, value: impl Into<String>) -> Self {
        Self::nothing().and(fact, value)
    }

    /// One more fact.
    #[must_use]
    pub fn and(mut self, fact: Fact, value: impl Into<String>) -> Self {
        self.0.insert(fact.word().to_owned(), Value::String(value.into()));
        self
    }

    /// A fact, empty where it is not told.
    pub fn get(&self, fact: Fact) -> &str {
        self.0.get(fact.word()).and_then(Value::as_str).unwrap_or("")
    }

    /// As it stands in the database.
    pub fn to_json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    /// Reads what stands there; what cannot be read tells nothing.
    pub fn from_json(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }
}

impl Line {
    /// What was done, as the rest of a sentence that begins with who did it.
    pub fn sentence(&self) -> String {
        let Some(kind) = Kind::of(&self.kind) else { return format!("did {}", self.kind) };
        let mut sentence = kind.sentence().to_owned();
        for fact in Fact::ALL {
            // One pass a place: a fact that looks like a place is not filled in again.
            let place = format!("{{{}}}", fact.word());
            if let Some((before, after)) = sentence.split_once(&place) {
                sentence = format!("{before}{}{after}", self.about.get(fact).replace('{', "(").replace('}', ")"));
            }
        }
        sentence
    }

    /// Who did it, in the name they had.
    pub fn who(&self) -> &str {
        match (&self.actor_name, self.actor.as_str()) {
            (Some(name), _) => name,
            (None, "system") => "Deskbell",
            (None, "nobody") => "Somebody",
            (None, other) => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: &str, about: About) -> Line {
        Line {
            number: 1,
            at: Timestamp::from_millis(0),
            actor: "agt_1".to_owned(),
            actor_name: Some("Ana".to_owned()),
            kind: kind.to_owned(),
            about,
            address: None,
        }
    }

    #[test]
    fn every_kind_has_a_word_and_a_sentence_of_its_own() {
        let mut words: Vec<_> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        words.sort_unstable();
        words.dedup();

        assert_eq!(words.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Kind::of(kind.word()), Some(*kind));
            assert!(
                !line(kind.word(), About::nothing()).sentence().contains('{'),
                "{kind:?} names a fact there is not"
            );
        }
    }

    #[test]
    fn facts_stand_in_their_places_and_are_not_read_as_places() {
        let about = About::fact(Fact::Who, "{from}").and(Fact::From, "agent").and(Fact::To, "admin");

        assert_eq!(line("role_changed", about).sentence(), "changed the role of (from) from agent to admin");
        assert_eq!(line("of_tomorrow", About::nothing()).sentence(), "did of_tomorrow");
    }
}
