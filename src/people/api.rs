//! The panel's first call: who this browser is, and its token.

use std::sync::Arc;

use poem::{Request, web::Data};
use poem_openapi::{ApiResponse, Object, OpenApi, payload::Json};

use super::{
    actions,
    model::{Arrival, Known},
    prepared::{self, views::Shown},
    proofs::{self, Offered, Proof, token::MAX_TOKEN},
};
use crate::{
    base::{
        Clock,
        ids::{SiteId, VisitorId},
        json::{self, Fields, Place, ReadJson, Wrong},
        secret,
    },
    contacts::attributes::{AttributeChanges, AttributeValue},
    db::Db,
    http::{ApiError, Client, JsonBody, Key, Limit, Limits, StrictJson},
    settings::{ServerSecret, Settings, model::identity_secrets},
    sites::{Sites, pages::own_origin},
    visitors::{
        self,
        api::{PageReport, VisitorAuth},
        challenge::{Demand, Work},
        model::Claims,
    },
};

/// Starts a session of this browser, or tells more about it.
#[derive(Debug, Object)]
pub struct StartSession {
    /// The site's app id.
    pub app_id: String,
    /// The page the panel is on.
    pub page: PageReport,
    /// What the page says of its visitor.
    pub identity: Option<Identity>,
    /// The solution of a challenge, where this makes a visitor without proof.
    pub captcha: Option<String>,
    /// Whether to make a visitor only for a right proof: for what a page says before anybody has acted. Nothing is
    /// stored otherwise.
    pub only_if_proven: Option<bool>,
}

/// What a page says of its visitor: proven by a hash, a token or a session, or else only claimed. Where several proofs
/// are sent, each must be right.
#[derive(Debug, Default, Object)]
pub struct Identity {
    /// The business's own id of the customer, 1 to 255 characters. A number is taken as its text.
    pub user_id: Option<String>,
    /// Lower-case hex of HMAC-SHA256 of `user_id` under the identity secret.
    pub user_hash: Option<String>,
    /// A JSON Web Token (HS256) of the business's server under the same secret: `sub` is the customer's id, `exp` at most
    /// 24 hours ahead; `name`, `email` and `attributes` in it are verified.
    pub user_token: Option<String>,
    /// A prepared session, good for one browser.
    pub session: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub username: Option<String>,
    pub avatar_url: Option<String>,
    pub address: Option<String>,
    /// Up to 100 facts: text, numbers, booleans; `null` removes one.
    pub attributes: Option<std::collections::BTreeMap<String, serde_json::Value>>,
}

/// Bytes of a request: everything a page may say of its visitor (100 attributes of 1,000 characters) fits.
const SESSION_LIMIT: usize = 524_288;

/// Who the browser is.
#[derive(Debug, Object)]
pub struct SessionView {
    /// A new token for this browser; without one it keeps the one it has.
    pub token: Option<String>,
    /// Absent where nobody has acted and nothing was proven. Absent in the answer to a token: the page names another
    /// customer than this browser had proved to be, so that has ended and the token with it.
    pub visitor_id: Option<VisitorId>,
    /// Whether the browser has proved to be a customer.
    pub is_verified: bool,
    /// `identity_unverified` where a customer id was named and not believed, or a session is unknown or came too late;
    /// `session_spent` where another browser has used the session.
    pub problem: Option<String>,
}

#[derive(ApiResponse)]
enum LoggedOut {
    /// The token opens nothing any more.
    #[oai(status = 204)]
    Done,
}

/// Sessions of browsers in the widget.
pub struct WidgetSessionApi;

