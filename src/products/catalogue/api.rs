//! `GET /api/inbox/products`.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{
    accounts::SignedIn,
    base::{Permission, ids::ProductId, page, text},
    db::Db,
    http::ApiError,
    products::{
        model::Product,
        search::{Cursor, Wanted},
        views,
    },
};

/// Products of a part where the request does not say.
const ROWS: u32 = 30;

/// The longest title on a card, in characters.
const CARD_TITLE: usize = 120;

/// The longest description on a card, in characters.
const CARD_DESCRIPTION: usize = 500;

/// A part of the catalogue.
#[derive(Debug, Object)]
pub struct ProductsPage {
    /// By title; where something is searched for, the best match first.
    pub products: Vec<ProductView>,
    /// The cursor of the next part; absent on the last.
    pub next: Option<String>,
}

/// A product as agents see it. The fields of a product card have the same names and limits, so that it can be sent as
/// it is.
#[derive(Debug, Object)]
pub struct ProductView {
    pub id: ProductId,
    /// The business's own id of it.
    pub external_id: String,
    /// At most 120 characters: a longer one is cut at a word and ends with “…”.
    pub title: String,
    /// At most 500 characters on one line: a longer one is cut at a word and ends with “…”.
    pub description: Option<String>,
    /// In major units, exact: "19.99".
    pub price: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// http or https.
    pub url: Option<String>,
    /// http or https.
    pub image_url: Option<String>,
    pub is_available: bool,
}

impl From<Product> for ProductView {
    fn from(product: Product) -> Self {
        let price = product.price().map(|price| price.to_string());
        Self {
            id: product.id,
            external_id: product.external_id,
            title: for_card(&product.title, CARD_TITLE),
            description: product.description.map(|description| for_card(&description, CARD_DESCRIPTION)),
            price,
            currency: product.currency.map(|currency| currency.code().to_owned()),
            url: product.url,
            image_url: product.image_url,
            is_available: product.is_available,
        }
    }
}

/// Text as a card takes it: one line of at most `most` characters, the ellipsis among them.
fn for_card(text: &str, most: usize) -> String {
    let whole = text::one_line(text, most);
    if whole.chars().count() <= most { whole } else { text::one_line(text, most - 1) }
}

/// The inbox's call about products.
pub struct CatalogueApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl CatalogueApi {
    /// Look up products
    #[oai(path = "/products", method = "get", operation_id = "list_products")]
    async fn list(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// Words to search for in title, id and description, each by its beginning; without them all products.
        q: Query<Option<String>>,
        /// The `next` of the part before.
        cursor: Query<Option<String>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<ProductsPage>, ApiError> {
        agent.actor().may(Permission::Reply)?;
        let limit = page::limit(limit.0, ROWS)?;
        let wanted = Wanted::of(q.0.as_deref().unwrap_or(""));
        let after = cursor.0.map(|text| Cursor::parse(&text, &wanted)).transpose()?;
        let found = db.read(move |connection| views::list(connection, &wanted, after, limit)).await?;
        let next = found.next.map(|cursor| cursor.to_text());
        Ok(Json(ProductsPage { products: found.products.into_iter().map(ProductView::from).collect(), next }))
    }
}
