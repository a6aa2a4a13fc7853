//! Settings → Hours: when the team answers, on which days not, and what visitors see then.

use askama::Template;
use poem::{Request, handler, http::StatusCode};

use super::{
    chosen::{Chosen, done, edition, save},
    hours_form::{self, HoursForm},
    inputs::{Choices, Input},
    refused::{Refused, SEE_BELOW},
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::SignedInPage,
    base::FieldErrors,
    http::{forms::Form, html::PageResult, session::Flash},
    sites::Section,
};

#[derive(Template)]
#[template(path = "console/hours.html")]
struct HoursPage {
    shell: Shell,
    query: String,
    version: i64,
    trouble: String,
    /// "Open until 18:00", by the hours that are saved.
    now: String,
    is_open: bool,
    is_unsaved: bool,
    mode: Choices,
    time_zone: Input,
    zones: Vec<String>,
    days: Vec<Input>,
    holidays: Vec<HolidayRow>,
    when_closed: Choices,
}

/// One holiday as a row of controls.
struct HolidayRow {
    index: usize,
    number: usize,
    inputs: Vec<Input>,
}

impl ConsolePage for HoursPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/hours`.
#[handler]
pub fn show_hours(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Hours)?;
    let form = HoursForm::of_site(&chosen.site.hours);
    HoursPage::of(chosen, &form, &FieldErrors::new()).answer(StatusCode::OK)
}

/// `POST /console/hours`: saves, unless the button pressed only adds or removes a holiday.
#[handler]
pub async fn save_hours(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Hours)?;
    let mut typed = HoursForm::of_form(&form);
    let version = form.text("version").parse().unwrap_or(-1);
    let (verb, index) = form.text("do").split_once('-').unwrap_or((form.text("do"), ""));
    if verb == "add" || verb == "remove" {
        typed.change_holidays(verb, index.parse().ok());
        let page = HoursPage::of(chosen, &typed, &FieldErrors::new());
        return HoursPage { is_unsaved: true, version, ..page }.answer(StatusCode::OK);
    }
    let saved = match typed.read() {
        Ok(hours) => save(request, &signed_in, edition(&chosen.site, &form), vec![Section::Hours(hours)]).await?,
        Err(errors) => Err(Refused::at_fields(errors).or_say(SEE_BELOW)),
    };
    match saved {
        Ok(_) => Ok(done(request, &format!("/console/hours?{}", chosen.query()), Flash("saved"))),
        Err(refused) => {
            let Refused { status, errors, trouble } = refused.say_at("/hours/holidays");
            HoursPage { trouble, version, ..HoursPage::of(chosen, &typed, &errors) }.answer(status)
        }
    }
}

impl HoursPage {
    fn of(chosen: Chosen, form: &HoursForm, errors: &FieldErrors) -> Self {
        let (is_open, now) = hours_form::standing(&chosen.site.hours, chosen.now);
        let row = |index: usize| HolidayRow { index, number: index + 1, inputs: form.holiday(index, errors) };
        Self {
            query: chosen.query(),
            version: chosen.site.version,
            trouble: String::new(),
            now,
            is_open,
            is_unsaved: false,
            mode: form.mode(),
            time_zone: form.time_zone(errors),
            zones: hours_form::zones(),
            days: form.days(errors),
            holidays: (0..form.holiday_count()).map(row).collect(),
            when_closed: form.when_closed(),
            shell: chosen.shell,
        }
    }
}
