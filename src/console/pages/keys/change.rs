//! One key: its name, its scopes and its end can be changed, its text never.

use askama::Template;
use jiff::tz::TimeZone;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    super::{
        chosen::done,
        fresh_proof::{Asked, Unproved, proves_lately, to_ask},
        refused::{Refused, SEE_BELOW},
        shell::{ConsolePage, Place, Shell},
    },
    form::{Filled, KeyForm, Present},
    named, noted, use_at_once,
};
use crate::{
    accounts::SignedInPage,
    api_keys::{self, model::ApiKey},
    audit::{self, By, Kind},
    base::{Clock, Error, FieldErrors},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    settings::Settings,
};

#[derive(Template)]
#[template(path = "console/key.html")]
struct KeyPage {
    shell: Shell,
    id: String,
    name: String,
    beginning: String,
    is_revoked: bool,
    trouble: String,
    form: KeyForm,
    asked: Option<Asked>,
}

impl ConsolePage for KeyPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/developers/keys/{api_key_id}`.
#[handler]
pub async fn show_key(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    let zone = zone(request)?;
    let shell = Shell::for_place(request, &signed_in, Place::Developers)?;
    let key = named(&db, &id).await?;
    let asked = to_ask(request, &signed_in)?;
    KeyPage { asked, ..KeyPage::of(shell, &key, &Filled::of_key(&key, &zone)) }.answer(StatusCode::OK)
}

/// `POST /console/developers/keys/{api_key_id}`: what the key may do from now on, for who proved lately who they are.
#[handler]
pub async fn change_key(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
    clock: Data<&Clock>,
) -> PageResult {
    let zone = zone(request)?;
    let shell = Shell::for_place(request, &signed_in, Place::Developers)?;
    let key = named(&db, &id).await?;
    let filled = Filled::of_form(&form);
    let page = KeyPage::of(shell, &key, &filled);
    if let Err(error) = key.may_change() {
        let Refused { status, trouble, .. } = Refused::by(error)?;
        return KeyPage { trouble, ..page }.answer(status);
    }
    let wanted = filled.read(&Present { now: clock.now(), zone: &zone, key: Some(&key) });
    if let Err(Unproved { status, asked }) = proves_lately(request, &mut signed_in, &form).await? {
        let form = filled.draw(&wanted.err().unwrap_or_default());
        let trouble = SEE_BELOW.to_owned();
        return KeyPage { trouble, form, asked: Some(asked), ..page }.answer(status);
    }
    let saved = match wanted {
        Ok(wanted) => save(&db, signed_in.by(request), &key, wanted).await,
        Err(errors) => Err(Error::Invalid(errors)),
    };
    match saved {
        Ok(()) => {
            log_act(Client::of(request), &signed_in.actor(), format_args!("changed the API key {}", key.id));
            use_at_once(request).await?;
            Ok(done(request, "/console/developers", Flash("key_changed")))
        }
        Err(error) => {
            let Refused { status, errors, trouble } = Refused::by(error)?.or_say(SEE_BELOW);
            KeyPage { trouble, form: filled.draw(&errors), ..page }.answer(status)
        }
    }
}

async fn save(db: &Db, by: By, key: &ApiKey, wanted: api_keys::model::NewApiKey) -> Result<(), Error> {
    let id = key.id;
    db.write(move |tx| {
        api_keys::actions::change(tx, &by.actor, id, wanted)?;
        let changed = api_keys::views::by_id(tx, id)?.ok_or(Error::NotFound("key"))?;
        audit::actions::note(tx, &by, Kind::ApiKeyChanged, &noted(&changed))
    })
    .await
}

/// Where the business's days end.
fn zone(request: &Request) -> Result<TimeZone, Error> {
    let settings = request.data::<Settings>().ok_or_else(|| Error::internal("no settings were given to this route"))?;
    let workspace = settings.current().ok_or(Error::NotFound("workspace"))?;
    Ok(TimeZone::get(&workspace.time_zone).unwrap_or(TimeZone::UTC))
}

impl KeyPage {
    fn of(shell: Shell, key: &ApiKey, filled: &Filled) -> Self {
        Self {
            shell,
            id: key.id.to_string(),
            name: key.name.clone(),
            beginning: format!("{}{}…", api_keys::model::PREFIX, key.public_part),
            is_revoked: key.revoked_at.is_some(),
            trouble: String::new(),
            form: filled.draw(&FieldErrors::new()),
            asked: None,
        }
    }
}
