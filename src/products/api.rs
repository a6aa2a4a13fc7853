//! `POST` and `DELETE /v1/chat/ingest/products`.

use std::collections::BTreeMap;

use poem::{Request, web::Data};
use poem_openapi::{Object, OpenApi, Tags, param::Query, types::Example};

use super::{
    actions::{self, WhichProduct},
    reading::{SentProducts, WrongProducts},
    views,
};
use crate::{
    activity::api::AmountShape,
    api_keys::{
        ApiKeyAuth,
        api::{Asked, answer},
        idempotency::InProgress,
    },
    base::{Actor, FieldErrors, Scope},
    contacts::api::{AttributeShape, INGEST_LIMIT},
    db::Db,
    http::{Answered, ApiError, IdempotencyKey, JsonBody, JsonView, OptionalJson, StrictJson, json, query},
};

/// Your catalogue as your own servers know it.
pub struct ProductsApi;

#[derive(Tags)]
enum Tag {
    /// What you sell: agents look it up and send it as cards.
    Products,
}

#[OpenApi(prefix_path = "/v1/chat/ingest", tag = "Tag::Products")]
impl ProductsApi {
    /// Create or update products
    ///
    /// Creates or updates products of your catalogue. Needs the scope `products`. A request is taken whole or not at
    /// all. A product is known by `external_id`: send it again and the fields you send are updated; an absent field is
    /// left alone and `null` clears it. Products that you do not send stay: remove what you no longer sell.
    #[oai(path = "/products", method = "post", operation_id = "push_products")]
    async fn push_products(
        &self,
        auth: ApiKeyAuth,
        /// Your own name for this request. The same name and body within 24 hours give the same answer, and nothing
        /// is done twice.
        #[oai(name = "Idempotency-Key")]
        key: IdempotencyKey,
        request: &Request,
        db: Data<&Db>,
        progress: Data<&InProgress>,
        body: StrictJson<SentProducts, INGEST_LIMIT>,
    ) -> Result<Answered<ProductsView>, ApiError> {
        let StrictJson { value: SentProducts(sent), bytes } = body;
        let products = match sent {
            Ok(products) => products,
            Err(wrong) => return Err(every_wrong_field(&db, auth.actor()?, wrong).await),
        };
        let asked = Asked { request, key, body: &bytes, scope: Scope::Products };
        answer(&db, &progress, (auth.actor()?, asked), move |tx, actor| {
            let actions::Pushed { created, updated, unchanged } = actions::push(tx, actor, products)?;
            Ok(ProductsView { created, updated, unchanged })
        })
        .await
    }

    /// Remove a product
    ///
    /// Removes one product for good. Needs the scope `products`. Say which one in the query string or, with the same
    /// name, in a JSON body. `404` where there is none. Cards that were sent in conversations stay as they are.
    #[oai(path = "/products", method = "delete", operation_id = "remove_product")]
    async fn remove_product(
        &self,
        auth: ApiKeyAuth,
        request: &Request,
        db: Data<&Db>,
        /// Your own id of the product, 1 to 255 characters. Required unless it stands in the body.
        #[oai(name = "external_id")]
        _external_id: Query<Option<String>>,
        body: OptionalJson<WhichProduct>,
    ) -> Result<JsonView<RemovedProductView>, ApiError> {
        query::only(request, &["external_id"])?;
        let which = one_meaning(request, body.0)?;
        let actor = auth.actor()?;
        db.write(move |tx| actions::remove(tx, &actor, &which)).await?;
        Ok(JsonView(RemovedProductView { removed: 1 }))
    }
}

/// The answer to a request in which fields are wrong: each of them, also those that only the database shows.
async fn every_wrong_field(db: &Db, actor: Actor, wrong: WrongProducts) -> ApiError {
    let WrongProducts { mut errors, prices } = wrong;
    match db.read(move |connection| views::wrong_prices(connection, &actor, &prices)).await {
        Ok(more) => errors.extend(more),
        Err(error) => return error.into(),
    }
    errors.into()
}

/// Which product the query string and the body mean, together.
fn one_meaning(request: &Request, body: Option<WhichProduct>) -> Result<WhichProduct, ApiError> {
    let query = query::as_object(request);
    let Some(which) = body else { return json::parse(query.to_text().as_bytes()) };
    if query.get("external_id").is_none_or(|value| value.as_text() == Some(which.external_id.as_str())) {
        return Ok(which);
    }
    let sentence = "The query string and the body name different products. Say which one in one of them.";
    Err(FieldErrors::one("", sentence).into())
}

