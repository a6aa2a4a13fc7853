//! Everything that can happen, in one list.

use serde::{Deserialize, Serialize};

use crate::base::ids::*;

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    Visitor,
    Agent,
    System,
}

impl Author {
    /// The word that stands in the database and in frames.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Agent => "agent",
            Self::System => "system",
        }
    }
}

impl rusqlite::ToSql for Author {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.as_str().into())
    }
}

impl rusqlite::types::FromSql for Author {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        match value.as_str()? {
            "visitor" => Ok(Self::Visitor),
            "agent" => Ok(Self::Agent),
            "system" => Ok(Self::System),
            _ => Err(rusqlite::types::FromSqlError::InvalidType),
        }
    }
}

/// What every inbox keeps a copy of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Directory {
    Teams,
    Tags,
    SavedViews,
    /// Saved replies and macros.
    Replies,
}

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// The instance was claimed: the workspace, its first agent and its first site exist.
    WorkspaceClaimed { agent_id: AgentId },
    /// Settings of the workspace changed.
    SettingsChanged,
    /// An agent signed in.
    AgentSignedIn { agent_id: AgentId },
    /// Sessions of an agent ended: one (by the hex of its token's hash) or, without, all.
    AgentSessionsEnded { agent_id: AgentId, session: Option<String> },
    /// A site was made or changed.
    SiteChanged { site_id: SiteId },
    /// A key for the public API was made.
    ApiKeyMade { api_key_id: ApiKeyId },
    /// A key for the public API got another name, other scopes or another end.
    ApiKeyChanged { api_key_id: ApiKeyId },
    /// A key for the public API was revoked.
    ApiKeyRevoked { api_key_id: ApiKeyId },
    /// A browser acted for the first time.
    VisitorStarted { visitor_id: VisitorId, contact_id: ContactId },
    /// A browser logged out; its token is gone.
    VisitorEnded { visitor_id: VisitorId, contact_id: ContactId },
    /// A profile, its attributes or its claims changed, or the contact is new.
    ContactChanged { contact_id: ContactId },
    /// A visitor's pages told what it did there.
    EventsTracked { contact_id: ContactId, visitor_id: VisitorId, count: u32 },
    /// A visitor proved to be a customer: what it said joined the customer's history.
    ContactsJoined { from: ContactId, to: ContactId, visitor_id: VisitorId },
    /// Everything about a person was erased; its browsers have ended.
    ContactErased { contact_id: ContactId },
    /// An administrator has imported contacts.
    ContactsImported { created: u32, updated: u32 },
    /// A page's proof of identity was wrong.
    ProofFailed { site_id: SiteId },
    /// Products were created or updated.
    ProductsPushed { count: u32 },
    /// A product is not sold any more.
    ProductRemoved { product_id: ProductId },
    /// Records of a customer were created or updated.
    RecordsPushed { contact_id: ContactId, count: u32 },
    /// A record moved away or was deleted.
    RecordRemoved { contact_id: ContactId, record_id: RecordId },
    /// A conversation was started.
    ConversationStarted { conversation_id: ConversationId, contact_id: ContactId },
    /// A message was written.
    MessagePosted {
        conversation_id: ConversationId,
        contact_id: ContactId,
        visitor_id: VisitorId,
        message_id: MessageId,
        number: i64,
        author: Author,
    },
    /// The visitor answered a message that asked something.
    MessageAnswered {
        conversation_id: ConversationId,
        contact_id: ContactId,
        visitor_id: VisitorId,
        message_id: MessageId,
        number: i64,
    },
    /// The team counts a conversation as done.
    ConversationResolved { conversation_id: ConversationId, contact_id: ContactId, visitor_id: VisitorId },
    /// A resolved conversation goes on.
    ConversationReopened { conversation_id: ConversationId, contact_id: ContactId, visitor_id: VisitorId },
    /// The visitor said how a conversation was, or changed that.
    ConversationRated { conversation_id: ConversationId, contact_id: ContactId, visitor_id: VisitorId },
    /// How a conversation stands has changed: whose it is, its snooze, priority or tags.
    ConversationChanged { conversation_id: ConversationId, contact_id: ContactId },
    /// A tag or a team went from so many conversations that they are not told one by one.
    ConversationsSorted {},
    /// A note was written, or a line about what was done was added.
    EntryAdded { conversation_id: ConversationId, contact_id: ContactId, entry_id: EntryId },
    /// An agent wants to read a conversation again.
    MarkedUnread { conversation_id: ConversationId, contact_id: ContactId, agent_id: AgentId },
    /// An agent's draft changed in one of its windows.
    DraftChanged { conversation_id: ConversationId, contact_id: ContactId, agent_id: AgentId },
    /// An agent was made or changed: name, face, role, availability, teams.
    AgentChanged { agent_id: AgentId },
    /// An agent has another role: its connections come back with it.
    AgentRoleChanged { agent_id: AgentId },
    /// Teams, tags, saved views, saved replies or macros changed.
    DirectoryChanged { what: Directory },
    /// An agent is told of something.
    NotificationAdded { agent_id: AgentId, notification_id: NotificationId },
    /// An agent has seen what it was told of: one, or all without.
    NotificationsRead { agent_id: AgentId, notification_id: Option<NotificationId> },
    /// A person may not write any more, or again.
    ContactBlocked { contact_id: ContactId, is_blocked: bool },
    /// Agents made two contacts one, or took that back: conversations, browsers and records moved.
    ContactsMerged { from: ContactId, to: ContactId },
    /// The visitor has seen the conversation up to a message.
    VisitorRead { conversation_id: ConversationId, contact_id: ContactId, visitor_id: VisitorId, number: i64 },
    /// An agent has seen the conversation up to a message.
    AgentRead {
        conversation_id: ConversationId,
        contact_id: ContactId,
        visitor_id: VisitorId,
        agent_id: AgentId,
        number: i64,
        /// Whether visitors hear nothing of it: of somebody who may not answer.
        #[serde(default)]
        is_quiet: bool,
    },
}

