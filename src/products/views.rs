//! The catalogue as agents and administrators look through it.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{
    model::{Product, SaidOfPrice, Sync, price_in},
    search::{Cursor, Wanted, expression},
    store,
};
use crate::{
    activity::views::customs,
    base::{Actor, Currency, FieldErrors, Permission, Result, Scope, page},
};

/// A part of the catalogue.
#[derive(Debug)]
pub struct Products {
    pub products: Vec<Product>,
    /// Where the next part begins; `None` on the last.
    pub next: Option<Cursor>,
}

/// Products by title, or those found, the best match first. `limit` is 1 to 100.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn list(connection: &Connection, wanted: &Wanted, after: Option<Cursor>, limit: u32) -> Result<Products> {
    let limit = limit.min(page::MAX_LIMIT);
    let mut found = match wanted {
        Wanted::All => by_title(connection, after, limit + 1)?,
        Wanted::Words(words) if words.is_empty() => Vec::new(),
        Wanted::Words(words) => by_words(connection, &expression(words), after, limit + 1)?,
    };
    let has_more = page::cut(&mut found, limit as usize);
    let next = found.last().map(|(_, cursor)| cursor.clone()).filter(|_| has_more);
    Ok(Products { products: found.into_iter().map(|(product, _)| product).collect(), next })
}

fn by_title(connection: &Connection, after: Option<Cursor>, limit: u32) -> Result<Vec<(Product, Cursor)>> {
    let read = |row: &Row<'_>| {
        let product = store::product(row)?;
        let cursor = Cursor::Title { title: product.title.clone(), number: row.get("product_number")? };
        Ok((product, cursor))
    };
    let (title, number) = match after {
        Some(Cursor::Title { title, number }) => (title, number),
        // Before every title: none is empty.
        _ => (String::new(), 0),
    };
    let mut statement = connection.prepare_cached(
        "SELECT product_number, product_id, external_id, title, price_minor, currency, url, image_url, description,
                is_available, attributes, created_at, updated_at
         FROM products
         WHERE title COLLATE NOCASE >= ?1 AND (title COLLATE NOCASE > ?1 OR product_number > ?2)
         ORDER BY title COLLATE NOCASE, product_number LIMIT ?3",
    )?;
    Ok(statement.query_map(params![title, number, limit], read)?.collect::<rusqlite::Result<_>>()?)
}

/// A word in the title weighs more than one in the id, and that more than one in the description. Of more than ten
/// thousand matches only so many are weighed: one more word narrows them.
fn by_words(
    connection: &Connection,
    expression: &str,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<(Product, Cursor)>> {
    let (rank, number) = match after {
        Some(Cursor::Rank { rank, number }) => (rank, number),
        // Every rank is larger: it is never infinite.
        _ => (f64::NEG_INFINITY, 0),
    };
    let mut statement = connection.prepare_cached(
        "SELECT f.rank, p.product_number, p.product_id, p.external_id, p.title, p.price_minor, p.currency, p.url,
                p.image_url, p.description, p.is_available, p.attributes, p.created_at, p.updated_at
         FROM (SELECT rowid AS number, bm25(product_words, 10.0, 5.0, 1.0) AS rank
               FROM product_words WHERE product_words MATCH ?1 LIMIT 10000) f
         CROSS JOIN products p ON p.product_number = f.number
         WHERE (f.rank, f.number) > (?2, ?3) /* a handful */ ORDER BY f.rank, f.number LIMIT ?4",
    )?;
    let found = statement.query_map(params![expression, rank, number, limit], |row| {
        let cursor = Cursor::Rank { rank: row.get("rank")?, number: row.get("product_number")? };
        Ok((store::product(row)?, cursor))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// How many products there are, counted up to `most`.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn count_up_to(connection: &Connection, most: u32) -> Result<u32> {
    let mut statement =
        connection.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM products WHERE product_number > 0 LIMIT ?1)")?;
    Ok(statement.query_row([most], |row| row.get(0))?)
}

/// When products were last sent, if ever.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn last_sync(connection: &Connection) -> Result<Option<Sync>> {
    let mut statement = connection.prepare_cached("SELECT at, created, updated, unchanged FROM catalogue_sync")?;
    let sync = statement.query_row([], |row| {
        Ok(Sync {
            at: row.get("at")?,
            created: row.get("created")?,
            updated: row.get("updated")?,
            unchanged: row.get("unchanged")?,
        })
    });
    Ok(sync.optional()?)
}

/// Finds the prices, sent without a currency, that do not fit the one they would get: what an earlier product of the
/// request says of the same one, what the product has, or else the workspace's own.
///
/// # Errors
/// `Forbidden` without the scope `products`.
pub fn wrong_prices(connection: &Connection, actor: &Actor, said: &[SaidOfPrice]) -> Result<FieldErrors> {
    actor.may(Permission::Scope(Scope::Products))?;
    let own = customs(connection)?.currency;
    let mut errors = FieldErrors::new();
    let mut sent_before: BTreeMap<&str, Currency> = BTreeMap::new();
    for (index, said) in said.iter().enumerate() {
        let external_id = said.external_id.as_deref();
        if let (Some(external_id), Some(currency)) = (external_id, said.currency) {
            sent_before.insert(external_id, currency);
        }
        let Some(price) = said.without_currency else { continue };
        let currency = match external_id {
            Some(external_id) => match sent_before.get(external_id) {
                Some(currency) => Some(*currency),
                None => store::find(connection, external_id)?.and_then(|product| product.currency),
            },
            None => None,
        };
        if let Err(detail) = price_in(price, currency.unwrap_or(own)) {
            errors.add(format!("/products/{index}/price"), detail);
        }
    }
    Ok(errors)
}
