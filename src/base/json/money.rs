//! Money as it stands in JSON.

use super::{Json, Place, Wrong};
use crate::base::{Currency, money::Decimal};

/// Reads an amount in major units: a number, or decimal text.
pub fn amount(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Decimal> {
    let read = match &json {
        Json::Number(number) => Decimal::from_number(number),
        Json::Text(text) => Decimal::from_text(text),
        other => Err(format!("Expected a number or decimal text, such as 19.99, not {}.", other.noun())),
    };
    read.map_or_else(|detail| wrong.at(place, detail), Some)
}

/// Reads the three letters of a currency.
pub fn currency(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Currency> {
    match json.as_text().map(Currency::parse) {
        Some(Some(currency)) => Some(currency),
        _ => wrong.at(place, "Expected the three letters of a currency (ISO 4217), such as EUR."),
    }
}
