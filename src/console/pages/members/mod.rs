//! Settings → Members: who works here, who is invited, and what they may do.

mod change;
mod invite;
mod one;

use askama::Template;
use poem::{Request, handler, http::StatusCode};

pub use change::{change_role, deactivate, end_member_sessions, reactivate, reset_two_factor};
pub use invite::{invite_member, revoke_invitation};
pub use one::show_member;

use super::{
    fresh_proof::{Asked, to_ask},
    inputs::Input,
    moment::Moment,
    profile::initials,
    refused::Refused,
    roles,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{
        SignedIn, SignedInPage,
        invitations::{self, Invitation, Standing},
        members::{self, Member},
    },
    base::{Clock, Error, Permission, Role, Timestamp, ids::TeamId},
    db::Db,
    http::{Client, forms::Form, html::PageResult, session},
    settings::{PublicAddress, Settings},
    teams,
};

#[derive(Template)]
#[template(path = "console/members.html")]
struct MembersPage {
    shell: Shell,
    members: Vec<MemberRow>,
    waiting: Vec<InvitationRow>,
    /// The link of an invitation that was just made: shown this once.
    made: Option<MadeLink>,
    trouble: String,
    email: Input,
    role: Input,
    teams: Vec<TeamChoice>,
    asked: Option<Asked>,
}

/// A person as they are listed.
struct MemberRow {
    id: String,
    name: String,
    /// The e-mail address in two parts, the second from its `@` on: a narrow column breaks it between them.
    mailbox: String,
    host: String,
    role: &'static str,
    picture: Option<String>,
    initials: String,
    has_two_factor: bool,
    seen: Option<Moment>,
    sessions: u32,
    is_active: bool,
    is_you: bool,
}

/// An invitation that waits.
struct InvitationRow {
    id: String,
    email: String,
    role: &'static str,
    ends: Moment,
    is_over: bool,
}

struct MadeLink {
    email: String,
    link: String,
    ends: Moment,
}

/// A team that somebody can be in from the start.
struct TeamChoice {
    id: String,
    name: String,
    is_chosen: bool,
}

impl ConsolePage for MembersPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/members`. A link that was just made is shown here, and nowhere else.
#[handler]
pub async fn show_members(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let mut page = MembersPage::load(request, &signed_in).await?;
    let Some(token) = session::handed_over(request).map(str::to_owned) else { return page.answer(StatusCode::OK) };
    page.made = made(request, token).await?;
    let mut response = page.answer(StatusCode::OK)?;
    session::clear_handed_over(&mut response, Client::of(request));
    Ok(response)
}

/// What a token that was handed over opens; a cookie may be planted, so only a link of ours is shown.
async fn made(request: &Request, token: String) -> Result<Option<MadeLink>, Error> {
    let workspace = request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
    let base = request.data::<PublicAddress>().ok_or_else(missing)?.base(&workspace).to_owned();
    let link = format!("{base}/join/{token}");
    let db = request.data::<Db>().ok_or_else(missing)?;
    let found = db.read(move |connection| invitations::views::by_token(connection, &token)).await?;
    Ok(found.map(|found| MadeLink { email: found.email, link, ends: Moment::of(found.expires_at) }))
}

fn missing() -> Error {
    Error::internal("a handle of the members was not given to its route")
}

impl MembersPage {
    async fn load(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Members)?;
        let db = request.data::<Db>().ok_or_else(missing)?;
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let actor = signed_in.actor();
        let (members, waiting, teams) = db
            .read(move |connection| {
                let members = members::views::all(connection, &actor, now)?;
                let waiting = invitations::views::unanswered(connection, &actor)?;
                Ok((members, waiting, teams::views::all(connection)?))
            })
            .await?;
        let you = signed_in.agent.id;
        let team = |team: teams::Team| TeamChoice { id: team.id.to_string(), name: team.name, is_chosen: false };
        Ok(Self {
            shell,
            members: members.into_iter().map(|member| MemberRow::of(member, you)).collect(),
            waiting: waiting.into_iter().map(|invitation| InvitationRow::of(invitation, now)).collect(),
            made: None,
            trouble: String::new(),
            email: email_input(""),
            role: role_input(signed_in.agent.role, Role::Agent),
            teams: teams.into_iter().map(team).collect(),
            asked: to_ask(request, signed_in)?,
        })
    }

    /// Whether somebody was not invited, as the title says.
    fn is_refused(&self) -> bool {
        let is_unproved = self.asked.as_ref().is_some_and(|asked| asked.is_refused());
        is_unproved || self.email.error.is_some() || self.role.error.is_some() || !self.trouble.is_empty()
    }

    /// Shows the form as it was sent, and why nobody was invited.
    fn refused(mut self, form: &Form, why: Refused) -> PageResult {
        self.email = email_input(form.text("email")).wrong_at(&why.errors, "/email");
        choose(&mut self.role, form.text("role"));
        self.role = self.role.wrong_at(&why.errors, "/role");
        for team in &mut self.teams {
            team.is_chosen = form.all("team").any(|id| id == team.id);
        }
        self.trouble = why.trouble;
        self.answer(why.status)
    }
}

fn email_input(value: &str) -> Input {
    let hint = "The link opens for this address only. Deskbell sends no mail: you pass the link on.";
    let input = Input { kind: "email", is_required: true, ..Input::text("E-mail", "email", value) };
    input.hint(hint)
}

/// The roles that somebody can give.
pub fn role_input(giver: Role, chosen: Role) -> Input {
    let may_give = |role: &Role| *role != Role::Owner || giver.may(Permission::ManageOwners);
    let option = |role: Role| {
        let words = format!("{}: {}", role.name(), roles::purpose(role));
        (role.as_str().to_owned(), words, role == chosen)
    };
    Input::select("Role", "role", Role::ALL.into_iter().filter(may_give).map(option).collect())
}

/// Leaves the role chosen that a form named.
fn choose(input: &mut Input, role: &str) {
    for (value, _, is_chosen) in &mut input.options {
        *is_chosen = value == role;
    }
}

/// The teams that a form names.
fn chosen_teams(form: &Form) -> Vec<TeamId> {
    form.all("team").filter_map(|id| id.parse().ok()).collect()
}

impl MemberRow {
    fn of(member: Member, you: crate::base::ids::AgentId) -> Self {
        let agent = member.agent;
        let (mailbox, host) = agent.email.split_at(agent.email.find('@').unwrap_or(agent.email.len()));
        Self {
            id: agent.id.to_string(),
            initials: initials(&agent.name),
            name: agent.name,
            mailbox: mailbox.to_owned(),
            host: host.to_owned(),
            role: agent.role.name(),
            picture: agent.picture_id.map(|id| format!("/w/pictures/{id}")),
            has_two_factor: member.has_two_factor,
            seen: member.last_seen_at.map(Moment::of),
            sessions: member.sessions,
            is_active: agent.is_active,
            is_you: agent.id == you,
        }
    }
}

impl InvitationRow {
    fn of(invitation: Invitation, now: Timestamp) -> Self {
        Self {
            id: invitation.id.to_string(),
            is_over: invitation.standing(now) == Standing::Expired,
            role: invitation.role.name(),
            ends: Moment::of(invitation.expires_at),
            email: invitation.email,
        }
    }
}
