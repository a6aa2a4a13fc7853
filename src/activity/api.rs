//! `POST` and `DELETE /v1/chat/ingest/records`.

use std::collections::BTreeMap;

use poem::{Request, web::Data};
use poem_openapi::{
    Enum, Object, OpenApi, Tags,
    param::Query,
    registry::{MetaSchema, MetaSchemaRef},
    types::Example,
};

use super::{
    actions::{self, WhichRecord},
    model::RecordKind,
    reading::{NewRecords, SentRecords, WrongRecords},
    views,
};
use crate::{
    api_keys::{
        ApiKeyAuth,
        api::{Asked, answer},
        idempotency::InProgress,
    },
    base::{Actor, FieldErrors, Scope},
    contacts::api::{AttributeShape, INGEST_LIMIT, IngestView},
    db::Db,
    http::{Answered, ApiError, IdempotencyKey, JsonBody, JsonView, OptionalJson, StrictJson, json, query},
};

/// Records as your own servers know them.
pub struct RecordsApi;

#[derive(Tags)]
enum Tag {
    /// What your customers did: orders, deposits, withdrawals, payments.
    Activity,
}

#[OpenApi(prefix_path = "/v1/chat/ingest", tag = "Tag::Activity")]
impl RecordsApi {
    /// Create or update records
    ///
    /// Creates or updates records of the customer `external_id`. Needs the scope `records`. A request is taken whole
    /// or not at all. A record is known by `kind` and `reference`: send it again and the fields you send are updated;
    /// send it for another customer and it moves there, which the answer counts as `moved`.
    #[oai(path = "/records", method = "post", operation_id = "push_records")]
    async fn push_records(
        &self,
        auth: ApiKeyAuth,
        /// Your own name for this request. The same name and body within 24 hours give the same answer, and nothing
        /// is done twice.
        #[oai(name = "Idempotency-Key")]
        key: IdempotencyKey,
        request: &Request,
        db: Data<&Db>,
        progress: Data<&InProgress>,
        body: StrictJson<SentRecords, INGEST_LIMIT>,
    ) -> Result<Answered<IngestView>, ApiError> {
        let StrictJson { value: SentRecords(sent), bytes } = body;
        let NewRecords { external_id, records } = match sent {
            Ok(records) => records,
            Err(wrong) => return Err(every_wrong_field(&db, auth.actor()?, wrong).await),
        };
        let asked = Asked { request, key, body: &bytes, scope: Scope::Records };
        answer(&db, &progress, (auth.actor()?, asked), move |tx, actor| {
            let pushed = actions::push(tx, actor, &external_id, records)?;
            Ok(IngestView {
                customer_id: pushed.contact_id.to_string(),
                created: pushed.created,
                updated: pushed.updated,
                moved: pushed.moved,
                unchanged: pushed.unchanged,
            })
        })
        .await
    }

    /// Remove a record
    ///
    /// Removes one record for good. Needs the scope `records`. Say which one in the query string or, with the same
    /// names, in a JSON body. `404` where there is none; `409` where several kinds have this reference, which the
    /// answer names: then send `kind` too.
    #[oai(path = "/records", method = "delete", operation_id = "remove_record")]
    async fn remove_record(
        &self,
        auth: ApiKeyAuth,
        request: &Request,
        db: Data<&Db>,
        /// Your own id of the record, 1 to 255 characters. Required unless it stands in the body.
        #[oai(name = "reference")]
        _reference: Query<Option<String>>,
        /// Its kind. Needed only where several kinds have this reference.
        #[oai(name = "kind")]
        _kind: Query<Option<KindShape>>,
        body: OptionalJson<WhichRecord>,
    ) -> Result<JsonView<RemovedView>, ApiError> {
        query::only(request, &["reference", "kind"])?;
        let which = one_meaning(request, body.0)?;
        let actor = auth.actor()?;
        let removed = db.write(move |tx| actions::remove(tx, &actor, &which)).await?;
        Ok(JsonView(RemovedView {
            customer_id: removed.contact_id.to_string(),
            kind: removed.kind.as_str().to_owned(),
            removed: 1,
        }))
    }
}

/// The answer to a request in which fields are wrong: each of them, also those that only the database shows.
async fn every_wrong_field(db: &Db, actor: Actor, wrong: WrongRecords) -> ApiError {
    let WrongRecords { problem, mut errors, amounts } = wrong;
    match db.read(move |connection| views::wrong_amounts(connection, &actor, &amounts)).await {
        Ok(more) => errors.extend(more),
        Err(error) => return error.into(),
    }
    let error = ApiError::from(errors);
    match problem {
        Some(problem) => error.kind(problem),
        None => error,
    }
}

/// Which record the query string and the body mean, together.
fn one_meaning(request: &Request, body: Option<WhichRecord>) -> Result<WhichRecord, ApiError> {
    let query = query::as_object(request);
    let Some(which) = body else { return json::parse(query.to_text().as_bytes()) };
    let agrees = |name: &str, said: Option<&str>| query.get(name).is_none_or(|value| value.as_text() == said);
    if agrees("reference", Some(&which.reference)) && agrees("kind", which.kind.map(RecordKind::as_str)) {
        return Ok(which);
    }
    let sentence = "The query string and the body name different records. Say which one in one of them.";
    Err(FieldErrors::one("", sentence).into())
}

