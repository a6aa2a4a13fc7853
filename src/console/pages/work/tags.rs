//! Settings → Tags: the list, and making one.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::holds;
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::Error,
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
    TagsPage::load(request, &signed_in, &db, &new).await?.answer(StatusCode::OK)
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
        Err(error) => {
            let refused = Refused::by(error)?;
            TagsPage::load(request, &signed_in, &db, &new).await?.refused(refused)
        }
    }
}

impl TagsPage {
    /// The page with `new` in its form.
    async fn load(request: &Request, signed_in: &SignedIn, db: &Db, new: &NewTag) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Tags)?;
        let typed = query(request, "q").unwrap_or_default();
        let (all, uses) =
            db.read(|connection| Ok((tags::views::all(connection)?, sorting::views::tag_uses(connection)?))).await?;
        let shown = all.iter().filter(|tag| holds(&[&tag.name], &typed));
        let row = |tag: &tags::Tag| TagRow {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            colour: tag.colour.as_str(),
            used: counts::conversations(uses.get(&tag.id)),
        };
        Ok(Self {
            rows: shown.map(row).collect(),
            shell,
            typed,
            count: counts::of(all.len(), ("tag", "tags")),
            trouble: String::new(),
            is_refused: false,
            name: name_input(new),
            colours: colours(new.colour),
        })
    }

    /// Says why no tag was made.
    fn refused(self, why: Refused) -> PageResult {
        let name = self.name.wrong_at(&why.errors, "/name");
        Self { name, trouble: why.trouble, is_refused: true, ..self }.answer(why.status)
    }
}

/// What the form says.
pub fn read(form: &Form) -> NewTag {
    NewTag { name: form.text("name").to_owned(), colour: Colour::parse(form.text("colour")).unwrap_or_default() }
}

/// The field for the name.
pub fn name_input(tag: &NewTag) -> Input {
    let input = Input { is_required: true, ..Input::text("Name", "name", &tag.name) };
    input.hint("A word or two that tell what a conversation is about, such as “Refund”.")
}

/// The colours as radio buttons.
pub fn colours(chosen: Colour) -> Vec<ColourChoice> {
    let choice =
        |colour: Colour| ColourChoice { word: colour.as_str(), name: colour.name(), is_chosen: colour == chosen };
    Colour::ALL.into_iter().map(choice).collect()
}
