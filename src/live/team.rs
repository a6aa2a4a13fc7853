//! The team at this moment, for everybody who opens the panel.

use poem::{Request, web::Data};
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use super::Live;
use crate::{
    conversations::{api::TeamMember, team::views},
    http::{ApiError, Client, Key, Limit},
    sites::pages::HoursView,
};

/// Faces that are shown.
const FACES: u32 = 5;

/// Who answers, and how soon.
#[derive(Debug, Object)]
pub struct TeamView {
    /// At most 5: those who can be reached now; where nobody can, the team.
    pub members: Vec<TeamMember>,
    /// Whether somebody can be reached now: sits before the inbox, and is neither away nor busy.
    pub is_online: bool,
    /// The median of first replies in milliseconds: the newest 50 conversations of 30 days; absent under 10.
    pub usual_reply_ms: Option<i64>,
    pub hours: HoursView,
}

/// The panel's call about the team.
pub struct TeamApi;

#[OpenApi(prefix_path = "/api/widget")]
impl TeamApi {
    /// Who answers, and how soon
    #[oai(path = "/team", method = "get", operation_id = "show_team")]
    async fn team(
        &self,
        live: Data<&Live>,
        request: &Request,
        /// The site's app id.
        app_id: Query<String>,
    ) -> Result<Json<TeamView>, ApiError> {
        live.limits.take(Limit::Init, Key::address(Client::of(request).address))?;
        let site = live.sites.by_app_id(&app_id).filter(|site| site.is_active);
        let site =
            site.ok_or_else(|| ApiError::forbidden("site-inactive", "There is no active site with this app id."))?;
        let now = live.clock.now();
        let faces = if site.features.faces { FACES } else { 0 };
        let (id, reachable) = (site.id, live.hub.reachable());
        let found = live.db.read(move |connection| {
            let reachable = views::who_answers(connection, &reachable)?;
            let members = views::members(connection, &reachable, faces)?;
            Ok((members, !reachable.is_empty(), views::usual_reply_ms(connection, id, now)?))
        });
        let (members, is_online, usual_reply_ms) = found.await?;
        Ok(Json(TeamView {
            members: members.into_iter().map(TeamMember::from).collect(),
            is_online,
            usual_reply_ms,
            hours: HoursView::of(&site, now),
        }))
    }
}
