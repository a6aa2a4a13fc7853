//! Settings → Tags: the list, and making one.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::counts;
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, FieldErrors},
    console::pages::{
        chosen::{done, query},
        inputs::Input,
        shell::{ConsolePage, Place, Shell},
    },
    conversations::sorting,
    db::Db,
    http::{forms::Form, html::PageResult, session::Flash},
    tags::{self, Colour, model::NewTag},
};

#[derive(Template)]
#[template(path = "console/tags.html")]
struct TagsPage {
    shell: Shell,
    /// What is looked for.
    typed: String,
    /// How many there are, in words; empty where there is none.
    count: String,
    rows: Vec<TagRow>,
    trouble: String,
    is_refused: bool,
    name: Input,
    colours: Vec<ColourChoice>,
}

struct TagRow {
    id: String,
    name: String,
    colour: &'static str,
    used: String,
}

/// One of the colours as a radio button.
pub struct ColourChoice {
    pub word: &'static str,
    pub name: &'static str,
    pub is_chosen: bool,
}

impl ConsolePage for TagsPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/tags?q=…`; `name` fills in the form.
#[handler]
pub async fn show_tags(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let new = NewTag { name: query(request, "name").unwrap_or_default(), colour: Colour::default() };
    TagsPage::load(request, &signed_in, &db, (&new, &FieldErrors::new())).await?.answer(StatusCode::OK)
}

/// `POST /console/tags`.
#[handler]
pub async fn make_tag(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let (actor, new) = (signed_in.actor(), read(&form));
    let wanted = new.clone();
    match db.write(move |tx| tags::actions::make(tx, &actor, wanted)).await {
        Ok(_) => Ok(done(request, "/console/tags", Flash("tag_made"))),
        Err(Error::Invalid(errors)) => {
            let page = TagsPage::load(request, &signed_in, &db, (&new, &errors)).await?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::Conflict(trouble)) => {
            let page = TagsPage::load(request, &signed_in, &db, (&new, &FieldErrors::new())).await?;
            TagsPage { trouble, is_refused: true, ..page }.answer(StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}

impl TagsPage {
    async fn load(
        request: &Request,
        signed_in: &SignedIn,
        db: &Db,
        (new, errors): (&NewTag, &FieldErrors),
    ) -> Result<Self, Error> {
        let shell = Shell::for_administrator(request, signed_in, Place::Tags)?;
        let typed = query(request, "q").unwrap_or_default();
        let (all, uses) =
            db.read(|connection| Ok((tags::views::all(connection)?, sorting::views::tag_uses(connection)?))).await?;
        let shown = all.iter().filter(|tag| counts::holds(&[&tag.name], &typed));
        let row = |tag: &tags::Tag| TagRow {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            colour: tag.colour.as_str(),
            used: counts::conversations(uses.get(&tag.id)),
        };
        let count = match all.len() {
            0 => String::new(),
            1 => "1 tag".to_owned(),
            many => format!("{many} tags"),
        };
        Ok(Self {
            rows: shown.map(row).collect(),
            shell,
            typed,
            count,
            trouble: String::new(),
            is_refused: !errors.is_empty(),
            name: name_input(new, errors),
            colours: colours(new.colour),
        })
    }
}

/// What the form says.
pub fn read(form: &Form) -> NewTag {
    NewTag { name: form.text("name").to_owned(), colour: Colour::parse(form.text("colour")).unwrap_or_default() }
}

/// The field for the name.
pub fn name_input(tag: &NewTag, errors: &FieldErrors) -> Input {
    let input = Input { is_required: true, ..Input::text("Name", "name", &tag.name) };
    input.hint("A word or two that tell what a conversation is about, such as “Refund”.").wrong_at(errors, "/name")
}

/// The colours as radio buttons.
pub fn colours(chosen: Colour) -> Vec<ColourChoice> {
    let choice =
        |colour: Colour| ColourChoice { word: colour.as_str(), name: colour.name(), is_chosen: colour == chosen };
    Colour::ALL.into_iter().map(choice).collect()
}
