//! Who acts, and what they may do.
//!
//! Every action takes an [`Actor`] and asks it itself, so the page, the API and the socket cannot differ.

use std::{fmt, str::FromStr};

use super::{Error, Result, ids::*};

/// Whoever changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// A person who signed in.
    Agent { id: AgentId, role: Role },
    /// A browser in the widget.
    Visitor(VisitorActor),
    /// A server with a key for the public API.
    ApiKey { id: ApiKeyId, scopes: Scopes },
    /// Deskbell itself: set-up, the command line, housekeeping.
    System,
}

/// A browser in the widget, as its token proves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitorActor {
    pub id: VisitorId,
    pub site: SiteId,
    pub contact: ContactId,
    /// Whether this browser has proved, and not too long ago, that it is the customer `contact`.
    pub is_verified: bool,
}

impl VisitorActor {
    /// Whether this browser may see what `contact` said at the browser `visitor`. Proof opens all that belongs to the
    /// contact. Without it a browser sees only what was said at itself: agents may have put it to a person, and an
    /// agent's word is no proof.
    pub fn may_see(&self, contact: ContactId, visitor: VisitorId) -> bool {
        if self.is_verified { self.contact == contact } else { self.id == visitor }
    }
}

/// What an agent is in the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Made the workspace; may do everything.
    Owner,
    /// Manages settings, keys and people.
    Admin,
    /// Answers.
    Agent,
    /// Reads and changes nothing.
    ReadOnly,
}

/// What may be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Read conversations and contacts; keep one's own profile, drafts and views.
    Read,
    /// Answer, write notes, and act on conversations: assign, snooze, tag, mark as done.
    Reply,
    /// Change what is known of a person: edit, merge, block.
    EditContacts,
    /// Make what everybody uses: tags, saved replies, macros, shared views.
    Curate,
    /// Change sites, keys and settings, and see secrets.
    Manage,
    /// Invite, change and deactivate people and teams, and read the audit log.
    ManagePeople,
    /// Make somebody an owner, or take that back.
    ManageOwners,
    /// Hold to a scope of the public API.
    Scope(Scope),
}

/// What a key for the public API may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Identify,
    Records,
    Products,
    Sessions,
    Erase,
    Sites,
}

/// The scopes of one key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes(Vec<Scope>);

impl Actor {
    /// Asks whether this actor may do something.
    ///
    /// # Errors
    /// `Forbidden` with the sentence that says who may.
    pub fn may(&self, permission: Permission) -> Result<()> {
        let refusal = match (self, permission) {
            (Self::System, _) => None,
            (Self::Agent { role, .. }, permission) if role.may(permission) => None,
            (Self::ApiKey { scopes, .. }, Permission::Scope(scope)) if scopes.allow(scope) => None,
            (Self::ApiKey { .. }, Permission::Scope(scope)) => Some(format!(
                "This key does not have the scope “{scope}”. Make a key with it under Settings → Developers."
            )),
            (Self::Agent { .. }, Permission::ManageOwners) => Some("Only owners can do this. Ask one of yours.".to_owned()),
            (Self::Agent { role: Role::ReadOnly, .. }, Permission::Reply | Permission::EditContacts | Permission::Curate) => {
                Some("Your role is read-only: you can read everything and change nothing. Ask an administrator for another role.".to_owned())
            }
            (Self::Agent { .. }, _) => Some("Only administrators can do this. Ask one of yours.".to_owned()),
            (Self::Visitor(_) | Self::ApiKey { .. }, _) => Some("This is for signed-in agents only.".to_owned()),
        };
        refusal.map_or(Ok(()), |sentence| Err(Error::Forbidden(sentence)))
    }

    /// The actor as it stands in the event log: a kind and, where there is one, an id.
    pub fn to_log(&self) -> String {
        match self {
            Self::Agent { id, .. } => id.to_string(),
            Self::Visitor(visitor) => visitor.id.to_string(),
            Self::ApiKey { id, .. } => id.to_string(),
            Self::System => "system".to_owned(),
        }
    }
}

/// The one table of who may what, in the console's order: the permission, and whether owner, admin, agent and read-only
/// have it.
pub const TABLE: [(Permission, [bool; 4]); 7] = [
    (Permission::Read, [true, true, true, true]),
    (Permission::Reply, [true, true, true, false]),
    (Permission::EditContacts, [true, true, true, false]),
    (Permission::Curate, [true, true, false, false]),
    (Permission::Manage, [true, true, false, false]),
    (Permission::ManagePeople, [true, true, false, false]),
    (Permission::ManageOwners, [true, false, false, false]),
];

impl Permission {
    /// The word that stands in answers; scopes are the public API's own.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Reply => "reply",
            Self::EditContacts => "edit_contacts",
            Self::Curate => "curate",
            Self::Manage => "manage",
            Self::ManagePeople => "manage_people",
            Self::ManageOwners => "manage_owners",
            Self::Scope(scope) => scope.as_str(),
        }
    }
}

impl Role {
    /// Every role, the mightiest first, in the order of the table.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::Agent, Self::ReadOnly];

    /// Whether somebody of this role may do something. What a key's scopes allow, administrators may too.
    pub fn may(self, permission: Permission) -> bool {
        let permission = if let Permission::Scope(_) = permission { Permission::Manage } else { permission };
        let column = Self::ALL.iter().position(|role| *role == self);
        let row = TABLE.iter().find(|(row, _)| *row == permission);
        row.zip(column).is_some_and(|((_, allowed), column)| allowed.get(column).copied().unwrap_or(false))
    }

    /// What the role may do, in the order of the table.
    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        TABLE.into_iter().map(|(permission, _)| permission).filter(move |permission| self.may(*permission))
    }

    /// The role as people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Admin => "Administrator",
            Self::Agent => "Agent",
            Self::ReadOnly => "Read-only",
        }
    }

    /// The word that stands in the database and in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::ReadOnly => "read_only",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownWord)
    }
}

/// A stored word that this version does not know.
#[derive(Debug)]
pub struct UnknownWord;

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the database holds a word that this version does not know")
    }
}

impl std::error::Error for UnknownWord {}

impl rusqlite::types::FromSql for Role {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|error| rusqlite::types::FromSqlError::Other(Box::new(error)))
    }
}

impl Scope {
    /// Every scope, in the order the console shows them.
    pub const ALL: [Self; 6] =
        [Self::Identify, Self::Records, Self::Products, Self::Sessions, Self::Erase, Self::Sites];

    /// The scope's name in keys, answers and documentation.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Records => "records",
            Self::Products => "products",
            Self::Sessions => "sessions",
            Self::Erase => "erase",
            Self::Sites => "sites",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Scopes {
    /// A set of scopes; doubles count once.
    pub fn new(scopes: impl IntoIterator<Item = Scope>) -> Self {
        let mut scopes: Vec<_> = scopes.into_iter().collect();
        scopes.sort();
        scopes.dedup();
        Self(scopes)
    }

    /// Reads the form of [`Scopes::to_words`]; words this version does not know allow nothing.
    pub fn from_words(words: &str) -> Self {
        Self::new(words.split(' ').filter_map(|word| Scope::ALL.into_iter().find(|scope| scope.as_str() == word)))
    }

    /// The names, separated by single spaces.
    pub fn to_words(&self) -> String {
        self.0.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether `scope` is among them.
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
