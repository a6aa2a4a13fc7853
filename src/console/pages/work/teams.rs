//! Settings → Teams: the list, and making one.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, FieldErrors, ids::AgentId},
    console::pages::{
        chosen::{done, query},
        counts,
        inputs::Input,
        refused::Refused,
        shell::{ConsolePage, Place, Shell},
    },
    conversations::sorting,
    db::Db,
    http::{forms::Form, html::PageResult, session::Flash},
    teams::{self, model::NewTeam, views::Candidate},
};

/// How many names a row of the list shows.
const NAMES: usize = 4;

#[derive(Template)]
#[template(path = "console/teams.html")]
struct TeamsPage {
    shell: Shell,
    /// How many there are, in words; empty where there is none.
    count: String,
    rows: Vec<TeamRow>,
    trouble: String,
    is_refused: bool,
    name: Input,
    people: People,
}

struct TeamRow {
    id: String,
    name: String,
    /// “Ana Lopes, Bo Winter and 3 more”.
    members: String,
    used: String,
}

/// Who can be in a team, as boxes.
pub struct People {
    pub boxes: Vec<PersonBox>,
    pub error: Option<String>,
}

/// One of them.
pub struct PersonBox {
    pub id: String,
    pub name: String,
    pub is_active: bool,
    pub is_chosen: bool,
}

impl ConsolePage for TeamsPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/teams`; `name` fills in the form.
#[handler]
pub async fn show_teams(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let new = NewTeam { name: query(request, "name").unwrap_or_default(), agents: Vec::new() };
    TeamsPage::load(request, &signed_in, &db, &new).await?.answer(StatusCode::OK)
}

/// `POST /console/teams`.
#[handler]
pub async fn make_team(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let (actor, new) = (signed_in.actor(), read(&form));
    let wanted = new.clone();
    match db.write(move |tx| teams::actions::make(tx, &actor, wanted)).await {
        Ok(_) => Ok(done(request, "/console/teams", Flash("team_made"))),
        Err(error) => {
            let refused = Refused::by(error)?;
            TeamsPage::load(request, &signed_in, &db, &new).await?.refused(refused)
        }
    }
}

impl TeamsPage {
    /// The page with `new` in its form.
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db, new: &NewTeam) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Teams)?;
        let (all, uses, people) = db
            .read(|connection| {
                let uses = sorting::views::team_uses(connection)?;
                Ok((teams::views::all(connection)?, uses, teams::views::candidates(connection)?))
            })
            .await?;
        let row = |team: &teams::Team| TeamRow {
            id: team.id.to_string(),
            name: team.name.clone(),
            members: members(&team.agents, &people),
            used: counts::conversations(uses.get(&team.id)),
        };
        Ok(Self {
            rows: all.iter().map(row).collect(),
            shell,
            count: counts::of(all.len(), ("team", "teams")),
            trouble: String::new(),
            is_refused: false,
            name: name_input(new),
            people: People::of(&people, new),
        })
    }

    /// Says why no team was made.
    fn refused(self, why: Refused) -> PageResult {
        let (name, people) = (self.name.wrong_at(&why.errors, "/name"), self.people.wrong_by(&why.errors));
        Self { name, people, trouble: why.trouble, is_refused: true, ..self }.answer(why.status)
    }
}

/// What the form says.
pub fn read(form: &Form) -> NewTeam {
    NewTeam { name: form.text("name").to_owned(), agents: form.all("agent").filter_map(|id| id.parse().ok()).collect() }
}

/// The field for the name.
pub fn name_input(team: &NewTeam) -> Input {
    let input = Input { is_required: true, ..Input::text("Name", "name", &team.name) };
    input.hint("What your colleagues call it, such as “Returns”. Customers do not see it.")
}

impl People {
    /// Everybody who answers, and who is in the team though they no longer do.
    pub fn of(people: &[Candidate], team: &NewTeam) -> Self {
        let boxes = people.iter().map(|person| PersonBox {
            id: person.id.to_string(),
            name: person.name.clone(),
            is_active: person.is_active,
            is_chosen: team.agents.contains(&person.id),
        });
        Self { boxes: boxes.filter(|person| person.is_active || person.is_chosen).collect(), error: None }
    }

    /// Takes what is wrong with who was chosen.
    pub fn wrong_by(self, errors: &FieldErrors) -> Self {
        Self { error: errors.at("/agent_ids").map(str::to_owned), ..self }
    }
}

/// Who is in a team, in a line.
pub fn members(agents: &[AgentId], people: &[Candidate]) -> String {
    let inside = people.iter().filter(|person| agents.contains(&person.id));
    let names: Vec<_> = inside.map(|person| person.name.as_str()).collect();
    match names.len() {
        0 => "Nobody yet".to_owned(),
        1..=NAMES => names.join(", "),
        many => format!("{} and {} more", names[..NAMES - 1].join(", "), many + 1 - NAMES),
    }
}
