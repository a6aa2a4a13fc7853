//! What a product is, and what a request may say about one.

use crate::{
    base::{Amount, Change, Currency, Timestamp, ids::ProductId, money::Decimal},
    contacts::attributes::{AttributeChanges, Attributes},
};

/// One product as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    /// The business's own id of it.
    pub external_id: String,
    pub title: String,
    /// In `currency`'s minor units; there is no price without a currency.
    pub price_minor: Option<i64>,
    pub currency: Option<Currency>,
    pub url: Option<String>,
    pub image_url: Option<String>,
    pub description: Option<String>,
    pub is_available: bool,
    pub attributes: Attributes,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What a request says about one product.
#[derive(Debug, Clone)]
pub struct PushedProduct {
    pub external_id: String,
    pub title: String,
    pub price: Change<Decimal>,
    /// Absent: as it was, for a new product the workspace's own.
    pub currency: Option<Currency>,
    pub url: Change<String>,
    pub image_url: Change<String>,
    pub description: Change<String>,
    /// Cleared: available again, as a new one is.
    pub is_available: Change<bool>,
    pub attributes: AttributeChanges,
}

/// What one product of a request says about its price, for a request in which something else is wrong already.
#[derive(Debug, Clone, Default)]
pub struct SaidOfPrice {
    /// Which product, as far as that could be read.
    pub external_id: Option<String>,
    pub currency: Option<Currency>,
    /// The price, where it stands without a currency and so was not checked when it was read.
    pub without_currency: Option<Decimal>,
}

/// When products were last sent, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sync {
    pub at: Timestamp,
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
}

/// The longest id, in characters.
pub const MAX_EXTERNAL_ID: usize = 255;
/// The longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// The longest description, in characters. A card shows the beginning of it.
pub const MAX_DESCRIPTION: usize = 5_000;

impl Product {
    /// The price, if there is one.
    pub fn price(&self) -> Option<Amount> {
        Some(Amount { minor: self.price_minor?, currency: self.currency? })
    }
}

/// A price in a currency.
///
/// # Errors
/// A sentence for whoever sent it, where it cannot be kept exactly or is below zero.
pub fn price_in(decimal: Decimal, currency: Currency) -> Result<Amount, String> {
    let amount = decimal.in_currency(currency)?;
    if amount.minor < 0 { Err("A price is not below zero.".to_owned()) } else { Ok(amount) }
}
