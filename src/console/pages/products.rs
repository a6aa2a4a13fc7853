//! Settings → Products: the catalogue as the shop's server sent it, to look through.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::query,
    counts,
    moment::Moment,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::SignedInPage,
    base::{Error, text},
    db::Db,
    http::html::PageResult,
    products::{
        model::{Product, Sync},
        search::{Cursor, Wanted},
        views,
    },
    settings::{PublicAddress, Settings},
};

/// Products on one page.
const ROWS: u32 = 50;

/// Products are counted up to here; more are "more than".
const COUNTED: u32 = 10_000;

/// The longest search that is shown again, in characters.
const MAX_TYPED: usize = 200;

/// The longest part of a description in a row, in characters.
const SHOWN: usize = 140;

#[derive(Template)]
#[template(path = "console/products.html")]
struct ProductsPage {
    shell: Shell,
    typed: String,
    rows: Vec<ProductRow>,
    /// The address of the next page; empty on the last.
    next: String,
    /// The address of the first page, on every other one.
    first: String,
    /// How many products there are, in words; empty where there are none.
    count: String,
    sync: Option<(Moment, String)>,
    /// A request that fills the catalogue.
    curl: String,
}

struct ProductRow {
    title: String,
    external_id: String,
    description: String,
    price: String,
    is_available: bool,
    /// Where it is sold; empty where nobody said.
    url: String,
    /// A picture that a browser will show; empty where there is none.
    image: String,
    /// What stands where no picture is.
    initial: String,
}

impl ConsolePage for ProductsPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/products?q=…&cursor=…`.
#[handler]
pub async fn show_products(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let shell = Shell::for_place(request, &signed_in, Place::Products)?;
    let typed: String = query(request, "q").unwrap_or_default().trim().chars().take(MAX_TYPED).collect();
    let wanted = Wanted::of(&typed);
    let after = match query(request, "cursor") {
        // A link of an older search leads to the beginning of this one.
        Some(text) => Cursor::parse(&text, &wanted).ok(),
        None => None,
    };
    let is_first = after.is_none();
    let read = db.read(move |connection| {
        let listed = views::list(connection, &wanted, after, ROWS)?;
        Ok((listed, views::count_up_to(connection, COUNTED + 1)?, views::last_sync(connection)?))
    });
    let (listed, count, sync) = read.await?;
    ProductsPage {
        shell,
        rows: listed.products.into_iter().map(ProductRow::of).collect(),
        next: listed.next.map(|cursor| address(&typed, Some(&cursor.to_text()))).unwrap_or_default(),
        first: if is_first { String::new() } else { address(&typed, None) },
        count: count_words(count),
        sync: sync.map(|sync| (Moment::of(sync.at), sync_words(&sync))),
        curl: curl(request)?,
        typed,
    }
    .answer(StatusCode::OK)
}

impl ProductRow {
    fn of(product: Product) -> Self {
        let price = product.price().map(|price| format!("{price} {}", price.currency.code())).unwrap_or_default();
        let first = product.title.chars().find(|character| character.is_alphanumeric());
        Self {
            price,
            initial: first.map(|first| first.to_uppercase().to_string()).unwrap_or_default(),
            // The console loads pictures over HTTPS only: its policy refuses every other.
            image: product.image_url.filter(|url| url.starts_with("https://")).unwrap_or_default(),
            url: product.url.unwrap_or_default(),
            description: product.description.map(|whole| text::one_line(&whole, SHOWN)).unwrap_or_default(),
            is_available: product.is_available,
            external_id: product.external_id,
            title: product.title,
        }
    }
}

fn address(typed: &str, cursor: Option<&str>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let pairs = [("q", typed), ("cursor", cursor.unwrap_or(""))];
    pairs.iter().filter(|(_, value)| !value.is_empty()).for_each(|(name, value)| {
        query.append_pair(name, value);
    });
    let query = query.finish();
    if query.is_empty() { "/console/products".to_owned() } else { format!("/console/products?{query}") }
}

fn count_words(count: u32) -> String {
    if count > COUNTED { format!("More than {COUNTED} products") } else { counts::of(count, ("product", "products")) }
}

fn sync_words(sync: &Sync) -> String {
    let unchanged =
        if sync.unchanged == 1 { "1 as it was".to_owned() } else { format!("{} as they were", sync.unchanged) };
    format!("{} new, {} changed, {unchanged}", sync.created, sync.updated)
}

fn curl(request: &Request) -> Result<String, Error> {
    let missing = || Error::internal("a handle of the products page was not given to its route");
    let workspace = request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
    let base = request.data::<PublicAddress>().ok_or_else(missing)?.base(&workspace);
    Ok(format!(
        r#"curl {base}/v1/chat/ingest/products \
  -H 'Authorization: Bearer wgk_YOUR_KEY' \
  -H 'Content-Type: application/json' \
  -d '{{"products": [
       {{"external_id": "sku1", "title": "Tree fern", "price": "49.90",
        "currency": "{}", "url": "https://shop.example/tree-fern",
        "image_url": "https://shop.example/tree-fern.jpg"}}]}}'"#,
        workspace.currency
    ))
}