#[OpenApi(prefix_path = "/api/widget")]
impl WidgetSessionApi {
    /// Start a session, or tell more about this browser
    ///
    /// Without a token this makes a visitor: call it at the first act, or with a proof of identity.
    #[oai(path = "/session", method = "post", operation_id = "start_session")]
    async fn start(
        &self,
        request: &Request,
        body: StrictJson<SessionBody, SESSION_LIMIT>,
    ) -> Result<Json<SessionView>, ApiError> {
        let session = body.value;
        let handles = Handles::of(request)?;
        handles.limits.take(Limit::Reads, Key::address(Client::of(request).address))?;
        let site = handles.sites.by_app_id(&session.app_id).filter(|site| site.is_active);
        let site =
            site.ok_or_else(|| ApiError::forbidden("site-inactive", "There is no active site with this app id."))?;
        let (own, now) = (own_origin(request), handles.clock.now());
        if !handles.sites.admits(&site, &session.page.origin, (own.as_ref(), now)) {
            let sentence =
                "This chat may not be used on this website. Its administrator can allow it under Settings → Install.";
            return Err(ApiError::forbidden("origin-not-allowed", sentence));
        }
        let known = known(request, &handles).await?.filter(|known| known.visitor.site == site.id);
        let SessionBody { page, identity, only_if_proven, captcha, .. } = session;
        let (proof, named) = (handles.judge(&identity), proofs::named(&identity.offered()));
        let address = Key::address(Client::of(request).address);
        let is_stranger = known.is_none() && !only_if_proven && !matches!(proof, Proof::Right(_));
        if is_stranger && !handles.is_vouched_for(site.id, identity.session.clone()).await? {
            handles.limits.take(Limit::Sessions, address)?;
        }
        let requires_proof = handles.settings.current().is_some_and(|workspace| workspace.requires_proof);
        let arrival = Arrival {
            site: site.id,
            page: page.into(),
            claims: identity.claims,
            proof,
            named,
            session: identity.session,
            only_if_proven,
            work: Work { demand: handles.demand.clone(), solution: captcha },
            requires_proof,
            caller: visitors::api::caller(request),
        };
        let arrived = handles.db.write(move |tx| actions::arrive(tx, known, arrival)).await?;
        if let Some(unworked) = arrived.unworked {
            // A refusal of ours must not use up what the people at this address may do.
            handles.limits.give_back(Limit::Sessions, address);
            return Err(ApiError::captcha_required(unworked.sentence()));
        }
        let problem = arrived.problem().map(str::to_owned);
        Ok(Json(SessionView {
            token: arrived.token.map(|token| token.reveal().clone()),
            visitor_id: arrived.visitor.map(|visitor| visitor.id),
            is_verified: arrived.visitor.is_some_and(|visitor| visitor.is_verified),
            problem,
        }))
    }

    /// Log this browser out
    #[oai(path = "/logout", method = "post", operation_id = "log_out_visitor")]
    async fn logout(&self, auth: VisitorAuth, db: Data<&Db>) -> Result<LoggedOut, ApiError> {
        let visitor = auth.visitor();
        db.write_essential(move |tx| visitors::actions::end(tx, &visitor)).await?;
        Ok(LoggedOut::Done)
    }
}

/// What this API takes from the request's data.
struct Handles<'r> {
    db: &'r Db,
    settings: &'r Settings,
    sites: &'r Sites,
    secret: &'r ServerSecret,
    demand: &'r Demand,
    limits: &'r Arc<Limits>,
    clock: &'r Clock,
}

impl<'r> Handles<'r> {
    fn of(request: &'r Request) -> Result<Self, ApiError> {
        let find = || {
            Some(Self {
                db: request.data()?,
                settings: request.data()?,
                sites: request.data()?,
                secret: request.data()?,
                demand: request.data()?,
                limits: request.data()?,
                clock: request.data()?,
            })
        };
        find().ok_or_else(|| crate::base::Error::internal("the widget's API was built without its handles").into())
    }

    fn judge(&self, identity: &Said) -> Proof {
        let Some(workspace) = self.settings.current() else { return Proof::NotOffered };
        let now = self.clock.now();
        proofs::judge(&identity_secrets(&self.secret.0, &workspace, now), &identity.offered(), now)
    }

    /// Whether a prepared session stands for a browser that is not known: then it is no stranger, and counts for none.
    async fn is_vouched_for(&self, site: SiteId, session: Option<String>) -> Result<bool, ApiError> {
        let Some(text) = session else { return Ok(false) };
        let now = self.clock.now();
        let shown =
            self.db.read(move |connection| prepared::views::shown(connection, &text, (site, None), now)).await?;
        Ok(matches!(shown, Ok(Shown::Fresh(_))))
    }
}

