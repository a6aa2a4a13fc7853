//! The inbox's calls: who is signed in, the list, and the person beside a thread.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, param::Query, payload::Json};

use super::timeline::views::Wanted;
pub use super::{
    card::shapes::*,
    timeline::shapes::{ActivityItem, ActivityKind, ActivityPage, ActivityTotal},
};
use crate::{
    accounts::SignedIn,
    base::{FieldErrors, Permission, Result, Timestamp, ids::*, page},
    conversations::{
        actions,
        api::ConversationSummary,
        views::{self, Cursor},
    },
    db::Db,
    events,
    http::{ApiError, Client},
    settings::Settings,
    sites::Sites,
};

/// Rows of the list where the request does not say.
const ROWS: u32 = 50;

/// Who is signed in, and where.
#[derive(Object)]
pub struct MeView {
    pub agent: AgentView,
    pub workspace_name: String,
    /// The place in the event log this answer stands at.
    pub seq: i64,
    /// Whether the browser speaks plain HTTP, which others in the network can read.
    pub is_plain_http: bool,
}

/// A person who answers.
#[derive(Object)]
pub struct AgentView {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    /// `owner`, `admin` or `agent`.
    pub role: String,
}

/// A line of the list.
#[derive(Object)]
pub struct InboxRow {
    pub conversation: ConversationSummary,
    /// Messages of the visitor that this agent has not read.
    pub unread: i64,
    /// Whether this agent has begun to write.
    pub has_draft: bool,
}

/// A page of the list, last activity first.
#[derive(Object)]
pub struct InboxPage {
    /// The place in the event log this answer stands at: pass it as `after` to the socket.
    pub seq: i64,
    pub conversations: Vec<InboxRow>,
    /// The cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// The inbox's calls.
pub struct InboxApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl InboxApi {
    /// Who is signed in
    #[oai(path = "/me", method = "get", operation_id = "get_me")]
    async fn me(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        settings: Data<&Settings>,
        client: Client,
    ) -> Result<Json<MeView>, ApiError> {
        let seq = db.read(events::last_seq).await?;
        let workspace_name = settings.current().map(|workspace| workspace.name.clone()).unwrap_or_default();
        let agent = agent.agent;
        let role = agent.role.as_str().to_owned();
        let agent = AgentView { id: agent.id, name: agent.name, email: agent.email, role };
        Ok(Json(MeView { agent, workspace_name, seq, is_plain_http: !client.is_https }))
    }

    /// List conversations, last activity first
    #[oai(path = "/conversations", method = "get", operation_id = "list_conversations")]
    async fn list(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The `next` of the page before.
        cursor: Query<Option<String>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<InboxPage>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let limit = page::limit(limit.0, ROWS)?;
        let cursor = cursor.0.as_deref().map(parse_cursor).transpose()?;
        let answer = db.read(move |connection| {
            let seq = events::last_seq(connection)?;
            let (rows, has_more) = views::inbox(connection, agent.agent.id, cursor.as_ref(), limit)?;
            let next = rows.last().filter(|_| has_more).map(write_cursor);
            Ok(InboxPage { seq, conversations: rows.into_iter().map(InboxRow::from).collect(), next })
        });
        Ok(Json(answer.await?))
    }

    /// Resolve a conversation
    ///
    /// Asks the visitor how it was, where the site has that switched on. A resolved one stays as it is.
    #[oai(path = "/conversations/:id/resolve", method = "post", operation_id = "resolve_conversation")]
    async fn resolve(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        sites: Data<&Sites>,
        /// The conversation.
        id: Path<ConversationId>,
    ) -> Result<Json<ConversationSummary>, ApiError> {
        let sites = sites.clone();
        let summary = db.write(move |tx| {
            actions::resolve(tx, &agent.actor(), id.0, |site| asks_rating(&sites, site))?;
            views::summary_of(tx, id.0, Some(agent.agent.id))
        });
        Ok(Json(summary.await?.into()))
    }

    /// Take a resolved conversation up again
    #[oai(path = "/conversations/:id/reopen", method = "post", operation_id = "reopen_conversation")]
    async fn reopen(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The conversation.
        id: Path<ConversationId>,
    ) -> Result<Json<ConversationSummary>, ApiError> {
        let summary = db.write(move |tx| {
            actions::reopen(tx, &agent.actor(), id.0)?;
            views::summary_of(tx, id.0, Some(agent.agent.id))
        });
        Ok(Json(summary.await?.into()))
    }

    /// Read what is known of a person
    #[oai(path = "/contacts/:id", method = "get", operation_id = "get_contact")]
    async fn contact(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /** The contact. */
        id: Path<ContactId>,
    ) -> Result<Json<ContactCard>, ApiError> {
        agent.actor().may(Permission::Read)?;
        Ok(Json(db.read(move |connection| super::views::card(connection, id.0)).await?.into()))
    }

    /// Read a part of what a person did
    #[oai(path = "/contacts/:id/activity", method = "get", operation_id = "list_activity")]
    async fn activity(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The contact.
        id: Path<ContactId>,
        /// Only items of this kind.
        kind: Query<Option<ActivityKind>>,
        /// The `next` of the part before.
        cursor: Query<Option<String>>,
    ) -> Result<Json<ActivityPage>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let cursor = cursor.0.as_deref().map(str::parse).transpose()?;
        let wanted = kind.0.map_or(Wanted::All, Wanted::from);
        let part = db.read(move |connection| super::views::activity(connection, id.0, wanted, cursor));
        Ok(Json(part.await?.into()))
    }
}

impl From<views::Summary> for InboxRow {
    fn from(summary: views::Summary) -> Self {
        Self { unread: summary.unread, has_draft: summary.has_draft, conversation: summary.into() }
    }
}

/// Whether visitors of a site are asked how a conversation was.
pub(super) fn asks_rating(sites: &Sites, site: SiteId) -> bool {
    sites.by_id(site).is_some_and(|site| site.features.rating)
}

/// A cursor is the place of a row: its last activity and its id.
pub(super) fn write_cursor(row: &views::Summary) -> String {
    format!("{}.{}", row.last_activity_at.as_millis(), row.id)
}

pub(super) fn parse_cursor(text: &str) -> Result<Cursor> {
    let parts = text.split_once('.').and_then(|(at, id)| {
        Some(Cursor { last_activity_at: Timestamp::from_millis(at.parse().ok()?), id: id.parse().ok()? })
    });
    let sentence = "This cursor was not made by this list. Begin again without one.";
    parts.ok_or_else(|| FieldErrors::one("/cursor", sentence).into())
}
