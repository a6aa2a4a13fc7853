//! Joining with an invitation: for who is not a member yet.

use askama::Template;
use poem::{
    Request, Response, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::shell::name_of;
use crate::{
    accounts::{
        self, AgentName, Password, PasswordCheck, SessionHash,
        api::device,
        invitations::{
            self, Invitation, Standing,
            actions::{Joined, Joining},
        },
    },
    base::{Actor, Clock, Error, Result},
    db::{Db, Tx},
    http::{
        Client,
        forms::{Field, Form},
        html::{AssetUrls, PageError, PageResult, page, see_other},
        session,
    },
    settings::Settings,
    teams,
};

#[derive(Template)]
#[template(path = "accounts/join.html")]
struct JoinPage {
    css: String,
    icon: String,
    workspace: String,
    email: String,
    role: String,
    token: String,
    /// What stands in the way, whatever is typed.
    trouble: String,
    name: Field,
    password: Field,
}

#[derive(Template)]
#[template(path = "accounts/join_over.html")]
struct OverPage {
    css: String,
    icon: String,
    title: &'static str,
    detail: &'static str,
}

/// `GET /join/{token}`.
#[handler]
pub async fn show_join(request: &Request, Path(token): Path<String>) -> PageResult {
    match find(request, &token).await? {
        Ok(invitation) => page(StatusCode::OK, &JoinPage::new(request, &invitation, &token)?),
        Err(over) => Ok(over),
    }
}

/// `POST /join/{token}`.
#[handler]
pub async fn join_workspace(
    request: &Request,
    Path(token): Path<String>,
    form: Form,
    db: Data<&Db>,
    check: Data<&PasswordCheck>,
) -> PageResult {
    let invitation = match find(request, &token).await? {
        Ok(invitation) => invitation,
        Err(over) => return Ok(over),
    };
    let mut shown = JoinPage::new(request, &invitation, &token)?;
    form.text("name").clone_into(&mut shown.name.value);
    let about = [shown.email.as_str(), shown.workspace.as_str(), form.text("name")];
    let (name, password) = match (AgentName::parse(form.text("name")), Password::parse(form.text("password"), &about)) {
        (Ok(name), Ok(password)) => (name, password),
        (name, password) => {
            shown.name.error = name.err().map(str::to_owned);
            shown.password.error = password.err().map(str::to_owned);
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let password_hash = check.passwords.hash(&password).await?;
    let joining = Joining { token: token.clone(), name, password_hash, device: device(request) };
    let former = session::read(request).map(SessionHash::of);
    match db.write_essential(move |tx| join_teams(tx, joining, former)).await {
        Ok(joined) => {
            let mut response = see_other("/inbox");
            session::write(&mut response, Client::of(request), joined.session.reveal());
            Ok(response)
        }
        // The address became somebody else's meanwhile: another link is needed.
        Err(Error::Invalid(errors)) => {
            shown.trouble = Error::Invalid(errors).to_string();
            page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        // Somebody was faster, or it ended while the form was filled in.
        Err(Error::Conflict(_) | Error::NotFound(_)) => {
            Ok(find(request, &token).await?.err().map_or_else(|| over(request, Some(Standing::Used)), Ok)?)
        }
        Err(error) => Err(error.into()),
    }
}

fn join_teams(tx: &mut Tx<'_>, joining: Joining, former: Option<SessionHash>) -> Result<Joined> {
    let joined = invitations::actions::join(tx, joining)?;
    if let Some(former) = former {
        accounts::actions::sign_out_for(tx, &joined.agent, former)?;
    }
    for id in &joined.invitation.teams {
        // A team may be gone since.
        let Some(mut team) = teams::views::by_id(tx, *id)? else { continue };
        if team.agents.len() >= teams::model::MAX_MEMBERS {
            tracing::warn!(team.id = %id, "{} joined but is not in the team {id}, which is full", joined.agent.id);
            continue;
        }
        let seen = team.edition();
        team.agents.push(joined.agent.id);
        let wanted = teams::model::NewTeam { name: team.name, agents: team.agents };
        teams::actions::change(tx, &Actor::System, (*id, &seen), wanted)?;
    }
    Ok(joined)
}

/// The invitation where its link opens; else the page that says why it does not.
async fn find(request: &Request, token: &str) -> Result<Result<Invitation, Response>, PageError> {
    let db = request.data::<Db>().ok_or_else(missing)?;
    let now = request.data::<Clock>().ok_or_else(missing)?.now();
    let asked = token.to_owned();
    let found = db.read(move |connection| invitations::views::by_token(connection, &asked)).await?;
    match found {
        Some(invitation) if invitation.standing(now) == Standing::Opens => Ok(Ok(invitation)),
        found => over(request, found.map(|invitation| invitation.standing(now))).map(Err),
    }
}

fn over(request: &Request, standing: Option<Standing>) -> PageResult {
    let assets = request.data::<AssetUrls>().ok_or_else(missing)?;
    let (status, title, detail) = match standing {
        Some(Standing::Used) => (
            StatusCode::GONE,
            "This invitation was used",
            "Somebody has joined with this link, and it opens once. Was it you? Then sign in with your password.",
        ),
        Some(Standing::Expired) => (
            StatusCode::GONE,
            "This invitation has expired",
            "A link opens for seven days. Ask whoever invited you for a new one.",
        ),
        Some(_) => (
            StatusCode::GONE,
            "This invitation was taken back",
            "A newer link may have taken its place: look for it, or ask whoever invited you.",
        ),
        None => (
            StatusCode::NOT_FOUND,
            "This link opens nothing",
            "It may have been cut on its way. Copy the whole link, or ask whoever invited you for a new one.",
        ),
    };
    page(status, &OverPage { css: assets.url("console.css"), icon: assets.url("icon.svg"), title, detail })
}

fn missing() -> Error {
    Error::internal("a handle of the invitations was not given to its route")
}

impl JoinPage {
    fn new(request: &Request, invitation: &Invitation, token: &str) -> Result<Self, Error> {
        let assets = request.data::<AssetUrls>().ok_or_else(missing)?;
        let settings = request.data::<Settings>().ok_or_else(missing)?;
        let field = |label, name, kind| Field { label, name, kind, ..Field::default() };
        Ok(Self {
            css: assets.url("console.css"),
            icon: assets.url("icon.svg"),
            workspace: name_of(settings),
            email: invitation.email.clone(),
            role: invitation.role.name().to_lowercase(),
            token: token.to_owned(),
            trouble: String::new(),
            name: Field {
                autocomplete: "name",
                hint: Some("Customers read it above your answers; a first name is enough."),
                is_first: true,
                ..field("Your name", "name", "text")
            },
            password: Field {
                autocomplete: "new-password",
                hint: Some("At least 8 characters. A few words in a row are easy to remember and hard to guess."),
                ..field("Choose a password", "password", "password")
            },
        })
    }
}
