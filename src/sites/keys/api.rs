//! Site keys over HTTP, for administrators in the console and for servers with a key of scope `sites`.

use std::sync::Arc;

use poem::{FromRequest, Request, RequestBody, http::Method, web::Data};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{NewSiteKey, SiteKey, generate, revoke};
use crate::{
    accounts::SignedIn,
    api_keys::Keyring,
    audit::{self, About, By, Fact, Kind},
    base::{
        Actor, Error, FieldErrors, Permission, Scope, Secret,
        ids::SiteId,
        json::{self, Fields, Place, ReadJson, Wrong},
    },
    db::Db,
    http::{ApiError, CREDENTIALS, Client, JsonBody, Key, Limit, Limits, StrictJson, csrf, query},
    settings::ServerSecret,
    sites::{Origin, Sites, origin::MAX_ORIGINS, site_key},
};

/// Makes, lists and revokes site keys.
pub struct SiteKeysApi;

/// A site key that is wanted.
#[derive(Debug, Object)]
#[oai(rename = "GenerateSiteKey")]
pub struct GenerateSiteKeyShape {
    /// The id or the app id of the site; without one the first.
    pub site: Option<String>,
    /// What to know it by, 1 to 80 characters on one line.
    pub name: String,
    /// The origins on which it works, such as `https://www.shop.example`, at most 50; empty for all that the site allows.
    #[oai(rename = "allowedOrigins")]
    pub allowed_origins: Vec<String>,
}

/// A site key. It is public: it stands on the pages that embed the widget.
#[derive(Debug, Object)]
pub struct SiteKeyView {
    /// The key's own id, a UUID: what to revoke it by.
    #[oai(rename = "siteId")]
    pub key_id: String,
    /// What stands in `data-key`.
    pub key: String,
    /// The site that it names.
    pub site: SiteId,
    pub name: String,
    /// Where it works; empty for everywhere the site allows.
    #[oai(rename = "allowedOrigins")]
    pub allowed_origins: Vec<String>,
    /// In milliseconds since 1970 in UTC.
    #[oai(rename = "createdAt")]
    pub created_at: i64,
}

/// The keys that were not revoked, at most twenty of each site.
#[derive(Debug, Object)]
pub struct SiteKeysView {
    /// By site, the oldest first.
    pub keys: Vec<SiteKeyView>,
}

#[derive(ApiResponse)]
enum Revoked {
    /// The key opens nothing any more.
    #[oai(status = 204)]
    Done,
}

/// A wish as it was read.
pub struct GenerateSiteKey {
    site: Option<String>,
    name: String,
    allowed_origins: Vec<Origin>,
}

#[OpenApi(prefix_path = "/api/widget")]
impl SiteKeysApi {
    /// Make a site key
    ///
    /// For administrators who are signed in, and for API keys with the scope `sites`.
    #[oai(path = "/keys/generate", method = "post", operation_id = "generate_site_key")]
    async fn generate(
        &self,
        _caller: Caller,
        request: &Request,
        db: Data<&Db>,
        sites: Data<&Sites>,
        secret: Data<&ServerSecret>,
        body: StrictJson<GenerateSiteKey>,
    ) -> Result<Json<SiteKeyView>, ApiError> {
        // The body may have taken long to arrive: who may do this is asked again.
        let Caller(actor) = Caller::of(request).await?;
        let GenerateSiteKey { site, name, allowed_origins } = body.value;
        let site = named(&sites, site.as_deref())?;
        let about = About::fact(Fact::Name, sites.by_id(site).map_or_else(String::new, |site| site.name.clone()));
        let new = NewSiteKey { site, name, allowed_origins };
        let (signing, by) = (secret.clone(), By::new(actor, Client::of(request).address));
        let key = db.write(move |tx| {
            let key = generate(tx, &by.actor, &signing, new)?;
            audit::actions::note(tx, &by, Kind::SiteKeyMade, &about)?;
            Ok(key)
        });
        let key = key.await?;
        sites.refresh().await?;
        Ok(Json(SiteKeyView::of(&key, &secret.0.0)))
    }

    /// The site keys
    #[oai(path = "/keys", method = "get", operation_id = "list_site_keys")]
    async fn list(
        &self,
        _caller: Caller,
        request: &Request,
        sites: Data<&Sites>,
        secret: Data<&ServerSecret>,
        /// The id or the app id of a site; without one the keys of all.
        #[oai(name = "site")]
        site: Query<Option<String>>,
    ) -> Result<Json<SiteKeysView>, ApiError> {
        query::only(request, &["site"])?;
        let wanted = site.0.as_deref().map(|site| named(&sites, Some(site))).transpose()?;
        let keys = sites.keys();
        let keys = keys.iter().filter(|key| wanted.is_none_or(|site| key.site == site));
        Ok(Json(SiteKeysView { keys: keys.map(|key| SiteKeyView::of(key, &secret.0.0)).collect() }))
    }