/// The browser, where it shows a token. A token that opens nothing is an error: the panel must forget it.
async fn known(request: &Request, handles: &Handles<'_>) -> Result<Option<Known>, ApiError> {
    let Some(header) = request.header("Authorization") else { return Ok(None) };
    let text = header.strip_prefix("Bearer ").unwrap_or("").to_owned();
    let token = secret::fingerprint(&text);
    let shown = (text, visitors::api::caller(request));
    let visitor = visitors::api::authenticate(handles.db, handles.clock, shown).await?;
    let visitor = visitor.ok_or_else(visitors::api::signed_out)?;
    Ok(Some(Known { visitor, token }))
}

/// A session request as it was read.
pub struct SessionBody {
    app_id: String,
    page: PageReport,
    identity: Said,
    only_if_proven: bool,
    captcha: Option<String>,
}

/// An identity as it was read.
#[derive(Default)]
struct Said {
    user_hash: Option<String>,
    user_token: Option<String>,
    session: Option<String>,
    claims: Claims,
}

impl Said {
    fn offered(&self) -> Offered<'_> {
        Offered {
            user_id: self.claims.user_id.as_deref(),
            user_hash: self.user_hash.as_deref(),
            user_token: self.user_token.as_deref(),
        }
    }
}

impl JsonBody for SessionBody {
    type Shape = StartSession;
}

impl ReadJson for SessionBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let app_id = fields.required_with("app_id", |json, place, wrong| json::text(json, place, wrong, [1, 100]));
        let page = fields.required("page");
        let identity = fields.optional_with("identity", Said::read_json);
        let only_if_proven = fields.optional_with("only_if_proven", json::flag).unwrap_or(false);
        let captcha = fields.optional_with("captcha", |json, place, wrong| json::text(json, place, wrong, [0, 4_000]));
        fields.finish();
        Some(Self { app_id: app_id?, page: page?, identity: identity.unwrap_or_default(), only_if_proven, captcha })
    }
}

impl ReadJson for Said {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let user_id = fields.optional_with("user_id", user_id);
        // A proof of the wrong length is a wrong proof, no mistake of the panel's.
        let mut proof =
            |name, most| fields.optional_with(name, |json, place, wrong| json::text(json, place, wrong, [0, most]));
        let (user_hash, session) = (proof("user_hash", 8_000), proof("session", 8_000));
        let user_token = proof("user_token", 2 * MAX_TOKEN);
        let mut line =
            |name| fields.optional_with(name, |json, place, wrong| json::text(json, place, wrong, [0, 1_000]));
        let claims = Claims {
            user_id,
            name: line("name"),
            email: line("email"),
            phone: line("phone"),
            username: line("username"),
            avatar_url: line("avatar_url"),
            address: line("address"),
            attributes: std::collections::BTreeMap::new(),
        };
        let attributes = fields.optional_with("attributes", AttributeChanges::read_json);
        fields.finish();
        let attributes =
            attributes.unwrap_or_default().each.into_iter().map(|(name, value)| (name, claimed(value))).collect();
        Some(Self {
            user_hash,
            user_token,
            session,
            claims: Claims { attributes, ..claims }.with_fields_from_attributes(),
        })
    }
}

/// A claimed attribute as it is kept; `null` removes it.
fn claimed(value: Option<AttributeValue>) -> serde_json::Value {
    match value {
        None => serde_json::Value::Null,
        Some(AttributeValue::Boolean(value)) => value.into(),
        Some(AttributeValue::Text(text)) => text.into(),
        Some(AttributeValue::Number(text)) => serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text)),
    }
}

/// A customer id: text as it is, a number as its text.
fn user_id(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    match json {
        json::Json::Number(number) => json::text(json::Json::Text(number), place, wrong, [1, 255]),
        other => json::text(other, place, wrong, [1, 255]),
    }
}
