//! Settings → Integrations: which events of the widget the page's `dataLayer` is told of.

use askama::Template;
use poem::{Request, handler, http::StatusCode};

use super::{
    chosen::{Chosen, done, edition, save},
    inputs::{Choice, Choices},
    refused::Refused,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::SignedInPage,
    base::FieldErrors,
    http::{forms::Form, html::PageResult, session::Flash},
    sites::{Section, features::PAGE_EVENTS},
};

#[derive(Template)]
#[template(path = "console/integrations.html")]
struct IntegrationsPage {
    shell: Shell,
    query: String,
    version: i64,
    trouble: String,
    events: Choices,
}

impl ConsolePage for IntegrationsPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/integrations`.
#[handler]
pub fn show_integrations(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Integrations)?;
    let mirrored: Vec<_> = chosen.site.mirrored_events.iter().map(|event| (*event).to_owned()).collect();
    IntegrationsPage::of(chosen, &mirrored, &FieldErrors::new(), String::new()).answer(StatusCode::OK)
}

/// `POST /console/integrations`.
#[handler]
pub async fn save_integrations(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Integrations)?;
    let events: Vec<_> = form.all("event").map(str::to_owned).collect();
    let sections = vec![Section::MirroredEvents(events.clone())];
    match save(request, &signed_in, edition(&chosen.site, &form), sections).await? {
        Ok(_) => Ok(done(request, &format!("/console/integrations?{}", chosen.query()), Flash("saved"))),
        Err(Refused { status, errors, trouble }) => {
            IntegrationsPage::of(chosen, &events, &errors, trouble).answer(status)
        }
    }
}

impl IntegrationsPage {
    fn of(chosen: Chosen, mirrored: &[String], errors: &FieldErrors, trouble: String) -> Self {
        let choice = |event: &&'static str| Choice {
            value: event,
            label: event,
            hint: what(event),
            is_chosen: mirrored.iter().any(|chosen| chosen == event),
        };
        let mut events = Choices::boxes("Events", "event", PAGE_EVENTS.iter().map(choice).collect());
        events.error = errors.iter().next().map(|error| error.detail.clone());
        Self { query: chosen.query(), version: chosen.site.version, trouble, events, shell: chosen.shell }
    }
}

/// When an event happens, and what it carries.
fn what(event: &str) -> &'static str {
    match event {
        "ready" => "The launcher stands on the page.",
        "open" => "The messenger was opened.",
        "close" => "It was closed.",
        "unread" => "Answers wait to be read: count.",
        "navigate" => "Another place of the messenger shows: view.",
        "message:sent" => "The visitor has written.",
        "message:received" => "Your team has answered.",
        "conversation:started" => "The visitor's first message of a conversation.",
        "identified" => "The page has said who the visitor is: verified.",
        "article:viewed" => "An article was opened.",
        "app:opened" => "An app was opened.",
        "lead:submitted" => "Contact details were left.",
        "booking:created" => "An appointment was made.",
        "csat:submitted" => "A conversation was rated.",
        "error" => "Something does not work: code.",
        _ => "",
    }
}
