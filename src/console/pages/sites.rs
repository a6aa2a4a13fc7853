//! Settings → Sites: the list of sites, and what belongs to one as a whole: name, purpose, who may embed it, its parts.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::{Chosen, done, edition, save},
    confirm::{self, Question},
    inputs::{Choice, Choices, Input},
    moment::Moment,
    refused::{Refused, SEE_BELOW},
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    base::{Error, FieldErrors},
    db::Db,
    http::{forms::Form, html::PageResult, session::Flash},
    sites::{self, AskContact, Origin, Purpose, Section, Site, Sites},
};

#[derive(Template)]
#[template(path = "console/sites.html")]
struct SitesPage {
    shell: Shell,
    rows: Vec<SiteRow>,
    name: Input,
}

struct SiteRow {
    id: String,
    name: String,
    app_id: String,
    purpose: &'static str,
    is_active: bool,
    seen: Option<(String, Moment)>,
}

#[derive(Template)]
#[template(path = "console/site.html")]
struct SitePage {
    shell: Shell,
    query: String,
    version: i64,
    trouble: String,
    title: String,
    app_id: String,
    is_active: bool,
    is_open: bool,
    name: Input,
    purpose: Choices,
    origins: Input,
    parts: Choices,
    ask_contact: Choices,
}

impl ConsolePage for SitesPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

impl ConsolePage for SitePage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// The switches with their words, in the order of the form.
const PARTS: [(&str, &str, &str); 10] = [
    ("home", "Home", "A first place with greeting, notice and the way to everything else."),
    ("messages", "Several conversations", "Visitors can begin another one and read earlier ones."),
    ("activity", "Orders and activity", "Customers who have proved who they are see what your server sent about them."),
    ("files", "Files", "Visitors can send pictures and documents."),
    ("emoji", "Emoji", "A small chooser beside the text."),
    ("rating", "Rating", "Visitors are asked how it was when a conversation is done."),
    ("transcript", "Transcript", "Visitors can download what was written."),
    ("sound", "Sound", "Visitors can switch on a sound for answers."),
    ("title", "Number in the title", "Unread answers are counted before the title of your page: (2) Ferns."),
    ("credit", "“Deskbell” at the bottom", "A small line that says what the messenger is made with."),
];

/// `GET /console/sites`.
#[handler]
pub fn show_sites(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    SitesPage::of(request, &signed_in, "", &FieldErrors::new())?.answer(StatusCode::OK)
}

