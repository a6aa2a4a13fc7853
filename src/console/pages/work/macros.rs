//! Settings → Macros: the list, and one of them.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    holds,
    macro_form::{KINDS, TypedMacro},
    macro_rows::{self, StepRow, StepWords},
    samples,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, FieldErrors, Permission, ids::MacroId},
    console::pages::{
        chosen::{done, query},
        confirm::{self, Question},
        counts,
        inputs::Input,
        refused::{Difference, Refused},
        shell::{ConsolePage, Place, Shell},
    },
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    replies::macros::{
        Step, actions,
        model::{MAX_STEPS, Macro},
        steps::Targets,
        views,
    },
};

#[derive(Template)]
#[template(path = "console/macros.html")]
struct MacrosPage {
    shell: Shell,
    /// What is looked for.
    typed: String,
    /// How many there are, in words; empty where there is none.
    count: String,
    rows: Vec<MacroRow>,
    samples: [(&'static str, &'static str); 3],
    /// What was just deleted, to be made again.
    undo: Option<TypedMacro>,
}

struct MacroRow {
    id: String,
    name: String,
    steps: Vec<StepWords>,
    used: String,
}

#[derive(Template)]
#[template(path = "console/macro.html")]
struct MacroPage {
    shell: Shell,
    /// The address of the form.
    action: String,
    /// The name as it is saved; empty for a new one.
    title: String,
    used: String,
    version: i64,
    trouble: String,
    differences: Vec<Difference>,
    is_refused: bool,
    /// Whether steps were added, moved or removed since it was saved.
    is_unsaved: bool,
    name: Input,
    rows: Vec<StepRow>,
    steps_error: Option<String>,
    kinds: [(&'static str, &'static str); 9],
    can_add: bool,
}

/// What a page is drawn from.
struct Drawn<'d> {
    found: Option<&'d Macro>,
    typed: &'d TypedMacro,
    targets: &'d Targets,
    errors: &'d FieldErrors,
    looked_at: Option<usize>,
}

impl ConsolePage for MacrosPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

