//! `GET /api/inbox/directory`.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, payload::Json};

use super::views;
use crate::{
    accounts::SignedIn,
    base::{Clock, Permission, ids::*},
    db::Db,
    events,
    http::ApiError,
    saved_views::{self, api::SavedViewView},
};

/// What every inbox keeps a copy of. The frame `directory` says when to fetch it again.
#[derive(Object)]
pub struct InboxDirectory {
    /// The place in the event log this answer stands at.
    pub seq: i64,
    /// By name, those who have left too.
    pub agents: Vec<DirectoryAgent>,
    /// By name.
    pub teams: Vec<DirectoryTeam>,
    /// By name.
    pub tags: Vec<DirectoryTag>,
    /// Oldest first.
    pub sites: Vec<DirectorySite>,
    /// The asking agent's own first, then everybody's.
    pub saved_views: Vec<SavedViewView>,
}

/// A colleague.
#[derive(Object)]
pub struct DirectoryAgent {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub picture_url: Option<String>,
    /// `owner`, `admin`, `agent` or `read_only`.
    pub role: String,
    pub is_active: bool,
    /// What the agent says of itself: `online`, `away` or `busy`. The frame `colleagues` says who is there.
    pub availability: String,
}

/// A team.
#[derive(Object)]
pub struct DirectoryTeam {
    pub id: TeamId,
    pub name: String,
    pub agent_ids: Vec<AgentId>,
}

/// A tag.
#[derive(Object)]
pub struct DirectoryTag {
    pub id: TagId,
    pub name: String,
    /// One of the code's colours.
    pub colour: String,
}

/// A site.
#[derive(Object)]
pub struct DirectorySite {
    pub id: SiteId,
    pub name: String,
    /// The first of the addresses that may show its widget; null where any may.
    pub link: Option<String>,
}

/// The inbox's call for what it keeps a copy of.
pub struct DirectoryApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl DirectoryApi {
    /// Read colleagues, teams, tags, sites and saved views
    #[oai(path = "/directory", method = "get", operation_id = "get_directory")]
    async fn directory(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        clock: Data<&Clock>,
    ) -> Result<Json<InboxDirectory>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let (me, now) = (agent.agent.id, clock.now());
        let answer = db.read(move |connection| {
            let saved = saved_views::views::seen_by(connection, me)?;
            Ok(InboxDirectory {
                seq: events::last_seq(connection)?,
                agents: views::agents(connection, now)?,
                teams: views::teams(connection)?,
                tags: views::tags(connection)?,
                sites: views::sites(connection)?,
                saved_views: saved.into_iter().map(|view| SavedViewView::of(view, me)).collect(),
            })
        });
        Ok(Json(answer.await?))
    }
}