/// What was removed.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RemovedView {
    /// Our id of the customer it belonged to.
    pub customer_id: String,
    /// The kind of the record.
    pub kind: String,
    /// How many records were removed: always 1.
    pub removed: u32,
}

impl Example for RemovedView {
    fn example() -> Self {
        Self { customer_id: "con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".to_owned(), kind: "deposit".to_owned(), removed: 1 }
    }
}

impl JsonBody for SentRecords {
    type Shape = PushRecords;
}

impl JsonBody for WhichRecord {
    type Shape = RemoveRecord;
}

crate::described_value!(
    /// An amount in major units.
    AmountShape,
    MetaSchema {
        one_of: vec![
            MetaSchemaRef::Inline(Box::new(MetaSchema::new("number"))),
            MetaSchemaRef::Inline(Box::new(MetaSchema {
                pattern: Some("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$".to_owned()),
                ..MetaSchema::new("string")
            })),
        ],
        ..MetaSchema::ANY
    }
);

/// What a record is about.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename = "RecordKind", rename_all = "snake_case")]
pub enum KindShape {
    Order,
    Deposit,
    Withdrawal,
    Payment,
    Custom,
}

/// Records of one customer, all or none of which are taken.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PushRecords {
    /// Your own id of the customer. One that we do not know yet becomes a customer without a profile. `"0"` and empty
    /// text are what shops send for guests and are refused (`guest_external_id`).
    #[oai(validator(min_length = 1, max_length = 255))]
    external_id: String,
    /// 1 to 1,000 records. Where one reference stands twice, the later one wins.
    #[oai(validator(min_items = 1, max_items = 1000))]
    records: Vec<PushRecord>,
}

/// One record. Only `kind` and `reference` are required; on a repeat, what you do not send stays as it was.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PushRecord {
    /// What it is about.
    kind: KindShape,
    /// Your own id of it, unique within its kind, on one line. Send it again to update the record.
    #[oai(validator(min_length = 1, max_length = 255))]
    reference: String,
    /// What agents and the customer read. Without one: kind and reference, such as “Deposit DEP-77”.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 200))]
    title: Option<String>,
    /// The amount in major units (`19.99` is 19 dollars and 99 cents), as a number or, safest, as text. May be
    /// negative. It is kept exactly: more decimals than the currency has are refused, but for the dust floating point
    /// leaves in numbers (`19.989999999999998`).
    #[oai(nullable, skip_serializing_if_is_none)]
    amount: Option<AmountShape>,
    /// The amount in whole hundredths of the major unit, in every currency: `1999` is 19.99. Send this or `amount`;
    /// both only if they agree.
    #[oai(nullable, skip_serializing_if_is_none)]
    amount_cents: Option<i64>,
    /// Three letters of ISO 4217. Without one: the currency the record has, for a new one your workspace's own. To
    /// change it, send the amount too.
    #[oai(nullable, skip_serializing_if_is_none, validator(min_length = 3, max_length = 3))]
    currency: Option<String>,
    /// Any word or two. Well-known words are coloured: see “Status colours”.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 64))]
    status: Option<String>,
    /// Where agents find it in your own system; `https` or `http`. Customers do not see it.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 2000))]
    url: Option<String>,
    /// When it happened: RFC 3339, such as `2026-11-21T09:30:00Z`. A date alone, or a time without offset, is read in
    /// your workspace's time zone. Without one: now.
    #[oai(nullable, skip_serializing_if_is_none)]
    occurred_at: Option<String>,
    /// Anything else worth knowing, for agents: as for customers, merged, and `null` removes one.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_properties = 100))]
    attributes: Option<BTreeMap<String, AttributeShape>>,
}

/// Which record to remove.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RemoveRecord {
    /// Your own id of it.
    #[oai(validator(min_length = 1, max_length = 255))]
    reference: String,
    /// Its kind. Needed only where several kinds have this reference.
    #[oai(nullable, skip_serializing_if_is_none)]
    kind: Option<KindShape>,
}

impl Example for PushRecords {
    fn example() -> Self {
        let withdrawal = PushRecord {
            kind: KindShape::Withdrawal,
            reference: "WD-9".to_owned(),
            title: None,
            amount: None,
            amount_cents: Some(2_000),
            currency: Some("USD".to_owned()),
            status: Some("pending".to_owned()),
            url: None,
            occurred_at: None,
            attributes: None,
        };
        Self { external_id: "cust_42".to_owned(), records: vec![PushRecord::example(), withdrawal] }
    }
}

impl Example for PushRecord {
    fn example() -> Self {
        Self {
            kind: KindShape::Deposit,
            reference: "DEP-77".to_owned(),
            title: Some("Deposit by bank transfer".to_owned()),
            amount: Some(AmountShape("19.99".into())),
            amount_cents: None,
            currency: Some("USD".to_owned()),
            status: Some("completed".to_owned()),
            url: Some("https://admin.example.com/deposits/77".to_owned()),
            occurred_at: Some("2026-11-21T09:30:00Z".to_owned()),
            attributes: Some(BTreeMap::from([("method".to_owned(), AttributeShape("SEPA".into()))])),
        }
    }
}

impl Example for RemoveRecord {
    fn example() -> Self {
        Self { reference: "DEP-77".to_owned(), kind: Some(KindShape::Deposit) }
    }
}