impl ConsolePage for MacroPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/macros?q=…`.
#[handler]
pub async fn show_macros(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    MacrosPage::load(request, &signed_in, &db).await?.answer(StatusCode::OK)
}

/// `GET /console/macros/new`.
#[handler]
pub async fn new_macro(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Macros)?;
    let targets = db.read(views::targets).await?;
    let (typed, errors) = (TypedMacro::default(), FieldErrors::new());
    let drawn = Drawn { found: None, typed: &typed, targets: &targets, errors: &errors, looked_at: None };
    MacroPage::draw(shell, &drawn).answer(StatusCode::OK)
}

/// `POST /console/macros`: makes one, unless the button pressed only changes the rows.
#[handler]
pub async fn make_macro(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    take(request, &signed_in, &db, (None, form)).await
}

/// `POST /console/macros/examples`.
#[handler]
pub async fn insert_examples(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let actor = signed_in.actor();
    db.write(move |tx| samples::insert_macros(tx, &actor)).await?;
    Ok(done(request, "/console/macros", Flash("macro_examples")))
}

/// `GET /console/macros/{id}`.
#[handler]
pub async fn show_macro(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Macros)?;
    let (found, targets) = named(&db, &id).await?;
    let (typed, errors) = (TypedMacro::of(&found), FieldErrors::new());
    let drawn = Drawn { found: Some(&found), typed: &typed, targets: &targets, errors: &errors, looked_at: None };
    MacroPage::draw(shell, &drawn).answer(StatusCode::OK)
}

/// `POST /console/macros/{id}`: saves it, unless the button pressed only changes the rows.
#[handler]
pub async fn save_macro(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    signed_in.actor().may(Permission::Curate)?;
    let (found, _) = named(&db, &id).await?;
    take(request, &signed_in, &db, (Some(found), form)).await
}

/// `POST /console/macros/{id}/delete`: asks, then deletes it and offers to make it again.
#[handler]
pub async fn delete_macro(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Macros)?;
    let (found, _) = named(&db, &id).await?;
    if !confirm::is_sure(&form) {
        let text = "Nobody can run it any more. What it has done stays as it is.";
        return confirm::ask(shell, Question::delete(&found.name, text, ("/console/macros", found.id)));
    }
    let (actor, id) = (signed_in.actor(), found.id);
    let who = actor.clone();
    db.write(move |tx| actions::delete(tx, &who, id)).await?;
    log_act(Client::of(request), &actor, format_args!("deleted the macro {id}"));
    let page = MacrosPage::load(request, &signed_in, &db).await?;
    MacrosPage { undo: Some(TypedMacro::of(&found)), ..page }.answer(StatusCode::OK)
}

/// Takes the form of a macro: of a new one where none is `found`.
async fn take(request: &Request, signed_in: &SignedIn, db: &Db, (found, form): (Option<Macro>, Form)) -> PageResult {
    let shell = Shell::for_place(request, signed_in, Place::Macros)?;
    let targets = db.read(views::targets).await?;
    let mut typed = TypedMacro::of_form(&form);
    let version = form.text("version").parse().unwrap_or(-1);
    let looked_at = typed.rearrange(form.text("do"), form.text("kind"));
    let page = |errors: &FieldErrors| {
        let (found, typed, targets) = (found.as_ref(), &typed, &targets);
        MacroPage::draw(shell, &Drawn { found, typed, targets, errors, looked_at })
    };
    if looked_at.is_some() {
        return MacroPage { is_unsaved: true, version, ..page(&FieldErrors::new()) }.answer(StatusCode::OK);
    }
    let saved = match typed.read() {
        Ok(new) => {
            let (actor, id) = (signed_in.actor(), found.as_ref().map(|found| found.id));
            let write = db.write(move |tx| match id {
                Some(id) => actions::change(tx, &actor, (id, version), new),
                None => actions::make(tx, &actor, new).map(drop),
            });
            write.await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => {
            let notice = if found.is_some() { "macro_saved" } else { "macro_made" };
            Ok(done(request, "/console/macros", Flash(notice)))
        }
        Err(error) => {
            let refused = Refused::by(error)?;
            let page = page(&refused.errors);
            MacroPage {
                version: refused.edition(version, page.version),
                differences: refused.differences(found.iter().flat_map(|found| fields(found, &typed, &targets))),
                trouble: refused.trouble,
                is_refused: true,
                ..page
            }
            .answer(refused.status)
        }
    }
}

/// Each field of a macro: its name, what stands there, what was typed.
fn fields(found: &Macro, typed: &TypedMacro, targets: &Targets) -> [(&'static str, String, String); 2] {
    let in_words = |steps: &[Step]| {
        let words = steps.iter().map(|step| macro_rows::words(step, targets).words);
        words.collect::<Vec<_>>().join("; ")
    };
    let wanted = typed.read().map(|new| in_words(&new.steps)).unwrap_or_default();
    [("Name", found.name.clone(), typed.name.clone()), ("Steps", in_words(&found.steps), wanted)]
}

async fn named(db: &Db, id: &str) -> Result<(Macro, Targets), Error> {
    let id: MacroId = id.parse().map_err(|_| Error::NotFound("macro"))?;
    let (found, targets) =
        db.read(move |connection| Ok((views::by_id(connection, id)?, views::targets(connection)?))).await?;
    Ok((found.ok_or(Error::NotFound("macro"))?, targets))
}

impl MacrosPage {
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Macros)?;
        let typed = query(request, "q").unwrap_or_default();
        let (all, targets) = db.read(|connection| Ok((views::all(connection)?, views::targets(connection)?))).await?;
        let count = counts::of(all.len(), ("macro", "macros"));
        let row = |found: &Macro| MacroRow {
            id: found.id.to_string(),
            name: found.name.clone(),
            steps: found.steps.iter().map(|step| macro_rows::words(step, &targets)).collect(),
            used: counts::times(found.uses),
        };
        let fits = |row: &MacroRow| {
            let words = row.steps.iter().map(|step| step.words.as_str());
            holds(&words.chain([row.name.as_str()]).collect::<Vec<_>>(), &typed)
        };
        let rows = all.iter().map(row).filter(fits).collect();
        Ok(Self { rows, shell, typed, count, samples: samples::MACROS, undo: None })
    }
}

impl MacroPage {
    fn draw(shell: Shell, drawn: &Drawn<'_>) -> Self {
        let Drawn { found, typed, targets, errors, looked_at } = drawn;
        let name = Input { is_required: true, ..Input::text("Name", "name", &typed.name) };
        Self {
            shell,
            action: found.map_or_else(|| "/console/macros".to_owned(), |found| format!("/console/macros/{}", found.id)),
            title: found.map(|found| found.name.clone()).unwrap_or_default(),
            used: found.map(|found| counts::times(found.uses)).unwrap_or_default(),
            version: found.map_or(0, |found| found.version),
            trouble: String::new(),
            differences: Vec::new(),
            is_refused: false,
            is_unsaved: false,
            name: name.hint("What your team looks for, such as “Send back, then done”.").wrong_at(errors, "/name"),
            rows: macro_rows::rows(&typed.steps, targets, errors, *looked_at),
            steps_error: errors.at("/steps").map(str::to_owned),
            kinds: KINDS,
            can_add: typed.steps.len() < MAX_STEPS,
        }
    }
}