/// `POST /console/sites`: makes a site.
#[handler]
pub async fn make_site(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    sites: Data<&Sites>,
) -> PageResult {
    let (actor, name) = (signed_in.actor(), form.text("name").to_owned());
    match db.write(move |tx| sites::actions::create(tx, &actor, &name)).await {
        Ok(site) => {
            sites.refresh().await?;
            Ok(done(request, &format!("/console/site?site={}", site.id), Flash("site_made")))
        }
        Err(Error::Invalid(errors)) => {
            let page = SitesPage::of(request, &signed_in, form.text("name"), &errors)?;
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /console/site?site=…`.
#[handler]
pub fn show_site(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Sites)?;
    let origins: Vec<_> = chosen.site.allowed_origins.iter().map(Origin::as_str).collect();
    let origins = origins.join("\n");
    let site = Site::clone(&chosen.site);
    SitePage::of(chosen, (&site, &origins), &FieldErrors::new(), String::new()).answer(StatusCode::OK)
}

/// `POST /console/site?site=…`.
#[handler]
pub async fn save_site(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Sites)?;
    let origins = Origin::parse_lines(form.text("allowed_origins"));
    let typed = typed(&chosen.site, &form);
    let saved = match origins {
        Ok(origins) => {
            let sections = vec![
                Section::Name(typed.name.clone()),
                Section::Purpose(typed.purpose),
                Section::AllowedOrigins(origins),
                Section::Features(typed.features.clone()),
            ];
            save(request, &signed_in, edition(&chosen.site, &form), sections).await?
        }
        Err(sentence) => {
            let mut errors = FieldErrors::one("/allowed_origins", sentence);
            if let Err(more) = sites::actions::tried(&chosen.site, [Section::Name(typed.name.clone())]) {
                errors.extend(more);
            }
            Err(Refused::at_fields(errors).or_say(SEE_BELOW))
        }
    };
    match saved {
        Ok(_) => Ok(done(request, &format!("/console/site?{}", chosen.query()), Flash("site_saved"))),
        Err(refused) => {
            let Refused { status, errors, trouble } = refused.say_at("/features");
            SitePage::of(chosen, (&typed, form.text("allowed_origins")), &errors, trouble).answer(status)
        }
    }
}

/// `POST /console/site/switch?site=…`: on or off.
#[handler]
pub async fn switch_site(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Sites)?;
    let is_on = form.text("active") == "yes";
    if !is_on && !confirm::is_sure(&form) {
        let query = chosen.query();
        let question = Question {
            title: format!("Switch “{}” off?", chosen.site.name),
            text: "The launcher disappears from every page of this site, and visitors can write no more. Conversations \
                   stay in the inbox, and you can switch it on again.",
            action: format!("/console/site/switch?{query}"),
            fields: vec![("active", "no".to_owned())],
            button: "Switch off",
            is_dangerous: true,
            back: format!("/console/site?{query}"),
        };
        return confirm::ask(chosen.shell, question);
    }
    // Whoever switches a site off means it, whatever else has changed.
    let saved = save(request, &signed_in, chosen.site.id.into(), vec![Section::IsActive(is_on)]).await?;
    match saved {
        Ok(_) => {
            let notice = if is_on { "site_on" } else { "site_off" };
            Ok(done(request, &format!("/console/site?{}", chosen.query()), Flash(notice)))
        }
        Err(refused) => Err(Error::Invalid(refused.errors).into()),
    }
}

/// The site with what the form says of name, purpose and parts.
fn typed(site: &Site, form: &Form) -> Site {
    let mut typed = Site { name: form.text("name").to_owned(), ..site.clone() };
    typed.purpose = Purpose::parse(form.text("purpose")).unwrap_or(site.purpose);
    let chosen: Vec<_> = form.all("part").collect();
    for (name, is_on) in typed.features.switches_mut() {
        if PARTS.iter().any(|(part, ..)| *part == name) {
            *is_on = chosen.contains(&name);
        }
    }
    typed.features.ask_contact = AskContact::parse(form.text("ask_contact")).unwrap_or(site.features.ask_contact);
    typed
}

impl SitesPage {
    fn of(request: &Request, signed_in: &SignedIn, typed: &str, errors: &FieldErrors) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Sites)?;
        let missing = || Error::internal("the sites were not given to this route");
        let sites = request.data::<Sites>().ok_or_else(missing)?;
        let rows = sites.all().iter().map(|site| SiteRow::of(site, sites)).collect();
        let name = Input::text("Name", "name", typed).hint("The brand that visitors read, such as “Fern Outlet”.");
        Ok(Self {
            shell,
            rows,
            name: Input { is_required: true, max_length: Some(80), ..name }.wrong_at(errors, "/name"),
        })
    }
}

impl SiteRow {
    fn of(site: &Site, sites: &Sites) -> Self {
        let seen = sites.sightings.newest(site.id).into_iter().next();
        Self {
            id: site.id.to_string(),
            name: site.name.clone(),
            app_id: site.app_id.clone(),
            purpose: purpose_words(site.purpose).0,
            is_active: site.is_active,
            seen: seen.map(|sighting| (sighting.origin.to_string(), Moment::of(sighting.at))),
        }
    }
}

impl SitePage {
    fn of(chosen: Chosen, (site, origins): (&Site, &str), errors: &FieldErrors, trouble: String) -> Self {
        let name = Input::text("Name", "name", site.name.clone()).hint("The brand that visitors read.");
        let typed = Input::text("Allowed websites", "allowed_origins", origins).optional();
        let typed = typed.hint("One a line: scheme, host and port, such as https://www.shop.example. With and without www are two websites.");
        let purposes = Purpose::ALL.iter().map(|purpose| {
            let (label, hint) = purpose_words(*purpose);
            Choice { value: purpose.as_str(), label, hint, is_chosen: *purpose == site.purpose }
        });
        let switches = site.features.switches();
        let is_on = |part: &str| switches.iter().any(|(name, is_on)| *name == part && *is_on);
        let parts = PARTS.map(|(value, label, hint)| Choice { value, label, hint, is_chosen: is_on(value) });
        let asks = AskContact::ALL.iter().map(|ask| {
            let (label, hint) = ask_words(*ask);
            Choice { value: ask.as_str(), label, hint, is_chosen: *ask == site.features.ask_contact }
        });
        Self {
            query: chosen.query(),
            version: chosen.site.version,
            trouble,
            title: chosen.site.name.clone(),
            app_id: chosen.site.app_id.clone(),
            is_active: chosen.site.is_active,
            is_open: chosen.site.allowed_origins.is_empty(),
            name: Input { is_required: true, max_length: Some(80), ..name }.wrong_at(errors, "/name"),
            purpose: Choices::radio("Purpose", "purpose", purposes.collect()),
            origins: Input { kind: "textarea", is_code: true, ..typed }.wrong_at(errors, "/allowed_origins"),
            parts: Choices::boxes("Parts", "part", parts.into()),
            ask_contact: Choices::radio("Ask for an e-mail address", "ask_contact", asks.collect()),
            shell: chosen.shell,
        }
    }
}

/// A purpose in words, and what follows from it.
pub fn purpose_words(purpose: Purpose) -> (&'static str, &'static str) {
    match purpose {
        Purpose::Support => ("Support", "Visitors have questions about something they have."),
        Purpose::Sales => ("Sales", "Visitors are choosing; the messenger invites to ask before buying."),
        Purpose::Checkout => ("Checkout", "Visitors are paying; the messenger is brief and stays out of the way."),
    }
}

fn ask_words(ask: AskContact) -> (&'static str, &'static str) {
    match ask {
        AskContact::AfterFirstMessage => {
            ("After the first message", "So that an answer reaches who has left. It can be skipped.")
        }
        AskContact::WhenAway => ("When you are closed", "Only outside your opening hours."),
        AskContact::Never => ("Never", ""),
    }
}
