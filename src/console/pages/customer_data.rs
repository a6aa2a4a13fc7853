//! Settings → Customer data: what customers see of it, what a server may say about a visit, and the ways in and out in
//! bulk.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::{Chosen, done, edition, save},
    context_form::{self, ContextRow},
    inputs::{Choice, Choices},
    refused::Refused,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::SignedInPage,
    activity::model::RecordKind,
    base::{Error, FieldErrors},
    db::Db,
    http::{
        Client,
        forms::Form,
        html::PageResult,
        session::{self, Flash},
    },
    settings::{self, Settings},
    sites::{ContextField, Section, context::MAX_FIELDS},
    transfer::imports::actions::Imported,
};

#[derive(Template)]
#[template(path = "console/customer_data.html")]
pub struct CustomerDataPage {
    shell: Shell,
    query: String,
    version: i64,
    /// Why the names were not saved.
    trouble: String,
    kinds: Choices,
    site_name: String,
    rows: Vec<ContextRow>,
    can_add: bool,
    /// Whether names were added or removed since they were saved.
    is_unsaved: bool,
    upload_error: Option<String>,
    /// What the import came to that was just made.
    imported: Option<Imported>,
}

impl ConsolePage for CustomerDataPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/customer-data?site=…`: also tells, once, what an import came to.
#[handler]
pub fn show_customer_data(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let mut page = CustomerDataPage::as_saved(request, Chosen::of(request, &signed_in, Place::CustomerData)?)?;
    page.imported = session::handed_over(request).and_then(told);
    let is_told = page.imported.is_some();
    let mut response = page.answer(StatusCode::OK)?;
    if is_told {
        session::clear_handed_over(&mut response, Client::of(request));
    }
    Ok(response)
}

/// `POST /console/customer-data/kinds`: says which kinds of records customers see.
#[handler]
pub async fn save_kinds(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    settings: Data<&Settings>,
) -> PageResult {
    let seen: Vec<_> = form.all("kind").collect();
    let kinds = RecordKind::ALL.map(RecordKind::as_str).into_iter();
    let hidden: Vec<_> = kinds.filter(|kind| !seen.contains(kind)).map(str::to_owned).collect();
    let actor = signed_in.actor();
    db.write(move |tx| settings::actions::set_hidden_kinds(tx, &actor, hidden)).await?;
    settings.refresh().await?;
    Ok(done(request, "/console/customer-data", Flash("kinds_saved")))
}

/// `POST /console/customer-data/context?site=…`: saves the names, unless the button pressed only adds or removes one.
#[handler]
pub async fn save_context(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::CustomerData)?;
    let mut fields = context_form::read(&form);
    let (verb, index) = form.text("do").split_once('-').unwrap_or((form.text("do"), ""));
    let index = index.parse::<usize>().ok().filter(|index| *index < fields.len());
    match (verb, index) {
        ("add", _) if fields.len() < MAX_FIELDS => fields.push(context_form::blank()),
        ("remove", Some(index)) => drop(fields.remove(index)),
        ("add" | "remove", _) => {}
        _ => {
            let sections = vec![Section::ContextFields(fields.clone())];
            return match save(request, &signed_in, edition(&chosen.site, &form), sections).await? {
                Ok(_) => {
                    let path = format!("/console/customer-data?{}", chosen.query());
                    Ok(done(request, &path, Flash("context_saved")))
                }
                Err(why) => refused(request, chosen, (fields, &form), why),
            };
        }
    }
    let is_unsaved = fields != chosen.site.context_fields;
    let version = form.text("version").parse().unwrap_or(-1);
    let page = CustomerDataPage::of(request, chosen, &fields, &FieldErrors::new())?;
    CustomerDataPage { is_unsaved, version, ..page }.answer(StatusCode::OK)
}

fn refused(request: &Request, chosen: Chosen, (fields, form): (Vec<ContextField>, &Form), why: Refused) -> PageResult {
    let Refused { status, errors, trouble } = why.say_at("/context_fields");
    let version = form.text("version").parse().unwrap_or(-1);
    let page = CustomerDataPage::of(request, chosen, &fields, &errors)?;
    CustomerDataPage { trouble, is_unsaved: true, version, ..page }.answer(status)
}

impl CustomerDataPage {
    /// The page with everything as it is saved, and what was wrong with a file.
    pub fn with_upload_error(request: &Request, chosen: Chosen, sentence: String) -> Result<Self, Error> {
        Ok(Self { upload_error: Some(sentence), ..Self::as_saved(request, chosen)? })
    }

    fn as_saved(request: &Request, chosen: Chosen) -> Result<Self, Error> {
        let fields = chosen.site.context_fields.clone();
        Self::of(request, chosen, &fields, &FieldErrors::new())
    }

    fn of(request: &Request, chosen: Chosen, fields: &[ContextField], errors: &FieldErrors) -> Result<Self, Error> {
        let missing = || Error::internal("the settings were not given to this route");
        let workspace =
            request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
        let kinds = RecordKind::ALL.map(|kind| {
            let (label, hint) = kind_words(kind);
            let is_chosen = !workspace.hidden_kinds.iter().any(|hidden| hidden == kind.as_str());
            Choice { value: kind.as_str(), label, hint, is_chosen }
        });
        Ok(Self {
            query: chosen.query(),
            version: chosen.site.version,
            trouble: String::new(),
            kinds: Choices::boxes("Customers see", "kind", kinds.into()),
            site_name: chosen.site.name.clone(),
            rows: fields.iter().enumerate().map(|(index, field)| ContextRow::of(field, index, errors)).collect(),
            can_add: fields.len() < MAX_FIELDS,
            is_unsaved: false,
            upload_error: None,
            imported: None,
            shell: chosen.shell,
        })
    }
}

/// What an import came to, as one page hands it to the next.
pub fn telling(imported: &Imported) -> String {
    format!("imported-{}-{}-{}", imported.created, imported.updated, imported.unchanged)
}

fn told(text: &str) -> Option<Imported> {
    let mut numbers = text.strip_prefix("imported-")?.split('-').map(|number| number.parse().ok());
    Some(Imported { created: numbers.next()??, updated: numbers.next()??, unchanged: numbers.next()?? })
}

fn kind_words(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::Order => ("Orders", "What they bought."),
        RecordKind::Deposit => ("Deposits", "Money they paid in."),
        RecordKind::Withdrawal => ("Withdrawals", "Money they took out."),
        RecordKind::Payment => ("Payments", "What they paid, and refunds."),
        RecordKind::Custom => ("Other records", "Whatever else your server sends, of the kind “custom”."),
    }
}
