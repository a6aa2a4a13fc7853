//! Settings → Developers: the keys with which a business's own servers use the public API.

use askama::Template;
use poem::{
    Request, handler,
    http::StatusCode,
    web::{Data, Path},
};

use super::{
    confirm::{self, Question},
    moment::Moment,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    api_keys::{
        self, Keyring,
        model::{ApiKey, NewApiKey},
    },
    base::{Clock, Error, FieldErrors, Scope, Scopes, Secret, Timestamp, ids::ApiKeyId, time::DAY},
    db::Db,
    http::{
        Client,
        forms::{Field, Form},
        html::{PageResult, see_other},
        session::{self, Flash},
    },
    settings::{PublicAddress, Settings},
};

/// How long a key may be chosen to live: the value of the form, the days, the words.
const LIVES: [(&str, i64, &str); 4] =
    [("never", 0, "Never"), ("30", 30, "In 30 days"), ("90", 90, "In 90 days"), ("365", 365, "In a year")];

#[derive(Template)]
#[template(path = "console/developers.html")]
struct DevelopersPage {
    shell: Shell,
    base: String,
    keys: Vec<KeyRow>,
    made: Option<MadeKey>,
    name: Field,
    scopes: Vec<ScopeChoice>,
    scopes_error: Option<String>,
    expires: String,
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
    /// A request that works as it stands, for keys that may push something.
    curl: Option<String>,
}

struct KeyRow {
    id: String,
    name: String,
    /// What the key begins with, to recognise it in a server's configuration.
    beginning: String,
    scopes: String,
    made: Moment,
    used: Option<Moment>,
    ends: Option<Moment>,
    state: &'static str,
    is_valid: bool,
}

struct ScopeChoice {
    word: &'static str,
    hint: &'static str,
    is_chosen: bool,
}

/// `GET /console/developers`: also shows the key that was just made, once.
#[handler]
pub async fn show_developers(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let mut page = DevelopersPage::load(request, &signed_in).await?;
    let Some(text) = session::handed_over(request) else { return page.answer(StatusCode::OK) };
    let text = Secret::new(text.to_owned());
    let presented = text.clone();
    if let Some(key) = db.read(move |connection| api_keys::views::of_text(connection, &presented)).await? {
        let curl = curl(&page.base, text.reveal(), &key.scopes);
        page.made = Some(MadeKey { name: key.name, text: text.reveal().clone(), curl });
    }
    let mut response = page.answer(StatusCode::OK)?;
    session::clear_handed_over(&mut response, Client::of(request));
    Ok(response)
}