    /// Revoke a site key
    ///
    /// At once: the next page that starts with it is refused. Revoking it again changes nothing.
    #[oai(path = "/keys/:siteId", method = "delete", operation_id = "revoke_site_key")]
    async fn revoke(
        &self,
        Caller(actor): Caller,
        client: Client,
        db: Data<&Db>,
        sites: Data<&Sites>,
        /// The key's id.
        #[oai(name = "siteId")]
        key_id: Path<String>,
    ) -> Result<Revoked, ApiError> {
        let by = By::new(actor, client.address);
        let written = db.write(move |tx| {
            if revoke(tx, &by.actor, &key_id.0)? {
                audit::actions::note(tx, &by, Kind::SiteKeyRevoked, &About::fact(Fact::Id, key_id.0))?;
            }
            Ok(())
        });
        written.await?;
        sites.refresh().await?;
        Ok(Revoked::Done)
    }
}

/// Who calls: the holder of an API key, or else who is signed in, where they may manage sites. A page of another site
/// must not use the session. It is found before the body is read: strangers learn nothing of what is expected.
struct Caller(Actor);

impl<'a> FromRequest<'a> for Caller {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request).await?)
    }
}

impl Caller {
    async fn of(request: &Request) -> Result<Self, ApiError> {
        let actor = match request.header("Authorization") {
            Some(header) => key_holder(request, header)?,
            None => session_holder(request).await?,
        };
        actor.may(Permission::Scope(Scope::Sites))?;
        Ok(Self(actor))
    }
}

async fn session_holder(request: &Request) -> Result<Actor, ApiError> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        csrf::check(request.headers()).map_err(|error| ApiError::forbidden("cross-site", error.to_string()))?;
    }
    let signed_in = SignedIn::find(request).await?;
    Ok(signed_in.ok_or_else(|| ApiError::unauthorized(CREDENTIALS))?.actor())
}

fn key_holder(request: &Request, header: &str) -> Result<Actor, ApiError> {
    let missing = || Error::internal("the site keys' API was built without its handles");
    let keyring = request.data::<Keyring>().ok_or_else(missing)?;
    let limits = request.data::<Arc<Limits>>().ok_or_else(missing)?;
    let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
    let from = Client::of(request).address;
    let actor = scheme.eq_ignore_ascii_case("bearer").then(|| keyring.prove(token.trim(), from)).flatten();
    let actor = actor.ok_or_else(|| ApiError::unauthorized(CREDENTIALS))?;
    if let Actor::ApiKey { id, .. } = &actor {
        limits.take(Limit::Ingest, Key::ApiKey(*id))?;
    }
    Ok(actor)
}

/// The site of an id or app id; without one the first.
fn named(sites: &Sites, named: Option<&str>) -> Result<SiteId, ApiError> {
    let Some(named) = named else {
        let first = sites.all().first().map(|site| site.id);
        return first.ok_or_else(|| Error::NotFound("site").into());
    };
    let found = sites.by_app_id(named).or_else(|| sites.by_id(named.parse().ok()?)).map(|site| site.id);
    found.ok_or_else(|| {
        let sentence =
            "There is no such site. Send its id (sit_…) or its app id (icw_…), or leave it out for the first.";
        FieldErrors::one("/site", sentence).into()
    })
}

impl SiteKeyView {
    fn of(key: &SiteKey, server_secret: &Secret<String>) -> Self {
        Self {
            key: site_key::write(server_secret, &key.id),
            key_id: key.id.clone(),
            site: key.site,
            name: key.name.clone(),
            allowed_origins: key.allowed_origins.iter().map(ToString::to_string).collect(),
            created_at: key.created_at.as_millis(),
        }
    }
}

impl JsonBody for GenerateSiteKey {
    type Shape = GenerateSiteKeyShape;
}

impl ReadJson for GenerateSiteKey {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let site = fields.optional_with("site", |json, place, wrong| json::text(json, place, wrong, [1, 100]));
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [1, 80]));
        let allowed_origins = fields.required_with("allowedOrigins", |json, place, wrong| {
            json::list::<Origin>(json, place, wrong, [0, MAX_ORIGINS])
        });
        fields.finish();
        let mut allowed_origins = allowed_origins?;
        allowed_origins.sort();
        allowed_origins.dedup();
        Some(Self { site, name: name?, allowed_origins })
    }
}

impl ReadJson for Origin {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let text = json::text(json, place, wrong, [1, 300])?;
        Self::parse(&text).map_err(|sentence| wrong.at::<()>(place, sentence)).ok()
    }
}
