//! Settings → Macros: the list, and one of them.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    Difference, counts,
    macro_form::{KINDS, TypedMacro},
    macro_rows::{self, StepRow, StepWords},
    samples,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, FieldErrors, ids::MacroId},
    console::pages::{
        chosen::{done, query},
        confirm::{self, Question},
        inputs::Input,
        shell::{ConsolePage, Place, Shell},
    },
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    replies::macros::{
        actions,
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
    let shell = Shell::for_administrator(request, &signed_in, Place::Macros)?;
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
    let shell = Shell::for_administrator(request, &signed_in, Place::Macros)?;
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
    signed_in.actor().may(crate::base::Permission::Curate)?;
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
    let shell = Shell::for_administrator(request, &signed_in, Place::Macros)?;
    let (found, _) = named(&db, &id).await?;
    if !confirm::is_sure(&form) {
        let question = Question {
            title: format!("Delete “{}”?", found.name),
            text: "Nobody can run it any more. What it has done stays as it is.",
            action: format!("/console/macros/{}/delete", found.id),
            fields: Vec::new(),
            button: "Delete",
            back: "/console/macros".to_owned(),
        };
        return confirm::ask(shell, question);
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
    let shell = Shell::for_administrator(request, signed_in, Place::Macros)?;
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
        Err(Error::Invalid(errors)) => {
            MacroPage { version, is_refused: true, ..page(&errors) }.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::Conflict(trouble)) => {
            let differences = found.as_ref().map_or_else(Vec::new, |found| differences(found, &typed, &targets));
            let page = page(&FieldErrors::new());
            MacroPage { trouble, differences, is_refused: true, ..page }.answer(StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}

fn differences(found: &Macro, typed: &TypedMacro, targets: &Targets) -> Vec<Difference> {
    let in_words = |steps: &[crate::replies::macros::Step]| {
        let words = steps.iter().map(|step| macro_rows::words(step, targets).words);
        words.collect::<Vec<_>>().join("; ")
    };
    let wanted = typed.read().map(|new| in_words(&new.steps)).unwrap_or_default();
    Difference::between([("Name", found.name.clone(), typed.name.clone()), ("Steps", in_words(&found.steps), wanted)])
}

async fn named(db: &Db, id: &str) -> Result<(Macro, Targets), Error> {
    let id: MacroId = id.parse().map_err(|_| Error::NotFound("macro"))?;
    let (found, targets) =
        db.read(move |connection| Ok((views::by_id(connection, id)?, views::targets(connection)?))).await?;
    Ok((found.ok_or(Error::NotFound("macro"))?, targets))
}

impl MacrosPage {
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db) -> Result<Self, Error> {
        let shell = Shell::for_administrator(request, signed_in, Place::Macros)?;
        let typed = query(request, "q").unwrap_or_default();
        let (all, targets) = db.read(|connection| Ok((views::all(connection)?, views::targets(connection)?))).await?;
        let count = match all.len() {
            0 => String::new(),
            1 => "1 macro".to_owned(),
            many => format!("{many} macros"),
        };
        let row = |found: &Macro| MacroRow {
            id: found.id.to_string(),
            name: found.name.clone(),
            steps: found.steps.iter().map(|step| macro_rows::words(step, &targets)).collect(),
            used: counts::times(found.uses),
        };
        let fits = |row: &MacroRow| {
            let words = row.steps.iter().map(|step| step.words.as_str());
            counts::holds(&words.chain([row.name.as_str()]).collect::<Vec<_>>(), &typed)
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