/// `POST /console/developers/keys`: makes a key; the page that follows shows it.
#[handler]
pub async fn make_key(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    clock: Data<&Clock>,
) -> PageResult {
    let chosen: Vec<_> =
        Scope::ALL.into_iter().filter(|scope| form.all("scope").any(|word| word == scope.as_str())).collect();
    let days = LIVES.iter().find(|(value, ..)| *value == form.text("expires")).map_or(0, |(_, days, _)| *days);
    let expires_at = (days > 0).then(|| clock.now().plus(days * DAY));
    let new = NewApiKey { name: form.text("name").to_owned(), scopes: Scopes::new(chosen.iter().copied()), expires_at };
    let actor = signed_in.actor();
    match db.write(move |tx| api_keys::actions::make(tx, &actor, new)).await {
        Ok((key, text)) => {
            tracing::info!(api_key.id = %key.id, "made the key {} for the public API", key.id);
            use_at_once(request).await?;
            let mut response = see_other("/console/developers");
            session::hand_over(&mut response, Client::of(request), &text);
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            let page = DevelopersPage::load(request, &signed_in).await?;
            page.with_errors(&form, &chosen, &errors).answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /console/developers/keys/{api_key_id}/revoke`.
#[handler]
pub async fn revoke_key(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let id: ApiKeyId = id.parse().map_err(|_| Error::NotFound("key"))?;
    if !confirm::is_sure(&form) {
        let shell = Shell::for_administrator(request, &signed_in, Place::Developers)?;
        let keys = db.read(api_keys::views::list).await?;
        let key = keys.into_iter().find(|key| key.id == id).ok_or(Error::NotFound("key"))?;
        let question = Question {
            title: format!("Revoke “{}”?", key.name),
            text: "Servers that use this key are refused at once. A revoked key never works again.",
            action: format!("/console/developers/keys/{id}/revoke"),
            fields: Vec::new(),
            button: "Revoke",
            back: "/console/developers".to_owned(),
        };
        return confirm::ask(shell, question);
    }
    let actor = signed_in.actor();
    db.write(move |tx| api_keys::actions::revoke(tx, &actor, id)).await?;
    tracing::info!(api_key.id = %id, "revoked the key {id} for the public API");
    use_at_once(request).await?;
    let mut response = see_other("/console/developers");
    session::leave(&mut response, Client::of(request), Flash("key_revoked"));
    Ok(response)
}

/// Lets the public API know before the answer leaves: a key that is shown opens, one that is shown as revoked does not.
async fn use_at_once(request: &Request) -> Result<(), Error> {
    match request.data::<Keyring>() {
        Some(keyring) => keyring.reload().await,
        None => Ok(()),
    }
}

impl DevelopersPage {
    async fn load(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let shell = Shell::for_administrator(request, signed_in, Place::Developers)?;
        let missing = || Error::internal("a handle of the developers page was not given to its route");
        let db = request.data::<Db>().ok_or_else(missing)?;
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let address = request.data::<PublicAddress>().ok_or_else(missing)?;
        let workspace =
            request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
        let keys = db.read(api_keys::views::list).await?;
        Ok(Self {
            shell,
            base: address.base(&workspace).to_owned(),
            keys: keys.iter().map(|key| KeyRow::of(key, now)).collect(),
            made: None,
            name: Field {
                label: "Name",
                name: "name",
                kind: "text",
                autocomplete: "off",
                hint: Some("What the key is for, such as “Shop server”."),
                ..Field::default()
            },
            scopes: choices(&[Scope::Identify, Scope::Records]),
            scopes_error: None,
            expires: "never".to_owned(),
        })
    }

    fn with_errors(mut self, form: &Form, chosen: &[Scope], errors: &FieldErrors) -> Self {
        self.name.value = form.text("name").to_owned();
        self.name.error = errors.at("/name").map(str::to_owned);
        self.name.is_first = true;
        self.scopes = choices(chosen);
        self.scopes_error = errors.at("/scopes").map(str::to_owned);
        self.expires = form.text("expires").to_owned();
        self
    }

    /// Value, words and whether it is chosen, for each option.
    fn lives(&self) -> [(&'static str, &'static str, bool); 4] {
        LIVES.map(|(value, _, words)| (value, words, self.expires == value))
    }
}

impl KeyRow {
    fn of(key: &ApiKey, now: Timestamp) -> Self {
        let state = match () {
            () if key.revoked_at.is_some() => "Revoked",
            () if !key.is_valid(now) => "Expired",
            () => "Valid",
        };
        Self {
            id: key.id.to_string(),
            name: key.name.clone(),
            beginning: format!("{}{}…", api_keys::model::PREFIX, key.public_part),
            scopes: key.scopes.to_words().replace(' ', ", "),
            made: Moment::of(key.created_at),
            used: key.last_used_at.map(Moment::of),
            ends: key.expires_at.map(Moment::of),
            state,
            is_valid: key.is_valid(now),
        }
    }
}

fn choices(chosen: &[Scope]) -> Vec<ScopeChoice> {
    let choice =
        |scope| ScopeChoice { word: Scope::as_str(scope), hint: hint(scope), is_chosen: chosen.contains(&scope) };
    Scope::ALL.into_iter().map(choice).collect()
}

fn hint(scope: Scope) -> &'static str {
    match scope {
        Scope::Identify => "Create customers and update their profiles",
        Scope::Records => "Send orders, deposits and other records, and remove them",
        Scope::Products => "Reserved for the product catalogue; opens nothing yet",
        Scope::Sessions => "Reserved for prepared sessions; opens nothing yet",
        Scope::Erase => "Erase a person for good",
        Scope::Sites => "Make, list and revoke site keys",
    }
}

fn curl(base: &str, key: &str, scopes: &Scopes) -> Option<String> {
    let (path, body) = if scopes.allow(Scope::Records) {
        (
            "records",
            r#"{"external_id": "cust_42", "records": [
       {"kind": "order", "reference": "1001", "amount": "19.99",
        "currency": "EUR", "status": "paid"}]}"#,
        )
    } else if scopes.allow(Scope::Identify) {
        ("identify", r#"{"external_id": "cust_42", "name": "Ana Lopes", "email": "ana@example.com"}"#)
    } else {
        return None;
    };
    Some(format!(
        "curl {base}/v1/chat/ingest/{path} \\\n  -H 'Authorization: Bearer {key}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"
    ))
}
