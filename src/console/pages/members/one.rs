//! One person, and what can be changed about them.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Path};

use super::{
    super::{
        inputs::Input,
        moment::Moment,
        profile::initial,
        shell::{ConsolePage, Place, Shell},
    },
    missing, role_input,
};
use crate::{
    accounts::{SignedIn, SignedInPage, members},
    base::{Clock, Error, Permission, Role, ids::AgentId},
    db::Db,
    http::html::PageResult,
};

#[derive(Template)]
#[template(path = "console/member.html")]
pub struct MemberPage {
    shell: Shell,
    id: String,
    name: String,
    email: String,
    role_name: &'static str,
    picture: Option<String>,
    initial: String,
    has_two_factor: bool,
    seen: Option<Moment>,
    made: Moment,
    deactivated: Option<Moment>,
    sessions: u32,
    is_active: bool,
    is_you: bool,
    /// Whether who looks may change this person: owners are changed by owners only.
    is_changeable: bool,
    pub trouble: String,
    role: Input,
}

impl ConsolePage for MemberPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/members/{agent_id}`.
#[handler]
pub async fn show_member(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
) -> PageResult {
    MemberPage::load(request, &signed_in, &id).await?.answer(StatusCode::OK)
}

impl MemberPage {
    /// The page of the person that an address names.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn load(request: &Request, signed_in: &SignedIn, id: &str) -> Result<Self, Error> {
        let shell = Shell::for_administrator(request, signed_in, Place::Members)?;
        let id: AgentId = id.parse().map_err(|_| Error::NotFound("person"))?;
        let db = request.data::<Db>().ok_or_else(missing)?;
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let actor = signed_in.actor();
        let member = db.read(move |connection| members::views::one(connection, &actor, (id, now))).await?;
        let member = member.ok_or(Error::NotFound("person"))?;
        let (agent, giver) = (member.agent, signed_in.agent.role);
        Ok(Self {
            shell,
            id: id.to_string(),
            initial: initial(&agent.name),
            name: agent.name,
            email: agent.email,
            role_name: agent.role.name(),
            picture: agent.picture_id.map(|id| format!("/w/pictures/{id}")),
            has_two_factor: member.has_two_factor,
            seen: member.last_seen_at.map(Moment::of),
            made: Moment::of(member.created_at),
            deactivated: member.deactivated_at.map(Moment::of),
            sessions: member.sessions,
            is_active: agent.is_active,
            is_you: id == signed_in.agent.id,
            is_changeable: agent.role != Role::Owner || giver.may(Permission::ManageOwners),
            trouble: String::new(),
            role: role_input(giver, agent.role),
        })
    }

    /// The person's name, for questions.
    pub fn name(&self) -> &str {
        &self.name
    }
}
