//! One team: its name, who is in it, and deleting it.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    teams::{People, members, name_input, read},
    to_the_end,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{
        Error,
        ids::{AgentId, TeamId},
    },
    console::pages::{
        chosen::done,
        confirm::{self, Question},
        counts,
        inputs::Input,
        refused::{Difference, Refused},
        shell::{ConsolePage, Place, Shell},
    },
    conversations::sorting,
    db::Db,
    http::{forms::Form, html::PageResult, session::Flash},
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
    let Loaded { page, team, people } = Loaded::load(request, &signed_in, &db, &id).await?;
    let (actor, mut wanted, seen) = (signed_in.actor(), read(&form), form.text("edition").to_owned());
    // Of very many people not everybody is offered: who was not asked about stays.
    let is_offered = |agent: &AgentId| people.iter().any(|person| person.id == *agent);
    wanted.agents.extend(team.agents.iter().filter(|agent| !is_offered(agent)));
    let (new, id, begun) = (wanted.clone(), team.id, seen.clone());
    match db.write(move |tx| teams::actions::change(tx, &actor, (id, &seen), new)).await {
        Ok(()) => Ok(done(request, "/console/teams", Flash("team_saved"))),
        Err(error) => {
            let refused = Refused::by(error)?;
            TeamPage {
                edition: refused.edition(begun, page.edition),
                differences: refused.differences([
                    ("Name", team.name, wanted.name.clone()),
                    ("Members", members(&team.agents, &people), members(&wanted.agents, &people)),
                ]),
                trouble: refused.trouble,
                is_refused: true,
                name: name_input(&wanted).wrong_at(&refused.errors, "/name"),
                people: People::of(&people, &wanted).wrong_by(&refused.errors),
                ..page
            }
            .answer(refused.status)
        }
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
        let text = "Its conversations belong to no team then; whoever they are assigned to keeps them. The people stay. \
                    This cannot be undone.";
        return confirm::ask(page.shell, Question::delete(&team.name, text, ("/console/teams", team.id)));
    }
    let words = (format!("the teams (“{}” was deleted)", team.name), format!("deleted the team {}", team.id));
    let (db, id) = (db.0.clone(), team.id);
    to_the_end(request, &signed_in, words, |actor, last| async move {
        sorting::actions::delete_team(&db, &actor, id, &last).await
    })
    .await?;
    Ok(done(request, "/console/teams", Flash("team_deleted")))
}

impl Loaded {
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db, id: &str) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Teams)?;
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
            name: name_input(&new),
            people: People::of(&people, &new),
        };
        Ok(Self { page, team, people })
    }
}
