//! Rows of products, and the words they are found by.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::model::{Product, Sync};
use crate::{
    base::{Error, Result},
    contacts::attributes::Attributes,
    db::Tx,
};

/// Stores a new product with its words.
pub fn insert(tx: &Tx<'_>, product: &Product) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO products (product_id, external_id, title, price_minor, currency, url, image_url, description,
                               is_available, attributes, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11)",
    )?;
    statement.execute(params![
        product.id,
        product.external_id,
        product.title,
        product.price_minor,
        product.currency,
        product.url,
        product.image_url,
        product.description,
        product.is_available,
        product.attributes.to_stored(),
        product.created_at,
    ])?;
    add_words(tx, tx.last_insert_rowid(), product)
}

/// Stores a changed product; its ids stay.
pub fn update(tx: &Tx<'_>, before: &Product, after: &Product) -> Result<()> {
    let number = number(tx, before)?;
    let has_other_words = before.title != after.title || before.description != after.description;
    if has_other_words {
        remove_words(tx, number, before)?;
    }
    let mut statement = tx.prepare_cached(
        "UPDATE products SET title = ?2, price_minor = ?3, currency = ?4, url = ?5, image_url = ?6, description = ?7,
                is_available = ?8, attributes = ?9, updated_at = ?10
         WHERE product_number = ?1",
    )?;
    statement.execute(params![
        number,
        after.title,
        after.price_minor,
        after.currency,
        after.url,
        after.image_url,
        after.description,
        after.is_available,
        after.attributes.to_stored(),
        tx.now(),
    ])?;
    if has_other_words { add_words(tx, number, after) } else { Ok(()) }
}

/// Deletes a product with its words.
pub fn delete(tx: &Tx<'_>, product: &Product) -> Result<()> {
    let number = number(tx, product)?;
    remove_words(tx, number, product)?;
    tx.prepare_cached("DELETE FROM products WHERE product_number = ?1")?.execute([number])?;
    Ok(())
}

/// The product of an external id.
pub fn find(connection: &Connection, external_id: &str) -> Result<Option<Product>> {
    let mut statement = connection.prepare_cached(
        "SELECT product_id, external_id, title, price_minor, currency, url, image_url, description, is_available,
                attributes, created_at, updated_at
         FROM products WHERE external_id = ?1",
    )?;
    Ok(statement.query_row([external_id], product).optional()?)
}

/// Writes down what the last request came to.
pub fn put_sync(tx: &Tx<'_>, sync: &Sync) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO catalogue_sync (catalogue_sync_id, at, created, updated, unchanged) VALUES (1, ?1, ?2, ?3, ?4)
         ON CONFLICT (catalogue_sync_id) DO UPDATE
         SET at = excluded.at, created = excluded.created, updated = excluded.updated, unchanged = excluded.unchanged",
    )?;
    statement.execute(params![sync.at, sync.created, sync.updated, sync.unchanged])?;
    Ok(())
}

/// Reads a product's row.
pub fn product(row: &Row<'_>) -> rusqlite::Result<Product> {
    let attributes: String = row.get("attributes")?;
    let attributes = Attributes::from_stored(&attributes).map_err(|error: Error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(Product {
        id: row.get("product_id")?,
        external_id: row.get("external_id")?,
        title: row.get("title")?,
        price_minor: row.get("price_minor")?,
        currency: row.get("currency")?,
        url: row.get("url")?,
        image_url: row.get("image_url")?,
        description: row.get("description")?,
        is_available: row.get("is_available")?,
        attributes,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
    })
}

fn number(tx: &Tx<'_>, product: &Product) -> Result<i64> {
    let mut statement = tx.prepare_cached("SELECT product_number FROM products WHERE product_id = ?1")?;
    Ok(statement.query_row([product.id], |row| row.get("product_number"))?)
}

fn add_words(tx: &Tx<'_>, number: i64, product: &Product) -> Result<()> {
    let mut statement = tx
        .prepare_cached("INSERT INTO product_words (rowid, title, external_id, description) VALUES (?1, ?2, ?3, ?4)")?;
    statement.execute(params![number, product.title, product.external_id, product.description])?;
    Ok(())
}

/// The index keeps no copy of what it holds: it forgets only words that it is told exactly.
fn remove_words(tx: &Tx<'_>, number: i64, product: &Product) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO product_words (product_words, rowid, title, external_id, description)
         VALUES ('delete', ?1, ?2, ?3, ?4)",
    )?;
    statement.execute(params![number, product.title, product.external_id, product.description])?;
    Ok(())
}
