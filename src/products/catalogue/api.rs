//! `GET /api/inbox/products`.

use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{
    accounts::SignedIn,
    base::{Permission, ids::ProductId},
    http::ApiError,
};

/// A part of the catalogue.
#[derive(Debug, Object)]
pub struct ProductsPage {
    /// By title; where something is searched for, the best match first.
    pub products: Vec<ProductView>,
    /// The cursor of the next part; absent on the last.
    pub next: Option<String>,
}

/// A product as agents see it. The fields of a product card have the same names and limits.
#[derive(Debug, Object)]
pub struct ProductView {
    pub id: ProductId,
    /// The business's own id of it.
    pub external_id: String,
    pub title: String,
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

/// The inbox's call about products.
pub struct CatalogueApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl CatalogueApi {
    /// Look up products
    #[oai(path = "/products", method = "get", operation_id = "list_products")]
    async fn list(
        &self,
        agent: SignedIn,
        /// Words to search for, each by its beginning; without them all products.
        _q: Query<Option<String>>,
        /// The `next` of the part before.
        _cursor: Query<Option<String>>,
        /// How many, 1 to 100.
        _limit: Query<Option<i64>>,
    ) -> Result<Json<ProductsPage>, ApiError> {
        agent.actor().may(Permission::Reply)?;
        Ok(Json(ProductsPage { products: Vec::new(), next: None }))
    }
}
