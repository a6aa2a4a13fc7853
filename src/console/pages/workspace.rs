//! Settings → Workspace: what the business is called, where this Deskbell is reached, language, time zone and currency.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::done,
    hours_form,
    inputs::Input,
    launcher_form,
    refused::{Difference, Refused, SEE_BELOW},
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    audit::{self, About, Fact, Kind},
    base::{Error, FieldErrors, currencies},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    settings::{self, PublicAddress, Settings, Workspace, profile::NewProfile},
    sites::Locale,
};

#[derive(Template)]
#[template(path = "console/workspace.html")]
struct WorkspacePage {
    shell: Shell,
    edition: String,
    trouble: String,
    differences: Vec<Difference>,
    is_refused: bool,
    name: Input,
    public_url: Input,
    /// The address of the configuration, which wins; empty where there is none.
    configured: String,
    /// What links begin with as it is saved.
    base: String,
    is_certain: bool,
    language: Input,
    time_zone: Input,
    zones: Vec<String>,
    currency: Input,
}

impl ConsolePage for WorkspacePage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/workspace`.
#[handler]
pub fn show_workspace(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let workspace = current(request)?;
    WorkspacePage::of(request, &signed_in, (&workspace, &NewProfile::of(&workspace)), &FieldErrors::new())?
        .answer(StatusCode::OK)
}

/// `POST /console/workspace`.
#[handler]
pub async fn save_workspace(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    settings: Data<&Settings>,
    address: Data<&PublicAddress>,
) -> PageResult {
    let before = current(request)?;
    let mut wanted = read(&form);
    if address.configured().is_some() {
        // The page shows the field only where it counts.
        wanted.public_url = before.public_url.clone().unwrap_or_default();
    }
    let (by, new, seen) = (signed_in.by(request), wanted.clone(), form.text("edition").to_owned());
    let (begun, about) = (seen.clone(), noted(&before, &wanted));
    let written = db.write(move |tx| {
        settings::actions::change_profile(tx, &by.actor, &seen, new)?;
        about.map_or(Ok(()), |about| audit::actions::note(tx, &by, Kind::WorkspaceChanged, &about))
    });
    match written.await {
        Ok(()) => {
            settings.refresh().await?;
            log_act(Client::of(request), &signed_in.actor(), format_args!("changed the workspace"));
            Ok(done(request, "/console/workspace", Flash(notice(&before, &wanted))))
        }
        Err(error) => {
            let refused = Refused::by(error)?.or_say(SEE_BELOW);
            settings.refresh().await?;
            let present = current(request)?;
            let page = WorkspacePage::of(request, &signed_in, (&present, &wanted), &refused.errors)?;
            WorkspacePage {
                edition: refused.edition(begun, page.edition),
                differences: refused.differences(fields(NewProfile::of(&present), wanted)),
                trouble: refused.trouble,
                is_refused: true,
                ..page
            }
            .answer(refused.status)
        }
    }
}

fn current(request: &Request) -> Result<Workspace, Error> {
    let settings = request.data::<Settings>().ok_or_else(|| Error::internal("no settings were given to this route"))?;
    settings.current().map(|workspace| (*workspace).clone()).ok_or(Error::NotFound("workspace"))
}

fn read(form: &Form) -> NewProfile {
    NewProfile {
        name: form.text("name").to_owned(),
        public_url: form.text("public_url").to_owned(),
        language: form.text("language").to_owned(),
        time_zone: form.text("time_zone").to_owned(),
        currency: form.text("currency").to_owned(),
    }
}

/// Says what a change does not do, where somebody could think it does.
fn notice(before: &Workspace, wanted: &NewProfile) -> &'static str {
    if !before.currency.eq_ignore_ascii_case(wanted.currency.trim()) {
        "workspace_currency"
    } else if !before.time_zone.eq_ignore_ascii_case(wanted.time_zone.trim()) {
        "workspace_zone"
    } else {
        "workspace_saved"
    }
}

/// What a change is about; `None` where it changes nothing.
fn noted(before: &Workspace, wanted: &NewProfile) -> Option<About> {
    let changed = Difference::between(fields(NewProfile::of(before), wanted.clone()));
    let fields: Vec<_> = changed.iter().map(|difference| difference.what.to_lowercase()).collect();
    (!fields.is_empty()).then(|| About::fact(Fact::How, format!("the {}", fields.join(", the "))))
}

/// Each field: its name, what stands there, what was typed.
fn fields(theirs: NewProfile, typed: NewProfile) -> [(&'static str, String, String); 5] {
    [
        ("Name", theirs.name, typed.name),
        ("Public address", theirs.public_url, typed.public_url),
        ("Language", theirs.language, typed.language),
        ("Time zone", theirs.time_zone, typed.time_zone),
        ("Currency", theirs.currency, typed.currency),
    ]
}

impl WorkspacePage {
    fn of(
        request: &Request,
        signed_in: &SignedIn,
        (workspace, typed): (&Workspace, &NewProfile),
        errors: &FieldErrors,
    ) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Workspace)?;
        let missing = || Error::internal("no public address was given to this route");
        let address = request.data::<PublicAddress>().ok_or_else(missing)?;
        let name = Input { is_required: true, ..Input::text("Name", "name", &typed.name) };
        let public_url = Input {
            kind: "text",
            is_code: true,
            placeholder: "https://chat.shop.example".to_owned(),
            ..Input::text("Public address", "public_url", &typed.public_url)
        };
        let time_zone = Input { list: "zones", ..Input::text("Time zone", "time_zone", &typed.time_zone) };
        Ok(Self {
            shell,
            edition: workspace.profile_edition(),
            trouble: String::new(),
            differences: Vec::new(),
            is_refused: false,
            name: name
                .hint("The bar above and the inbox show it, and saved replies can. Customers read the name of the site they are on.")
                .wrong_at(errors, "/name"),
            public_url: public_url
                .optional()
                .hint("Snippets, links that invite colleagues and the examples for your servers begin with it. Empty: the address that Deskbell was set up at.")
                .wrong_at(errors, "/public_url"),
            configured: address.configured().unwrap_or_default().to_owned(),
            base: address.base(workspace).to_owned(),
            is_certain: address.is_certain(workspace),
            language: language(&typed.language, errors),
            time_zone: time_zone
                .hint("Times that your servers send without a zone are read in it, keys end with its days, and new sites begin with it. Sites keep the zone of their own hours.")
                .wrong_at(errors, "/time_zone"),
            zones: hours_form::zones(),
            currency: currency(&typed.currency, errors),
        })
    }
}

fn language(chosen: &str, errors: &FieldErrors) -> Input {
    let option = |locale: &Locale| {
        (locale.as_str().to_owned(), launcher_form::name_of(*locale).to_owned(), locale.as_str() == chosen)
    };
    let input = Input::select("Language", "language", Locale::ALL.iter().map(option).collect());
    input
        .hint(
            "New sites begin with it; each site can be given another under Launcher. Console and inbox are in English.",
        )
        .wrong_at(errors, "/language")
}

fn currency(chosen: &str, errors: &FieldErrors) -> Input {
    let option = |(code, _): &(&str, u8)| ((*code).to_owned(), (*code).to_owned(), *code == chosen);
    let input = Input::select("Currency", "currency", currencies::ACTIVE.iter().map(option).collect());
    input
        .short()
        .hint("Of records and products that are sent without one. What is stored keeps its currency; nothing is converted.")
        .wrong_at(errors, "/currency")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_widget_can_be_the_workspaces() {
        let words: Vec<_> = Locale::ALL.iter().map(|locale| locale.as_str()).collect();
        assert_eq!(words, settings::model::LANGUAGES);
    }
}
