//! The list of keys, and making one.

use askama::Template;
use jiff::tz::TimeZone;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{
        fresh_proof::{Asked, Unproved, proves_lately, to_ask},
        moment::Moment,
        places,
        refused::Refused,
        shell::{ConsolePage, Place, Shell},
    },
    form::{Filled, KeyForm, Present, last_day},
    noted, requests, use_at_once,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    api_keys::{self, model::ApiKey},
    audit::{self, Kind},
    base::{Clock, Error, FieldErrors, Scope, Secret, Timestamp},
    db::Db,
    http::{
        Client,
        forms::Form,
        html::{PageResult, see_other},
        log_act, session,
    },
    settings::{PublicAddress, Settings},
};

#[derive(Template)]
#[template(path = "console/developers.html")]
struct DevelopersPage {
    shell: Shell,
    base: String,
    zone: TimeZone,
    now: Timestamp,
    keys: Vec<KeyRow>,
    made: Option<MadeKey>,
    /// Why no key was made, where that is not about one field.
    trouble: String,
    has_errors: bool,
    form: KeyForm,
    asked: Option<Asked>,
}

impl ConsolePage for DevelopersPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// The one time a key is shown.
struct MadeKey {
    name: String,
    text: String,
    /// One for each of its scopes.
    requests: Vec<requests::Request>,
}

struct KeyRow {
    id: String,
    name: String,
    /// What the key begins with, to recognise it in a server's configuration.
    beginning: String,
    scopes: String,
    made: Moment,
    used: Option<Use>,
    ends: Option<End>,
    state: &'static str,
    is_valid: bool,
    is_revoked: bool,
}

struct Use {
    at: Moment,
    from: Option<String>,
}

struct End {
    iso: String,
    day: String,
}

/// `GET /console/developers`: also shows the key that was just made, once.
#[handler]
pub async fn show_developers(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let mut page = DevelopersPage::load(request, &signed_in).await?;
    let Some(text) = session::handed_over(request) else { return page.answer(StatusCode::OK) };
    let text = Secret::new(text.to_owned());
    let presented = text.clone();
    if let Some(key) = db.read(move |connection| api_keys::views::of_text(connection, &presented)).await? {
        let scopes = Scope::ALL.into_iter().filter(|scope| key.scopes.allow(*scope));
        let requests = scopes.map(|scope| requests::request(scope, &page.base, text.reveal())).collect();
        page.made = Some(MadeKey { name: key.name, text: text.reveal().clone(), requests });
    }
    let mut response = page.answer(StatusCode::OK)?;
    session::clear_handed_over(&mut response, Client::of(request));
    Ok(response)
}

/// `POST /console/developers/keys`: makes a key, for who proved lately who they are; the page that follows shows it.
#[handler]
pub async fn make_key(
    request: &Request,
    SignedInPage(mut signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    places::may_open(&signed_in, Place::Developers)?;
    let proof = proves_lately(request, &mut signed_in, &form).await?;
    let mut page = DevelopersPage::load(request, &signed_in).await?;
    let filled = Filled::of_form(&form);
    let wanted = filled.read(&Present { now: page.now, zone: &page.zone, key: None });
    if let Err(Unproved { status, asked }) = proof {
        page.asked = Some(asked);
        return page.refused(&filled, Refused { status, ..Refused::at_fields(wanted.err().unwrap_or_default()) });
    }
    let new = match wanted {
        Ok(new) => new,
        Err(errors) => return page.refused(&filled, Refused::at_fields(errors)),
    };
    let by = signed_in.by(request);
    let made = db.write(move |tx| {
        let (key, text) = api_keys::actions::make(tx, &by.actor, new)?;
        audit::actions::note(tx, &by, Kind::ApiKeyMade, &noted(&key))?;
        Ok((key, text))
    });
    match made.await {
        Ok((key, text)) => {
            log_act(Client::of(request), &signed_in.actor(), format_args!("made the API key {}", key.id));
            use_at_once(request).await?;
            let mut response = see_other("/console/developers");
            session::hand_over(&mut response, Client::of(request), &text);
            Ok(response)
        }
        Err(error) => page.refused(&filled, Refused::by(error)?),
    }
}

impl DevelopersPage {
    async fn load(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, Place::Developers)?;
        let missing = || Error::internal("a handle of the developers page was not given to its route");
        let db = request.data::<Db>().ok_or_else(missing)?;
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let address = request.data::<PublicAddress>().ok_or_else(missing)?;
        let workspace =
            request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
        let zone = TimeZone::get(&workspace.time_zone).unwrap_or(TimeZone::UTC);
        let keys = db.read(api_keys::views::list).await?;
        Ok(Self {
            shell,
            base: address.base(&workspace).to_owned(),
            keys: keys.iter().map(|key| KeyRow::of(key, now, &zone)).collect(),
            zone,
            now,
            made: None,
            trouble: String::new(),
            has_errors: false,
            form: Filled::fresh().draw(&FieldErrors::new()),
            asked: to_ask(request, signed_in)?,
        })
    }

    /// Shows the form as it was sent, and why no key was made.
    fn refused(self, filled: &Filled, why: Refused) -> PageResult {
        let page = Self { form: filled.draw(&why.errors), has_errors: true, trouble: why.trouble, ..self };
        page.answer(why.status)
    }
}

impl KeyRow {
    fn of(key: &ApiKey, now: Timestamp, zone: &TimeZone) -> Self {
        let state = match () {
            () if key.revoked_at.is_some() => "Revoked",
            () if !key.is_valid(now) => "Expired",
            () => "Valid",
        };
        let day = last_day(key, zone).map(|day| day.strftime("%-d %B %Y").to_string());
        Self {
            id: key.id.to_string(),
            name: key.name.clone(),
            beginning: format!("{}{}…", api_keys::model::PREFIX, key.public_part),
            scopes: key.scopes.to_words().replace(' ', ", "),
            made: Moment::of(key.created_at),
            used: key.last_used_at.map(|at| Use { at: Moment::of(at), from: key.last_used_from.clone() }),
            ends: key.expires_at.zip(day).map(|(at, day)| End { iso: at.to_rfc3339(), day }),
            state,
            is_valid: key.is_valid(now),
            is_revoked: key.revoked_at.is_some(),
        }
    }
}
