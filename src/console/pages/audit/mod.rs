//! Settings → Audit log: who did what, when and from where.

mod download;

use askama::Template;
use poem::{Request, handler, http::StatusCode};

pub use download::download_audit;

use super::{
    chosen::query,
    inputs::Input,
    moment::Moment,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{
        SignedInPage,
        members::{self, Member},
    },
    audit::{
        Kind,
        model::Line,
        views::{self, Wanted},
    },
    base::{Clock, Error, page},
    db::Db,
    http::html::PageResult,
};

/// Lines of one page.
const LINES: u32 = 50;

#[derive(Template)]
#[template(path = "console/audit.html")]
struct AuditPage {
    shell: Shell,
    kind: Input,
    actor: Input,
    lines: Vec<LineRow>,
    /// What the filter says, for addresses: empty, or `kind=…&actor=…`.
    filter: String,
    is_filtered: bool,
    is_first: bool,
    /// The address of the page with older lines.
    older: Option<String>,
}

/// A line as it is shown.
struct LineRow {
    at: Moment,
    who: String,
    what: String,
    from: Option<String>,
    is_trouble: bool,
}

impl ConsolePage for AuditPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/audit`.
#[handler]
pub async fn show_audit(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Audit)?;
    let missing = || Error::internal("a handle of the audit log was not given to its route");
    let db = request.data::<Db>().ok_or_else(missing)?;
    let now = request.data::<Clock>().ok_or_else(missing)?.now();
    let wanted = wanted(request);
    let (asked, actor) = (wanted.clone(), signed_in.actor());
    let (mut lines, people) = db
        .read(move |connection| {
            let lines = views::lines(connection, &actor, &asked, LINES + 1)?;
            Ok((lines, members::views::all(connection, &actor, now)?))
        })
        .await?;
    let has_more = page::cut(&mut lines, LINES as usize);
    let filter = filter(&wanted);
    let older = lines.last().filter(|_| has_more).map(|last| {
        let with = if filter.is_empty() { String::new() } else { format!("{filter}&") };
        format!("/console/audit?{with}before={}", last.number)
    });
    let shown = AuditPage {
        shell,
        kind: kind_input(wanted.kind),
        actor: actor_input(&people, wanted.actor.as_deref()),
        lines: lines.iter().map(LineRow::of).collect(),
        is_filtered: !filter.is_empty(),
        is_first: wanted.before.is_none(),
        filter,
        older,
    };
    shown.answer(StatusCode::OK)
}

/// What the address asks for. What it does not know filters nothing.
fn wanted(request: &Request) -> Wanted {
    Wanted {
        kind: query(request, "kind").and_then(|word| Kind::of(&word)),
        actor: query(request, "actor").filter(|actor| !actor.is_empty()),
        before: query(request, "before").and_then(|number| number.parse().ok()),
    }
}

fn filter(wanted: &Wanted) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    if let Some(kind) = wanted.kind {
        pairs.append_pair("kind", kind.word());
    }
    if let Some(actor) = &wanted.actor {
        pairs.append_pair("actor", actor);
    }
    pairs.finish()
}

fn kind_input(chosen: Option<Kind>) -> Input {
    let option = |kind: &Kind| (kind.word().to_owned(), kind.label().to_owned(), Some(*kind) == chosen);
    let all = std::iter::once((String::new(), "Everything".to_owned(), chosen.is_none()));
    Input::select("What", "kind", all.chain(Kind::ALL.iter().map(option)).collect())
}

fn actor_input(people: &[Member], chosen: Option<&str>) -> Input {
    let person = |member: &Member| {
        let (id, off) = (member.agent.id.to_string(), if member.agent.is_active { "" } else { " (deactivated)" });
        let is_chosen = chosen == Some(id.as_str());
        (id, format!("{}{off}", member.agent.name), is_chosen)
    };
    let others =
        [("", "Anybody"), ("system", "Deskbell and its command line"), ("nobody", "Somebody who was not signed in")];
    let other = |(value, words): (&str, &str)| (value.to_owned(), words.to_owned(), chosen.unwrap_or("") == value);
    let [anybody, system, nobody] = others.map(other);
    let options = std::iter::once(anybody).chain(people.iter().map(person)).chain([system, nobody]);
    Input::select("Who", "actor", options.collect())
}

impl LineRow {
    fn of(line: &Line) -> Self {
        let troubles = [Kind::SignInFailed, Kind::Refused].map(Kind::word);
        Self {
            at: Moment::of(line.at),
            who: line.who().to_owned(),
            what: line.sentence(),
            from: line.address.clone(),
            is_trouble: troubles.contains(&line.kind.as_str()),
        }
    }
}
