//! One person, and what can be changed about them.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Path};

use super::{
    super::{
        fresh_proof::{Asked, Unproved, to_ask},
        inputs::Input,
        moment::Moment,
        profile::initials,
        shell::{ConsolePage, Place, Shell},
    },
    choose, missing, role_input,
};
use crate::{
    accounts::{
        SignedIn, SignedInPage,
        members::{self, Member},
    },
    base::{Clock, Error, ids::AgentId},
    db::Db,
    http::{forms::Form, html::PageResult},
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
    initials: String,
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
    asked: Option<Asked>,
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

/// The person that an address names.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn member_at(request: &Request, signed_in: &SignedIn, id: &str) -> Result<Member, Error> {
    let id: AgentId = id.parse().map_err(|_| Error::NotFound("person"))?;
    let db = request.data::<Db>().ok_or_else(missing)?;
    let now = request.data::<Clock>().ok_or_else(missing)?.now();
    let actor = signed_in.actor();
    let member = db.read(move |connection| members::views::one(connection, &actor, (id, now))).await?;
    member.ok_or(Error::NotFound("person"))
}

impl MemberPage {
    /// The page of the person that an address names.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn load(request: &Request, signed_in: &SignedIn, id: &str) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Members)?;
        let member = member_at(request, signed_in, id).await?;
        let is_changeable = members::may_change(&signed_in.actor(), &member.agent).is_ok();
        let agent = member.agent;
        Ok(Self {
            shell,
            id: agent.id.to_string(),
            initials: initials(&agent.name),
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
            is_you: agent.id == signed_in.agent.id,
            is_changeable,
            trouble: String::new(),
            role: role_input(signed_in.agent.role, agent.role),
            asked: to_ask(request, signed_in)?,
        })
    }

    /// Shows the form of the role as it was sent, and why nothing was changed.
    pub fn unproved(mut self, form: &Form, Unproved { status, asked }: Unproved) -> PageResult {
        choose(&mut self.role, form.text("role"));
        self.asked = Some(asked);
        self.answer(status)
    }

    /// Whether something was not changed, as the title says.
    fn is_refused(&self) -> bool {
        !self.trouble.is_empty() || self.asked.as_ref().is_some_and(|asked| asked.is_refused())
    }
}
