//! Settings → Saved replies: the list, and one of them.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    holds,
    reply_form::{self, ReplyForm, Sample, draw, of_reply, read},
    samples,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, Permission, ids::SavedReplyId, text},
    console::pages::{
        chosen::{done, query},
        confirm::{self, Question},
        counts, places,
        refused::{Difference, Refused},
        shell::{ConsolePage, Place, Shell},
    },
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    replies::{
        SavedReply, actions,
        model::{For, NewReply},
        views,
    },
};

/// Characters of a text that a row of the list shows.
const SHOWN: usize = 140;

#[derive(Template)]
#[template(path = "console/replies.html")]
struct RepliesPage {
    shell: Shell,
    /// What is looked for.
    typed: String,
    /// How many there are, in words; empty where there is none.
    count: String,
    rows: Vec<ReplyRow>,
    /// Whether whoever looks keeps those that everybody uses.
    is_curator: bool,
    /// What an empty page offers: name and text.
    samples: Vec<(&'static str, String)>,
    /// What was just deleted, to be made again.
    undo: Option<Undo>,
}

struct ReplyRow {
    id: String,
    name: String,
    text: String,
    shortcut: String,
    is_own: bool,
    /// Whether whoever looks may change it.
    is_changeable: bool,
    used: String,
}

/// A reply that was deleted.
struct Undo {
    reply: NewReply,
    is_own: bool,
}

#[derive(Template)]
#[template(path = "console/reply.html")]
struct ReplyPage {
    shell: Shell,
    /// The address of the form.
    action: String,
    /// The name as it is saved; empty for a new one.
    title: String,
    used: String,
    is_own: bool,
    version: i64,
    trouble: String,
    differences: Vec<Difference>,
    is_refused: bool,
    form: ReplyForm,
}

impl ConsolePage for RepliesPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

impl ConsolePage for ReplyPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/replies?q=…`.
#[handler]
pub async fn show_replies(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    RepliesPage::load(request, &signed_in, &db).await?.answer(StatusCode::OK)
}

/// `GET /console/replies/new`.
#[handler]
pub fn new_reply(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    ReplyPage::fresh(request, &signed_in, &NewReply::default(), false)?.answer(StatusCode::OK)
}

/// `POST /console/replies`: saves a new one, unless the button pressed only shows how it looks.
#[handler]
pub async fn make_reply(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let (actor, new) = (signed_in.actor(), read(&form));
    let is_own = match form.text("whose") {
        "me" => true,
        "everybody" => false,
        // Who has no choice keeps only what is their own.
        _ => !is_curator(&signed_in),
    };
    let page = ReplyPage::fresh(request, &signed_in, &new, is_own)?;
    if form.text("do") == "preview" {
        return page.answer(StatusCode::OK);
    }
    let whose = if is_own { For::Oneself } else { For::Everybody };
    match db.write(move |tx| actions::make(tx, &actor, whose, new)).await {
        Ok(_) => Ok(done(request, "/console/replies", Flash("reply_made"))),
        Err(error) => page.refused(Refused::by(error)?),
    }
}

/// `POST /console/replies/examples`.
#[handler]
pub async fn insert_examples(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let actor = signed_in.actor();
    db.write(move |tx| samples::insert_replies(tx, &actor)).await?;
    Ok(done(request, "/console/replies", Flash("reply_examples")))
}

/// `GET /console/replies/{id}`.
#[handler]
pub async fn show_reply(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    let reply = named(&signed_in, &db, &id).await?;
    ReplyPage::of(request, &signed_in, &reply, &of_reply(&reply))?.answer(StatusCode::OK)
}

/// `POST /console/replies/{id}`.
#[handler]
pub async fn save_reply(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let reply = named(&signed_in, &db, &id).await?;
    let (actor, new, version) = (signed_in.actor(), read(&form), form.text("version").parse().unwrap_or(-1));
    let page = ReplyPage::of(request, &signed_in, &reply, &new)?;
    if form.text("do") == "preview" {
        return ReplyPage { version, ..page }.answer(StatusCode::OK);
    }
    let (id, wanted) = (reply.id, new.clone());
    match db.write(move |tx| actions::change(tx, &actor, (id, version), wanted)).await {
        Ok(_) => Ok(done(request, "/console/replies", Flash("reply_saved"))),
        Err(error) => {
            let refused = Refused::by(error)?;
            ReplyPage {
                version: refused.edition(version, page.version),
                differences: refused.differences([
                    ("Name", reply.name, new.name),
                    ("Shortcut", reply.shortcut.unwrap_or_default(), new.shortcut),
                    ("Text", reply.body, new.body),
                ]),
                ..page
            }
            .refused(refused)
        }
    }
}

/// `POST /console/replies/{id}/delete`: asks, then deletes it and offers to make it again.
#[handler]
pub async fn delete_reply(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let reply = named(&signed_in, &db, &id).await?;
    if !confirm::is_sure(&form) {
        let text = "Nobody can insert it any more. Messages that were sent with it stay as they are.";
        let question = Question::delete(&reply.name, text, ("/console/replies", reply.id));
        return confirm::ask(Shell::for_place(request, &signed_in, Place::Replies)?, question);
    }
    let (actor, id) = (signed_in.actor(), reply.id);
    let who = actor.clone();
    db.write(move |tx| actions::delete(tx, &who, id)).await?;
    log_act(Client::of(request), &actor, format_args!("deleted the saved reply {id}"));
    let undo = Some(Undo { reply: of_reply(&reply), is_own: reply.owner.is_some() });
    RepliesPage { undo, ..RepliesPage::load(request, &signed_in, &db).await? }.answer(StatusCode::OK)
}

/// Whether somebody keeps the replies that everybody uses; others have their own.
fn is_curator(signed_in: &SignedIn) -> bool {
    signed_in.actor().may(Permission::Curate).is_ok()
}

/// The reply that an address names, where whoever asks may change it.
async fn named(signed_in: &SignedIn, db: &Db, id: &str) -> Result<SavedReply, Error> {
    places::may_open(signed_in, Place::Replies)?;
    let id: SavedReplyId = id.parse().map_err(|_| Error::NotFound("saved reply"))?;
    let reply = db.read(move |connection| views::by_id(connection, id)).await?.ok_or(Error::NotFound("saved reply"))?;
    reply.may_change(&signed_in.actor())?;
    Ok(reply)
}

impl RepliesPage {
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Replies)?;
        let sample = Sample::of(request, signed_in)?;
        let typed = query(request, "q").unwrap_or_default();
        let (actor, agent) = (signed_in.actor(), signed_in.agent.id);
        let all = db.read(move |connection| views::of_agent(connection, agent)).await?;
        let fits =
            |reply: &&SavedReply| holds(&[&reply.name, &reply.body, reply.shortcut.as_deref().unwrap_or("")], &typed);
        let row = |reply: &SavedReply| ReplyRow {
            id: reply.id.to_string(),
            name: reply.name.clone(),
            text: text::one_line(&reply.body, SHOWN),
            shortcut: reply.shortcut.clone().unwrap_or_default(),
            is_own: reply.owner.is_some(),
            is_changeable: reply.may_change(&actor).is_ok(),
            used: counts::times(reply.uses),
        };
        Ok(Self {
            rows: all.iter().filter(fits).map(row).collect(),
            samples: samples::REPLIES.map(|(name, _, body)| (name, sample.fill(body))).into(),
            shell,
            is_curator: is_curator(signed_in),
            typed,
            count: counts::of(all.len(), ("saved reply", "saved replies")),
            undo: None,
        })
    }
}

impl ReplyPage {
    /// The page of one that is made; `is_own` is what stands chosen, for who may choose whose it shall be.
    fn fresh(request: &Request, signed_in: &SignedIn, new: &NewReply, is_own: bool) -> Result<Self, Error> {
        Ok(Self {
            shell: Shell::for_place(request, signed_in, Place::Replies)?,
            action: "/console/replies".to_owned(),
            title: String::new(),
            used: String::new(),
            is_own,
            version: 0,
            trouble: String::new(),
            differences: Vec::new(),
            is_refused: false,
            form: draw(&Sample::of(request, signed_in)?, new, is_curator(signed_in).then_some(is_own)),
        })
    }

    fn of(request: &Request, signed_in: &SignedIn, reply: &SavedReply, new: &NewReply) -> Result<Self, Error> {
        let page = Self::fresh(request, signed_in, new, reply.owner.is_some())?;
        Ok(Self {
            action: format!("/console/replies/{}", reply.id),
            title: reply_form::title(&reply.name),
            used: counts::times(reply.uses),
            version: reply.version,
            form: ReplyForm { whose: None, ..page.form },
            ..page
        })
    }

    /// Says why the reply was not saved.
    fn refused(self, why: Refused) -> PageResult {
        let form = self.form.wrong_by(&why.errors);
        Self { form, trouble: why.trouble, is_refused: true, ..self }.answer(why.status)
    }
}
