//! `POST /v1/chat/ingest/identify`.

use std::collections::BTreeMap;

use poem::{Request, web::Data};
use poem_openapi::{
    Object, OpenApi, Tags,
    registry::{MetaSchema, MetaSchemaRef},
    types::Example,
};

use super::{
    actions::{self, Effect},
    attributes::MAX_VALUE,
    model::{ExternalId, ProfileChanges},
    reading,
};
use crate::{
    api_keys::{
        ApiKeyAuth,
        api::{Asked, answer},
        idempotency::InProgress,
    },
    base::{
        Scope,
        json::{Fields, Json, Place, ReadJson, Wrong},
    },
    db::Db,
    http::{Answered, ApiError, IdempotencyKey, JsonBody, StrictJson},
};

/// The largest body of the ingest operations, in bytes.
pub const INGEST_LIMIT: usize = 5_000_000;

/// Customers as your own servers know them.
pub struct CustomersApi;

/// Where operations about people stand in the documentation.
#[derive(Tags)]
pub enum Tag {
    /// Who your customers are.
    Customers,
}

#[OpenApi(prefix_path = "/v1/chat/ingest", tag = "Tag::Customers")]
impl CustomersApi {
    /// Create or update a customer
    ///
    /// Creates or updates the customer `external_id`. Needs the scope `identify`. Send what you know: an absent field
    /// is left alone, `null` (or empty text) clears it, `attributes` are merged and `null` removes one. Sending the
    /// same again changes nothing and counts as `unchanged`.
    #[oai(path = "/identify", method = "post", operation_id = "identify_customer")]
    async fn identify(
        &self,
        auth: ApiKeyAuth,
        /// Your own name for this request. The same name and body within 24 hours give the same answer, and nothing
        /// is done twice.
        #[oai(name = "Idempotency-Key")]
        key: IdempotencyKey,
        request: &Request,
        db: Data<&Db>,
        progress: Data<&InProgress>,
        body: StrictJson<NewIdentity, INGEST_LIMIT>,
    ) -> Result<Answered<IngestView>, ApiError> {
        let StrictJson { value: NewIdentity { external_id, changes }, bytes } = body;
        let asked = Asked { request, key, body: &bytes, scope: Scope::Identify };
        answer(&db, &progress, (auth.actor()?, asked), move |tx, actor| {
            let identified = actions::identify(tx, actor, &external_id, changes)?;
            let mut view = IngestView { customer_id: identified.id.to_string(), ..IngestView::default() };
            match identified.effect {
                Effect::Created => view.created = 1,
                Effect::Updated => view.updated = 1,
                Effect::Unchanged => view.unchanged = 1,
            }
            Ok(view)
        })
        .await
    }
}

/// What came of it. Each thing you sent is counted once.
#[derive(Debug, Clone, Default, Object)]
#[oai(example)]
pub struct IngestView {
    /// Our id of the customer. It never changes.
    pub customer_id: String,
    /// How many are new.
    pub created: u32,
    /// How many were changed.
    pub updated: u32,
    /// How many records belonged to another customer until now, and were changed where you sent something else.
    pub moved: u32,
    /// How many were already as you sent them.
    pub unchanged: u32,
}

impl Example for IngestView {
    fn example() -> Self {
        let customer_id = "con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".to_owned();
        Self { customer_id, created: 1, updated: 0, moved: 0, unchanged: 0 }
    }
}

crate::described_value!(
    /// The value of an attribute.
    AttributeShape,
    MetaSchema {
        nullable: true,
        one_of: vec![
            MetaSchemaRef::Inline(Box::new(MetaSchema { max_length: Some(MAX_VALUE), ..MetaSchema::new("string") })),
            MetaSchemaRef::Inline(Box::new(MetaSchema::new("number"))),
            MetaSchemaRef::Inline(Box::new(MetaSchema::new("boolean"))),
        ],
        ..MetaSchema::ANY
    }
);

/// A customer, as far as you want to tell.
#[derive(Debug, Object)]
#[oai(example)]
pub struct IdentifyCustomer {
    /// Your own id of this customer; everything else hangs on it. Exact, also in upper and lower case. `"0"` and
    /// empty text are what shops send for guests and are refused (`guest_external_id`).
    #[oai(validator(min_length = 1, max_length = 255))]
    external_id: String,
    /// The name agents see.
    #[oai(nullable, validator(max_length = 200))]
    name: Option<String>,
    /// An e-mail address. Kept in lower case.
    #[oai(nullable, validator(max_length = 254))]
    email: Option<String>,
    /// The name your customer signs in with.
    #[oai(nullable, validator(max_length = 200))]
    username: Option<String>,
    /// The address of a picture; `https` or `http`.
    #[oai(nullable, validator(max_length = 2000))]
    avatar_url: Option<String>,
    /// A phone number, in any spelling.
    #[oai(nullable, validator(max_length = 64))]
    phone: Option<String>,
    /// A postal address, on one line or several.
    #[oai(nullable, validator(max_length = 500))]
    address: Option<String>,
    /// Anything else worth knowing: text, numbers, true or false by name. Merged into what is there; `null` removes
    /// one. Names have up to 64 characters, text up to 1,000; a customer has at most 100. `phone`, `address` and
    /// `avatar_url` in here fill the field of that name unless you send that too.
    #[oai(nullable, validator(max_properties = 100))]
    attributes: Option<BTreeMap<String, AttributeShape>>,
}

impl Example for IdentifyCustomer {
    fn example() -> Self {
        let text = |text: &str| Some(text.to_owned());
        let attribute = |name: &str, value: serde_json::Value| (name.to_owned(), AttributeShape(value));
        Self {
            external_id: "cust_42".to_owned(),
            name: text("Jordan Lee"),
            email: text("jordan@example.com"),
            username: text("jlee"),
            avatar_url: text("https://cdn.example.com/u/42.png"),
            phone: text("+44 7700 900123"),
            address: text("12 King St, London"),
            attributes: Some(BTreeMap::from([
                attribute("vip_tier", "Gold".into()),
                attribute("lifetime_spend", 2480.into()),
            ])),
        }
    }
}

/// What was read from the body.
pub struct NewIdentity {
    pub external_id: ExternalId,
    pub changes: ProfileChanges,
}

impl JsonBody for NewIdentity {
    type Shape = IdentifyCustomer;
}

impl ReadJson for NewIdentity {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let external_id = fields.required("external_id");
        let changes = reading::profile(&mut fields);
        fields.finish();
        Some(Self { external_id: external_id?, changes })
    }
}