impl Event {
    /// The event's name in the log.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WorkspaceClaimed { .. } => "workspace_claimed",
            Self::SettingsChanged => "settings_changed",
            Self::AgentSignedIn { .. } => "agent_signed_in",
            Self::AgentSessionsEnded { .. } => "agent_sessions_ended",
            Self::SiteChanged { .. } => "site_changed",
            Self::ApiKeyMade { .. } => "api_key_made",
            Self::ApiKeyChanged { .. } => "api_key_changed",
            Self::ApiKeyRevoked { .. } => "api_key_revoked",
            Self::VisitorStarted { .. } => "visitor_started",
            Self::VisitorEnded { .. } => "visitor_ended",
            Self::ContactChanged { .. } => "contact_changed",
            Self::EventsTracked { .. } => "events_tracked",
            Self::ContactsJoined { .. } => "contacts_joined",
            Self::ContactErased { .. } => "contact_erased",
            Self::ContactsImported { .. } => "contacts_imported",
            Self::ProofFailed { .. } => "proof_failed",
            Self::ProductsPushed { .. } => "products_pushed",
            Self::ProductRemoved { .. } => "product_removed",
            Self::RecordsPushed { .. } => "records_pushed",
            Self::RecordRemoved { .. } => "record_removed",
            Self::ConversationStarted { .. } => "conversation_started",
            Self::MessagePosted { .. } => "message_posted",
            Self::MessageAnswered { .. } => "message_answered",
            Self::ConversationResolved { .. } => "conversation_resolved",
            Self::ConversationReopened { .. } => "conversation_reopened",
            Self::ConversationRated { .. } => "conversation_rated",
            Self::ConversationChanged { .. } => "conversation_changed",
            Self::ConversationsSorted {} => "conversations_sorted",
            Self::EntryAdded { .. } => "entry_added",
            Self::MarkedUnread { .. } => "marked_unread",
            Self::DraftChanged { .. } => "draft_changed",
            Self::AgentChanged { .. } => "agent_changed",
            Self::AgentRoleChanged { .. } => "agent_role_changed",
            Self::DirectoryChanged { .. } => "directory_changed",
            Self::NotificationAdded { .. } => "notification_added",
            Self::NotificationsRead { .. } => "notifications_read",
            Self::ContactBlocked { .. } => "contact_blocked",
            Self::ContactsMerged { .. } => "contacts_merged",
            Self::VisitorRead { .. } => "visitor_read",
            Self::AgentRead { .. } => "agent_read",
        }
    }

    /// The conversation it is about.
    pub fn conversation_id(&self) -> Option<ConversationId> {
        match self {
            Self::ConversationStarted { conversation_id, .. }
            | Self::MessagePosted { conversation_id, .. }
            | Self::MessageAnswered { conversation_id, .. }
            | Self::ConversationResolved { conversation_id, .. }
            | Self::ConversationReopened { conversation_id, .. }
            | Self::ConversationRated { conversation_id, .. }
            | Self::ConversationChanged { conversation_id, .. }
            | Self::EntryAdded { conversation_id, .. }
            | Self::MarkedUnread { conversation_id, .. }
            | Self::DraftChanged { conversation_id, .. }
            | Self::VisitorRead { conversation_id, .. }
            | Self::AgentRead { conversation_id, .. } => Some(*conversation_id),
            _ => None,
        }
    }

    /// The person it is about.
    pub fn contact_id(&self) -> Option<ContactId> {
        match self {
            Self::VisitorStarted { contact_id, .. }
            | Self::VisitorEnded { contact_id, .. }
            | Self::ContactChanged { contact_id }
            | Self::ContactErased { contact_id }
            | Self::EventsTracked { contact_id, .. }
            | Self::ContactsJoined { to: contact_id, .. }
            | Self::RecordsPushed { contact_id, .. }
            | Self::RecordRemoved { contact_id, .. }
            | Self::ConversationStarted { contact_id, .. }
            | Self::MessagePosted { contact_id, .. }
            | Self::MessageAnswered { contact_id, .. }
            | Self::ConversationResolved { contact_id, .. }
            | Self::ConversationReopened { contact_id, .. }
            | Self::ConversationRated { contact_id, .. }
            | Self::ConversationChanged { contact_id, .. }
            | Self::EntryAdded { contact_id, .. }
            | Self::MarkedUnread { contact_id, .. }
            | Self::DraftChanged { contact_id, .. }
            | Self::ContactBlocked { contact_id, .. }
            | Self::ContactsMerged { to: contact_id, .. }
            | Self::VisitorRead { contact_id, .. }
            | Self::AgentRead { contact_id, .. } => Some(*contact_id),
            _ => None,
        }
    }
}
