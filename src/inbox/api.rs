//! The inbox's calls: who is signed in, and the person beside a thread.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, param::Query, payload::Json};

use super::timeline::views::Wanted;
pub use super::{
    card::shapes::*,
    timeline::shapes::{ActivityItem, ActivityKind, ActivityPage, ActivityTotal},
};
use crate::{
    accounts::{
        SignedIn,
        preferences::{
            self as chosen,
            shapes::{AvailabilityView, PreferencesView},
        },
    },
    base::{Clock, Permission, ids::*},
    conversations::{actions, api::ConversationSummary, views},
    db::Db,
    events,
    http::{ApiError, Client},
    settings::Settings,
    sites::Sites,
};

/// Who is signed in, and where.
#[derive(Object)]
pub struct MeView {
    pub agent: AgentView,
    pub workspace_name: String,
    /// The place in the event log this answer stands at.
    pub seq: i64,
    /// Whether the browser speaks plain HTTP, which others in the network can read.
    pub is_plain_http: bool,
    /// What this agent may do: `read`, `reply`, `edit_contacts`, `curate`, `manage`, `manage_people`, `manage_owners`.
    pub permissions: Vec<String>,
    /// The address of the agent's picture.
    pub picture_url: Option<String>,
    pub preferences: PreferencesView,
    pub availability: AvailabilityView,
}

/// A person who answers.
#[derive(Object)]
pub struct AgentView {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    /// `owner`, `admin`, `agent` or `read_only`.
    pub role: String,
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
        clock: Data<&Clock>,
        client: Client,
    ) -> Result<Json<MeView>, ApiError> {
        let id = agent.agent.id;
        let found = db.read(move |connection| Ok((events::last_seq(connection)?, chosen::views::of(connection, id)?)));
        let (seq, (preferences, availability)) = found.await?;
        let workspace_name = settings.current().map(|workspace| workspace.name.clone()).unwrap_or_default();
        let agent = agent.agent;
        let role = agent.role.as_str().to_owned();
        let permissions = agent.role.permissions().map(|permission| permission.as_str().to_owned()).collect();
        let picture_url = agent.picture_id.as_ref().map(|id| format!("/w/pictures/{id}"));
        let agent = AgentView { id: agent.id, name: agent.name, email: agent.email, role };
        let availability = AvailabilityView::of(availability, clock.now());
        let (preferences, is_plain_http) = (preferences.into(), !client.is_https);
        let me =
            MeView { agent, workspace_name, seq, is_plain_http, permissions, picture_url, preferences, availability };
        Ok(Json(me))
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

/// Whether visitors of a site are asked how a conversation was.
pub(super) fn asks_rating(sites: &Sites, site: SiteId) -> bool {
    sites.by_id(site).is_some_and(|site| site.features.rating)
}