/// What came of it. Each product you sent is counted once.
#[derive(Debug, Object)]
#[oai(example)]
pub struct ProductsView {
    /// How many are new.
    pub created: u32,
    /// How many were changed.
    pub updated: u32,
    /// How many were already as you sent them.
    pub unchanged: u32,
}

/// What was removed.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RemovedProductView {
    /// How many products were removed: always 1.
    pub removed: u32,
}

impl Example for ProductsView {
    fn example() -> Self {
        Self { created: 2, updated: 0, unchanged: 0 }
    }
}

impl Example for RemovedProductView {
    fn example() -> Self {
        Self { removed: 1 }
    }
}

impl JsonBody for SentProducts {
    type Shape = PushProducts;
}

impl JsonBody for WhichProduct {
    type Shape = RemoveProduct;
}

/// Products, all or none of which are taken.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PushProducts {
    /// 1 to 1,000 products. Where one `external_id` stands twice, the later one wins.
    #[oai(validator(min_items = 1, max_items = 1000))]
    products: Vec<PushProduct>,
}

/// One product. Only `external_id` and `title` are required; on a repeat, what you do not send stays as it was.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PushProduct {
    /// Your own id of it, such as its SKU, on one line. Exact, also in upper and lower case. Send it again to update
    /// the product.
    #[oai(validator(min_length = 1, max_length = 255))]
    external_id: String,
    /// What agents and customers read. A card shows the first 120 characters.
    #[oai(validator(min_length = 1, max_length = 200))]
    title: String,
    /// The price in major units (`199` is 199 dollars), as a number or, safest, as text. Not below zero. It is kept
    /// exactly: more decimals than the currency has are refused, but for the dust floating point leaves in numbers
    /// (`19.989999999999998`).
    #[oai(nullable, skip_serializing_if_is_none)]
    price: Option<AmountShape>,
    /// Three letters of ISO 4217. Without one: the currency the product has, for a new one your workspace's own. To
    /// change it, send the price too.
    #[oai(nullable, skip_serializing_if_is_none, validator(min_length = 3, max_length = 3))]
    currency: Option<String>,
    /// Its page in your shop; `https` or `http`, without a password in it.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 2000))]
    url: Option<String>,
    /// The address of a picture; `https` or `http`. Browsers show only pictures that come over `https`.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 2000))]
    image_url: Option<String>,
    /// A few sentences; they are searched too. A card shows the first 500 characters.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 5000))]
    description: Option<String>,
    /// Whether it can be bought now. A new product is, unless you say otherwise.
    #[oai(nullable, skip_serializing_if_is_none)]
    available: Option<bool>,
    /// Anything else worth knowing: text, numbers, true or false by name. Merged into what is there; `null` removes
    /// one. Names have up to 64 characters, text up to 1,000; a product has at most 100.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_properties = 100))]
    attributes: Option<BTreeMap<String, AttributeShape>>,
}

/// Which product to remove.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RemoveProduct {
    /// Your own id of it.
    #[oai(validator(min_length = 1, max_length = 255))]
    external_id: String,
}

impl Example for PushProducts {
    fn example() -> Self {
        let basic = PushProduct {
            external_id: "sku2".to_owned(),
            title: "Basic Plan".to_owned(),
            price: Some(AmountShape("49.00".into())),
            currency: Some("USD".to_owned()),
            url: None,
            image_url: None,
            description: None,
            available: Some(false),
            attributes: None,
        };
        Self { products: vec![PushProduct::example(), basic] }
    }
}

impl Example for PushProduct {
    fn example() -> Self {
        let text = |text: &str| Some(text.to_owned());
        Self {
            external_id: "sku1".to_owned(),
            title: "Pro Plan".to_owned(),
            price: Some(AmountShape(199.into())),
            currency: text("USD"),
            url: text("https://shop.example.com/pro"),
            image_url: text("https://shop.example.com/pro.png"),
            description: text("For teams of up to fifty."),
            available: Some(true),
            attributes: Some(BTreeMap::from([("seats".to_owned(), AttributeShape(50.into()))])),
        }
    }
}

impl Example for RemoveProduct {
    fn example() -> Self {
        Self { external_id: "sku1".to_owned() }
    }
}
