//! One tag: changing it, merging it into another one, deleting it.

use std::sync::Arc;

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    tags::{ColourChoice, colours, name_input, read},
    to_the_end,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, ids::TagId},
    console::pages::{
        chosen::{done, query},
        confirm::{self, Question},
        counts,
        inputs::Input,
        refused::{Difference, Refused},
        shell::{ConsolePage, Place, Shell},
    },
    conversations::sorting::{self, actions::Last},
    db::Db,
    http::{forms::Form, html::PageResult, session::Flash},
    replies::macros,
    saved_views,
    tags::{self, Tag, model::NewTag},
};

#[derive(Template)]
#[template(path = "console/tag.html")]
struct TagPage {
    shell: Shell,
    id: String,
    /// The tag as it is saved.
    title: String,
    used: String,
    edition: String,
    trouble: String,
    differences: Vec<Difference>,
    is_refused: bool,
    name: Input,
    colours: Vec<ColourChoice>,
    /// The other tags to merge it into; none where there is no other.
    into: Input,
    has_others: bool,
}

impl ConsolePage for TagPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/tags/{id}`.
#[handler]
pub async fn show_tag(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    TagPage::load(request, &signed_in, &db, &id).await?.0.answer(StatusCode::OK)
}

/// `POST /console/tags/{id}`.
#[handler]
pub async fn save_tag(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let (page, tag) = TagPage::load(request, &signed_in, &db, &id).await?;
    let (actor, wanted, seen) = (signed_in.actor(), read(&form), form.text("edition").to_owned());
    let (new, id, begun) = (wanted.clone(), tag.id, seen.clone());
    match db.write(move |tx| tags::actions::change(tx, &actor, (id, &seen), new)).await {
        Ok(()) => Ok(done(request, "/console/tags", Flash("tag_saved"))),
        Err(error) => {
            let refused = Refused::by(error)?;
            TagPage {
                edition: refused.edition(begun, page.edition),
                differences: refused.differences([
                    ("Name", tag.name, wanted.name.clone()),
                    ("Colour", tag.colour.name().to_owned(), wanted.colour.name().to_owned()),
                ]),
                trouble: refused.trouble,
                is_refused: true,
                name: name_input(&wanted).wrong_at(&refused.errors, "/name"),
                colours: colours(wanted.colour),
                ..page
            }
            .answer(refused.status)
        }
    }
}

/// `POST /console/tags/{id}/merge`: asks, then merges it into the chosen one.
#[handler]
pub async fn merge_tag(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let (mut page, tag) = TagPage::load(request, &signed_in, &db, &id).await?;
    // The page that asks says it in the address.
    let named = query(request, "into").unwrap_or_else(|| form.text("into").to_owned());
    let into: Option<TagId> = named.parse().ok().filter(|into| *into != tag.id);
    let into = match into {
        Some(into) => db.read(move |connection| tags::views::by_id(connection, into)).await?,
        None => None,
    };
    let Some(into) = into else {
        page.into.error = Some("Choose the tag that shall take its place.".to_owned());
        page.is_refused = true;
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
    };
    if !confirm::is_sure(&form) {
        let question = Question {
            title: format!("Merge “{}” into “{}”?", tag.name, into.name),
            text: "Every conversation, saved view and macro with the first tag gets the second, and the first is deleted. \
                   This cannot be undone.",
            action: format!("/console/tags/{}/merge?into={}", tag.id, into.id),
            fields: Vec::new(),
            button: "Merge",
            is_dangerous: true,
            back: format!("/console/tags/{}", tag.id),
        };
        return confirm::ask(page.shell, question);
    }
    let words = (
        format!("the tags (“{}” was merged into “{}”)", tag.name, into.name),
        format!("merged the tag {} into {}", tag.id, into.id),
    );
    let (db, both) = (db.0.clone(), (tag.id, into.id));
    to_the_end(request, &signed_in, words, |actor, noted| async move {
        let who = actor.clone();
        let last: Last = Arc::new(move |tx| {
            saved_views::actions::retag(tx, &who, both)?;
            macros::actions::retag(tx, &who, both)?;
            noted(tx)
        });
        sorting::actions::merge_tags(&db, &actor, both, &last).await
    })
    .await?;
    Ok(done(request, "/console/tags", Flash("tag_merged")))
}

/// `POST /console/tags/{id}/delete`: asks, then deletes it.
#[handler]
pub async fn delete_tag(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let (page, tag) = TagPage::load(request, &signed_in, &db, &id).await?;
    if !confirm::is_sure(&form) {
        let text = "It is taken off every conversation. Saved views that ask for it show nothing then, and macros leave it out. \
                    This cannot be undone.";
        return confirm::ask(page.shell, Question::delete(&tag.name, text, ("/console/tags", tag.id)));
    }
    let words = (format!("the tags (“{}” was deleted)", tag.name), format!("deleted the tag {}", tag.id));
    let (db, id) = (db.0.clone(), tag.id);
    to_the_end(request, &signed_in, words, |actor, last| async move {
        sorting::actions::delete_tag(&db, &actor, id, &last).await
    })
    .await?;
    Ok(done(request, "/console/tags", Flash("tag_deleted")))
}

impl TagPage {
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db, id: &str) -> Result<(Self, Tag), Error> {
        let shell = Shell::for_place(request, signed_in, Place::Tags)?;
        let id: TagId = id.parse().map_err(|_| Error::NotFound("tag"))?;
        let (all, uses) =
            db.read(|connection| Ok((tags::views::all(connection)?, sorting::views::tag_uses(connection)?))).await?;
        let tag = all.iter().find(|tag| tag.id == id).cloned().ok_or(Error::NotFound("tag"))?;
        let others = all.iter().filter(|other| other.id != id);
        let mut options = vec![(String::new(), "Choose a tag".to_owned(), true)];
        options.extend(others.map(|other| (other.id.to_string(), other.name.clone(), false)));
        let new = NewTag { name: tag.name.clone(), colour: tag.colour };
        let page = Self {
            shell,
            id: id.to_string(),
            title: tag.name.clone(),
            used: counts::conversations(uses.get(&id)),
            edition: tag.edition(),
            trouble: String::new(),
            differences: Vec::new(),
            is_refused: false,
            name: name_input(&new),
            colours: colours(tag.colour),
            has_others: options.len() > 1,
            into: Input::select("Merge into", "into", options),
        };
        Ok((page, tag))
    }
}
