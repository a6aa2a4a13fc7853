//! Settings → Sites → Keys: the long form of the app id, several of which may name one site.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    chosen::{Chosen, done},
    confirm::{self, Question},
    inputs::Input,
    moment::Moment,
    refused::Refused,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    audit::{self, About, Fact, Kind},
    base::{Error, FieldErrors},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    settings::ServerSecret,
    sites::{
        Origin, Sites,
        keys::{self, NewSiteKey, SiteKey},
        site_key,
    },
};

#[derive(Template)]
#[template(path = "console/site_keys.html")]
struct SiteKeysPage {
    shell: Shell,
    query: String,
    site_name: String,
    base: String,
    trouble: String,
    rows: Vec<KeyRow>,
    name: Input,
    origins: Input,
}

struct KeyRow {
    id: String,
    name: String,
    key: String,
    origins: String,
    made: Moment,
}

impl ConsolePage for SiteKeysPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/site/keys?site=…`.
#[handler]
pub fn show_site_keys(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    SiteKeysPage::of(request, &signed_in, None, &FieldErrors::new())?.answer(StatusCode::OK)
}

/// `POST /console/site/keys?site=…`: makes one.
#[handler]
pub async fn make_site_key(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    sites: Data<&Sites>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Sites)?;
    let made = match Origin::parse_lines(form.text("allowed_origins")) {
        Ok(allowed_origins) => {
            let new = NewSiteKey { site: chosen.site.id, name: form.text("name").to_owned(), allowed_origins };
            let (by, site) = (signed_in.by(request), chosen.site.name.clone());
            let secret = request.data::<ServerSecret>().ok_or_else(|| Error::internal("no server secret"))?.clone();
            db.write(move |tx| {
                keys::generate(tx, &by.actor, &secret, new)?;
                audit::actions::note(tx, &by, Kind::SiteKeyMade, &About::fact(Fact::Name, site))
            })
            .await
        }
        Err(sentence) => Err(FieldErrors::one("/allowedOrigins", sentence).into()),
    };
    match made {
        Ok(()) => {
            log_act(Client::of(request), &signed_in.actor(), "made a site key");
            sites.refresh().await?;
            Ok(done(request, &format!("/console/site/keys?{}", chosen.query()), Flash("site_key_made")))
        }
        Err(error) => {
            let Refused { status, errors, trouble } = Refused::by(error)?;
            let page = SiteKeysPage::of(request, &signed_in, Some(&form), &errors)?;
            SiteKeysPage { trouble, ..page }.answer(status)
        }
    }
}

/// `POST /console/site/keys/{key_id}/revoke?site=…`.
#[handler]
pub async fn revoke_site_key(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    sites: Data<&Sites>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Sites)?;
    if !confirm::is_sure(&form) {
        let key = sites.keys().into_iter().find(|key| key.id == id).ok_or(Error::NotFound("key"))?;
        let query = chosen.query();
        let question = Question {
            title: format!("Revoke “{}”?", key.name),
            text: "Pages that use this key lose the messenger from their next load. A revoked key never works again.",
            action: format!("/console/site/keys/{id}/revoke?{query}"),
            fields: Vec::new(),
            button: "Revoke",
            is_dangerous: true,
            back: format!("/console/site/keys?{query}"),
        };
        return confirm::ask(chosen.shell, question);
    }
    let db = request.data::<Db>().ok_or_else(|| Error::internal("no database was given to this route"))?;
    let by = signed_in.by(request);
    db.write(move |tx| {
        keys::revoke(tx, &by.actor, &id)?;
        audit::actions::note(tx, &by, Kind::SiteKeyRevoked, &About::fact(Fact::Id, id))
    })
    .await?;
    log_act(Client::of(request), &signed_in.actor(), "revoked a site key");
    sites.refresh().await?;
    Ok(done(request, &format!("/console/site/keys?{}", chosen.query()), Flash("site_key_revoked")))
}

impl SiteKeysPage {
    fn of(request: &Request, signed_in: &SignedIn, form: Option<&Form>, errors: &FieldErrors) -> Result<Self, Error> {
        let chosen = Chosen::of(request, signed_in, Place::Sites)?;
        let missing = || Error::internal("a handle of the site keys was not given to its route");
        let sites = request.data::<Sites>().ok_or_else(missing)?;
        let secret = request.data::<ServerSecret>().ok_or_else(missing)?;
        let typed = |name: &str| form.map_or("", |form| form.text(name)).to_owned();
        let name = Input::text("Name", "name", typed("name")).hint("Where the key is used, such as “Landing pages”.");
        let origins = Input::text("Only on these websites", "allowed_origins", typed("allowed_origins"))
            .hint("One a line. Empty: on every website that the site allows.")
            .optional();
        let mut origins = Input { kind: "textarea", is_code: true, ..origins };
        let wrong = errors.iter().find(|error| error.pointer.starts_with("/allowedOrigins"));
        origins.error = wrong.map(|error| error.detail.clone());
        let all = sites.keys();
        let own = all.iter().filter(|key| key.site == chosen.site.id);
        Ok(Self {
            query: chosen.query(),
            site_name: chosen.site.name.clone(),
            trouble: String::new(),
            rows: own.map(|key| KeyRow::of(key, secret)).collect(),
            name: Input { is_required: true, max_length: Some(80), ..name }.wrong_at(errors, "/name"),
            origins,
            base: chosen.base,
            shell: chosen.shell,
        })
    }
}

impl KeyRow {
    fn of(key: &SiteKey, secret: &ServerSecret) -> Self {
        let origins: Vec<_> = key.allowed_origins.iter().map(Origin::as_str).collect();
        Self {
            id: key.id.clone(),
            name: key.name.clone(),
            key: site_key::write(&secret.0, &key.id),
            origins: if origins.is_empty() { "All of the site".to_owned() } else { origins.join(", ") },
            made: Moment::of(key.created_at),
        }
    }
}
