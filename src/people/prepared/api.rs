//! `POST /v1/chat/sessions`.

use std::collections::BTreeMap;

use poem::{Request, web::Data};
use poem_openapi::{
    Object, OpenApi, Tags,
    registry::{MetaSchema, MetaSchemaRef},
    types::Example,
};
use serde::Deserialize;

use super::{
    actions,
    reading::{SentSession, WrongSession},
    text, views,
};
use crate::{
    api_keys::{
        ApiKeyAuth,
        api::{Asked, answer},
        idempotency::InProgress,
    },
    base::{Actor, Error, Scope, Timestamp, ids::VisitorId},
    contacts::attributes::MAX_VALUE,
    db::Db,
    http::{Answered, ApiError, IdempotencyKey, JsonBody, StrictJson},
    settings::ServerSecret,
};

/// The largest body, in bytes: fifty texts of a thousand characters fit, however they are written.
const SESSION_LIMIT: usize = 524_288;

/// Sessions as your own servers prepare them.
pub struct SessionsApi;

#[derive(Tags)]
enum Tag {
    /// Visitors that your server vouches for before the chat starts.
    Sessions,
}

#[OpenApi(prefix_path = "/v1/chat", tag = "Tag::Sessions")]
impl SessionsApi {
    /// Prepare a session
    ///
    /// Makes a session for one visitor of one page. Needs the scope `sessions`. Hand its text to the page, as
    /// `data-session` in the snippet or with `SoftbetChat('identify', { session })`: the browser that shows it first
    /// becomes the customer `external_id`, verified, without any hash. Without `external_id` it stays anonymous and
    /// you only say what is to be known in this visit.
    ///
    /// A session is good for one browser: shown there again it changes nothing, shown in another one the page gets the
    /// error `session_spent`. So make one for each page view, and keep no page that holds one in a shared cache.
    #[oai(path = "/sessions", method = "post", operation_id = "prepare_session")]
    async fn prepare(
        &self,
        auth: ApiKeyAuth,
        /// Your own name for this request. The same name and body within 24 hours give the same answer, and nothing
        /// is done twice.
        #[oai(name = "Idempotency-Key")]
        key: IdempotencyKey,
        request: &Request,
        db: Data<&Db>,
        progress: Data<&InProgress>,
        body: StrictJson<SentSession, SESSION_LIMIT>,
    ) -> Result<Answered<PreparedSession, 201>, ApiError> {
        let secret = request.data::<ServerSecret>().ok_or_else(|| Error::internal("no server secret"))?.clone();
        let StrictJson { value: SentSession(sent), bytes } = body;
        let new = match sent {
            Ok(new) => new,
            Err(wrong) => return Err(every_wrong_field(&db, auth.actor()?, wrong).await),
        };
        let asked = Asked { request, key, body: &bytes, scope: Scope::Sessions };
        let signing = secret.clone();
        let kept: Answered<Kept, 201> = answer(&db, &progress, (auth.actor()?, asked), move |tx, actor| {
            let (visitor_id, expires_at) = actions::prepare(tx, actor, &signing, new)?;
            Ok(Kept { visitor_id, expires_at: expires_at.as_millis() })
        })
        .await?;
        let Kept { visitor_id, expires_at } = serde_json::from_str(kept.body()).map_err(Error::from)?;
        let (session, expires_at) = (text(&secret.0, visitor_id), Timestamp::from_millis(expires_at).to_rfc3339());
        Ok(kept.completed(&PreparedSession { session, visitor_id: visitor_id.to_string(), expires_at }))
    }
}

/// The answer to a request in which fields are wrong: each of them, also those that only the database shows.
async fn every_wrong_field(db: &Db, actor: Actor, wrong: WrongSession) -> ApiError {
    let WrongSession { problem, mut errors, site, names } = wrong;
    match db.read(move |connection| views::wrong_names(connection, &actor, site.as_deref(), &names)).await {
        Ok((_, more)) => errors.extend(more),
        Err(error) => return error.into(),
    }
    let error = ApiError::from(errors);
    match problem {
        Some(problem) => error.kind(problem),
        None => error,
    }
}

/// What is kept for a repeat of the request: the session's text follows from it, and is stored nowhere.
#[derive(Debug, Object, Deserialize)]
struct Kept {
    visitor_id: VisitorId,
    /// Milliseconds since 1970 in UTC.
    expires_at: i64,
}

/// A session, for the page.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PreparedSession {
    /// The session: `wgs_` and 43 letters and digits. Whoever has it first is the visitor, so hand it to its own page
    /// only.
    pub session: String,
    /// Our id of the visitor that a browser without one becomes; a browser that is known already keeps its own.
    pub visitor_id: String,
    /// When it ends unless it was used, in UTC (RFC 3339).
    pub expires_at: String,
}

impl Example for PreparedSession {
    fn example() -> Self {
        Self {
            session: "wgs_4fR8sVb2QmXc7LpT0nYk3HdJ6wZaE9uGqK5iOrN1tBe".to_owned(),
            visitor_id: "vis_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".to_owned(),
            expires_at: "2026-11-21T10:00:00.000Z".to_owned(),
        }
    }
}

crate::described_value!(
    /// The value of a field of the context.
    ContextValueShape,
    MetaSchema {
        one_of: vec![
            MetaSchemaRef::Inline(Box::new(MetaSchema { max_length: Some(MAX_VALUE), ..MetaSchema::new("string") })),
            MetaSchemaRef::Inline(Box::new(MetaSchema::new("number"))),
            MetaSchemaRef::Inline(Box::new(MetaSchema::new("boolean"))),
        ],
        ..MetaSchema::ANY
    }
);

/// A visitor to be.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PrepareSession {
    /// Your own id of the customer you vouch for. One that we do not know yet becomes a customer without a profile
    /// when the session is used. Without one the visitor is anonymous. `"0"` and empty text are what shops send for
    /// guests and are refused (`guest_external_id`): leave the field out for guests.
    #[oai(nullable, skip_serializing_if_is_none, validator(min_length = 1, max_length = 255))]
    external_id: Option<String>,
    /// The site it is for: its id (`sit_…`) or its app id (`icw_…`). Without one: your first site.
    #[oai(nullable, skip_serializing_if_is_none, validator(min_length = 1, max_length = 100))]
    site: Option<String>,
    /// What is to be known in this visit, such as the cart, the plan or the page: text of up to 1,000 characters,
    /// numbers, true or false. Takes the place of what the session before said. Names have 1 to 64 letters, digits,
    /// dots, hyphens and underscores and must be allowed for the site under Customer data; others are refused by name.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_properties = 50))]
    context: Option<BTreeMap<String, ContextValueShape>>,
    /// How long it may be used, in seconds, 60 to 86,400. Without it: 1,800.
    #[oai(nullable, skip_serializing_if_is_none, validator(minimum(value = "60"), maximum(value = "86400")))]
    expires_in: Option<i64>,
}

impl JsonBody for SentSession {
    type Shape = PrepareSession;
}

impl Example for PrepareSession {
    fn example() -> Self {
        let value = |name: &str, value: serde_json::Value| (name.to_owned(), ContextValueShape(value));
        Self {
            external_id: Some("cust_42".to_owned()),
            site: Some("icw_7Hq2LmX9pRt4VbN8kWc3ZdYf".to_owned()),
            context: Some(BTreeMap::from([value("cart_total", "49.90 EUR".into()), value("cart_items", 3.into())])),
            expires_in: Some(600),
        }
    }
}
