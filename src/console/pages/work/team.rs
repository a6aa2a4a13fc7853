//! One team: its name, who is in it, and deleting it.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    Difference, counts,
    teams::{People, members, name_input, read},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    audit::{self, About, Fact, Kind},
    base::{Error, FieldErrors, ids::TeamId},
    console::pages::{
        chosen::done,
        confirm::{self, Question},
        inputs::Input,
        shell::{ConsolePage, Place, Shell},
    },
    conversations::sorting,
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    teams::{self, Team, model::NewTeam, views::Candidate},
};

#[derive(Template)]
#[template(path = "console/team.html")]
struct TeamPage {
    shell: Shell,
    id: String,
    /// The name as it is saved.
    title: String,
    used: String,
    edition: String,
    trouble: String,
    differences: Vec<Difference>,
    is_refused: bool,
    name: Input,
    people: People,
}

/// A team with what its page needs beside it.
struct Loaded {
    page: TeamPage,
    team: Team,
    people: Vec<Candidate>,
}

impl ConsolePage for TeamPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/teams/{id}`.
#[handler]
pub async fn show_team(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    Loaded::load(request, &signed_in, &db, &id).await?.page.answer(StatusCode::OK)
}

/// `POST /console/teams/{id}`.
#[handler]
pub async fn save_team(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let loaded = Loaded::load(request, &signed_in, &db, &id).await?;
    let (actor, wanted, seen) = (signed_in.actor(), read(&form), form.text("edition").to_owned());
    let (new, id, present) = (wanted.clone(), loaded.team.id, seen.clone());
    match db.write(move |tx| teams::actions::change(tx, &actor, (id, &seen), new)).await {
        Ok(()) => Ok(done(request, "/console/teams", Flash("team_saved"))),
        Err(Error::Invalid(errors)) => {
            TeamPage { edition: present, ..loaded.with(&wanted, &errors) }.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::Conflict(trouble)) => {
            let typed = Team { id, name: wanted.name.clone(), agents: wanted.agents.clone() };
            let differences = Difference::between([
                ("Name", loaded.team.name.clone(), wanted.name.clone()),
                ("Members", members(&loaded.team, &loaded.people), members(&typed, &loaded.people)),
            ]);
            TeamPage { trouble, differences, ..loaded.with(&wanted, &FieldErrors::new()) }.answer(StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /console/teams/{id}/delete`: asks, then deletes it.
#[handler]
pub async fn delete_team(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let Loaded { page, team, .. } = Loaded::load(request, &signed_in, &db, &id).await?;
    if !confirm::is_sure(&form) {
        let question = Question {
            title: format!("Delete “{}”?", team.name),
            text: "Its conversations belong to no team then; whoever they are assigned to keeps them. The people stay. \
                   This cannot be undone.",
            action: format!("/console/teams/{}/delete", team.id),
            fields: Vec::new(),
            button: "Delete",
            back: "/console/teams".to_owned(),
        };
        return confirm::ask(page.shell, question);
    }
    let (actor, by) = (signed_in.actor(), signed_in.by(request));
    sorting::actions::delete_team(&db, &actor, team.id).await?;
    let about = About::fact(Fact::How, format!("the teams (“{}” was deleted)", team.name));
    db.write(move |tx| audit::actions::note(tx, &by, Kind::WorkspaceChanged, &about)).await?;
    log_act(Client::of(request), &actor, format_args!("deleted the team {}", team.id));
    Ok(done(request, "/console/teams", Flash("team_deleted")))
}

impl Loaded {
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db, id: &str) -> Result<Self, Error> {
        let shell = Shell::for_administrator(request, signed_in, Place::Teams)?;
        let id: TeamId = id.parse().map_err(|_| Error::NotFound("team"))?;
        let (team, uses, people) = db
            .read(move |connection| {
                let uses = sorting::views::team_uses(connection)?;
                Ok((teams::views::by_id(connection, id)?, uses, teams::views::candidates(connection)?))
            })
            .await?;
        let team = team.ok_or(Error::NotFound("team"))?;
        let new = NewTeam { name: team.name.clone(), agents: team.agents.clone() };
        let page = TeamPage {
            shell,
            id: id.to_string(),
            title: team.name.clone(),
            used: counts::conversations(uses.get(&id)),
            edition: team.edition(),
            trouble: String::new(),
            differences: Vec::new(),
            is_refused: false,
            name: name_input(&new, &FieldErrors::new()),
            people: People::of(&people, &new, &FieldErrors::new()),
        };
        Ok(Self { page, team, people })
    }

    /// The page with the form as it was sent.
    fn with(self, wanted: &NewTeam, errors: &FieldErrors) -> TeamPage {
        TeamPage {
            is_refused: true,
            name: name_input(wanted, errors),
            people: People::of(&self.people, wanted, errors),
            ..self.page
        }
    }
}
