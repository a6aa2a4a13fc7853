//! `POST` and `DELETE /v1/chat/ingest/records`.

use poem::{Request, web::Data};
use poem_openapi::{Object, OpenApi, Tags, param::Query, types::Example};

use super::{
    actions::{self, WhichRecord},
    reading::NewRecords,
    shapes::KindShape,
};
use crate::{
    api_keys::{
        ApiKeyAuth,
        api::{Asked, answer},
        idempotency::InProgress,
    },
    base::FieldErrors,
    contacts::api::{INGEST_LIMIT, IngestView},
    db::Db,
    http::{Answered, ApiError, IdempotencyKey, JsonView, OptionalJson, StrictJson, json, query},
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
        body: StrictJson<NewRecords, INGEST_LIMIT>,
    ) -> Result<Answered<IngestView>, ApiError> {
        let StrictJson { value: NewRecords { external_id, records }, bytes } = body;
        let asked = Asked { request, key, body: &bytes };
        answer(&db, &progress, (auth.0, asked), move |tx, actor| {
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
        reference: Query<Option<String>>,
        /// Its kind. Needed only where several kinds have this reference.
        #[oai(name = "kind")]
        kind: Query<Option<KindShape>>,
        body: OptionalJson<WhichRecord>,
    ) -> Result<JsonView<RemovedView>, ApiError> {
        query::only(request, &["reference", "kind"])?;
        let twice = || FieldErrors::one("", "Say which record in the query string or in the body, not in both.");
        let which = match body.0 {
            Some(_) if reference.0.is_some() || kind.0.is_some() => return Err(twice().into()),
            Some(which) => which,
            None => json::parse(query::as_object(request).to_text().as_bytes())?,
        };
        let actor = auth.0;
        let removed = db.write(move |tx| actions::remove(tx, &actor, &which)).await?;
        Ok(JsonView(RemovedView { customer_id: removed.contact_id.to_string(), kind: removed.kind.as_str().to_owned(), removed: 1 }))
    }
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
