//! What is kept of a merge, so that it can be taken back.

use serde::{Deserialize, Serialize};

use crate::{
    base::{Error, Result, Timestamp, ids::*, time},
    contacts::{
        attributes::Attributes,
        model::{Contact, Profile},
        naming::{Known, called},
        views::Blocked,
    },
};

/// How long a merge can be taken back, in milliseconds.
pub const UNDO_MS: i64 = 30 * time::DAY;

/// A contact without an id of the business's own, as JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kept {
    pub id: ContactId,
    name: Option<String>,
    email: Option<String>,
    username: Option<String>,
    phone: Option<String>,
    address: Option<String>,
    avatar_url: Option<String>,
    /// In the form of `Attributes::to_stored`.
    attributes: String,
    created_at: i64,
    updated_at: i64,
    blocked_at: Option<i64>,
    blocked_by: Option<AgentId>,
}

/// What moved with a merge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    pub visitors: Vec<VisitorId>,
    pub conversations: Vec<ConversationId>,
    pub notes: Vec<ContactNoteId>,
    /// Lines of the history.
    pub changes: Vec<i64>,
    /// Earlier merges into the one that went.
    pub merges: Vec<ContactMergeId>,
}

/// A merge as it is stored.
#[derive(Debug, Clone)]
pub struct Merge {
    pub id: ContactMergeId,
    pub gone: Kept,
    pub into: ContactId,
    /// The other as it was before; of another id than `into` where that was merged again since.
    pub before: Kept,
    pub at: Timestamp,
}

impl Kept {
    /// What is to be kept of a contact.
    pub fn of(contact: &Contact, blocked: Option<&Blocked>) -> Self {
        let Profile { name, email, username, phone, address, avatar_url, attributes } = contact.profile.clone();
        Self {
            id: contact.id,
            name,
            email,
            username,
            phone,
            address,
            avatar_url,
            attributes: attributes.to_stored(),
            created_at: contact.created_at.as_millis(),
            updated_at: contact.updated_at.as_millis(),
            blocked_at: blocked.map(|blocked| blocked.at.as_millis()),
            blocked_by: blocked.and_then(|blocked| blocked.by),
        }
    }

    /// The contact again.
    ///
    /// # Errors
    /// `Internal` where the database holds something else.
    pub fn contact(&self) -> Result<Contact> {
        Ok(Contact {
            id: self.id,
            external_id: None,
            profile: Profile {
                name: self.name.clone(),
                email: self.email.clone(),
                username: self.username.clone(),
                phone: self.phone.clone(),
                address: self.address.clone(),
                avatar_url: self.avatar_url.clone(),
                attributes: Attributes::from_stored(&self.attributes)?,
            },
            created_at: Timestamp::from_millis(self.created_at),
            updated_at: Timestamp::from_millis(self.updated_at),
        })
    }

    /// Since when it was blocked, and by whom.
    pub fn blocked(&self) -> Option<(Timestamp, Option<AgentId>)> {
        self.blocked_at.map(|at| (Timestamp::from_millis(at), self.blocked_by))
    }

    /// What the contact is called wherever it is told that it was merged.
    pub fn called(&self) -> String {
        called(self.id, Known { name: self.name.as_deref(), email: self.email.as_deref(), ..Known::default() })
    }
}

impl Moved {
    /// Each item as it is stored: a kind and an id.
    pub fn items(&self) -> impl Iterator<Item = (&'static str, String)> {
        let visitors = self.visitors.iter().map(|id| ("visitor", id.to_string()));
        let conversations = self.conversations.iter().map(|id| ("conversation", id.to_string()));
        let notes = self.notes.iter().map(|id| ("note", id.to_string()));
        let changes = self.changes.iter().map(|id| ("change", id.to_string()));
        let merges = self.merges.iter().map(|id| ("merge", id.to_string()));
        visitors.chain(conversations).chain(notes).chain(changes).chain(merges)
    }

    /// Takes an item of the form of [`Moved::items`].
    ///
    /// # Errors
    /// `Internal` where the database holds something else.
    pub fn take(&mut self, kind: &str, id: &str) -> Result<()> {
        let wrong = |_| Error::internal(format!("a merge cannot have moved “{kind}” {id}"));
        match kind {
            "visitor" => self.visitors.push(id.parse().map_err(wrong)?),
            "conversation" => self.conversations.push(id.parse().map_err(wrong)?),
            "note" => self.notes.push(id.parse().map_err(wrong)?),
            "merge" => self.merges.push(id.parse().map_err(wrong)?),
            "change" => self.changes.push(id.parse().map_err(Error::internal)?),
            _ => return Err(Error::internal(format!("a merge cannot have moved “{kind}”"))),
        }
        Ok(())
    }
}
