//! Products as they stand in JSON.

use super::{
    actions::WhichProduct,
    model::{MAX_DESCRIPTION, MAX_EXTERNAL_ID, MAX_TITLE, PushedProduct, SaidOfPrice, price_in},
};
use crate::{
    base::{
        Change, FieldErrors,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    contacts::{
        attributes::AttributeChanges,
        reading::{empty_clears, web_address},
    },
};

/// The most products of one request.
pub const MAX_PRODUCTS: usize = 1_000;

/// A request with products as it was sent, right or wrong.
pub struct SentProducts(pub Result<Vec<PushedProduct>, WrongProducts>);

/// A request in which fields are wrong, and what can only be checked beside the database.
pub struct WrongProducts {
    pub errors: FieldErrors,
    /// One for each product, in order.
    pub prices: Vec<SaidOfPrice>,
}

/// One product as it was sent; without `product` where it cannot be read.
#[derive(Default)]
struct SentProduct {
    product: Option<PushedProduct>,
    price: SaidOfPrice,
}

impl ReadJson for SentProducts {
    /// Always answers: what is wrong is part of the value.
    fn read_json(json: Json<'_>, place: &Place<'_>, _: &mut Wrong) -> Option<Self> {
        let mut wrong = Wrong::default();
        let sent: Vec<SentProduct> = read_request(json, place, &mut wrong).unwrap_or_default();
        let (_, errors) = wrong.into_parts();
        let (products, prices): (Vec<_>, Vec<_>) = sent.into_iter().map(|sent| (sent.product, sent.price)).unzip();
        let products = products.into_iter().collect::<Option<Vec<_>>>();
        Some(Self(match products {
            Some(products) if errors.is_empty() => Ok(products),
            _ => Err(WrongProducts { errors, prices }),
        }))
    }
}

fn read_request(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Vec<SentProduct>> {
    let mut fields = Fields::open(json, place, wrong)?;
    let products =
        fields.required_with("products", |json, place, wrong| json::list(json, place, wrong, [1, MAX_PRODUCTS]));
    fields.finish();
    products
}

impl ReadJson for WhichProduct {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let external_id = fields.required_with("external_id", external_id);
        fields.finish();
        Some(Self { external_id: external_id? })
    }
}

impl ReadJson for SentProduct {
    /// Always answers, so that one product that cannot be read leaves the others their places.
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let Some(mut fields) = Fields::open(json, place, wrong) else { return Some(Self::default()) };
        let external_id = fields.required_with("external_id", external_id);
        let title = fields.required_with("title", title);
        let price = fields.change_with("price", json::amount);
        let mut has_wrong_currency = false;
        let currency = fields.optional_with("currency", |json, place, wrong| {
            let currency = json::currency(json, place, wrong);
            has_wrong_currency = currency.is_none();
            currency
        });
        let url = empty_clears(fields.change_with("url", card_address));
        let image_url = empty_clears(fields.change_with("image_url", card_address));
        let description = empty_clears(fields.change_with("description", |json, place, wrong| {
            json::text(json, place, wrong, [0, MAX_DESCRIPTION]).map(|text| text.trim().to_owned())
        }));
        let is_available = fields.change_with("available", json::flag);
        let attributes = AttributeChanges::take(&mut fields);
        // Where the currency stands beside it, a price is checked at once, together with all other fields.
        if let (Change::Set(price), Some(currency)) = (price, currency)
            && let Err(detail) = price_in(price, currency)
        {
            fields.wrong_at::<()>("price", detail);
        }
        fields.finish();
        let without_currency = price.value().filter(|_| currency.is_none() && !has_wrong_currency);
        let said = SaidOfPrice { external_id: external_id.clone(), currency, without_currency };
        let product = external_id.zip(title).map(|(external_id, title)| PushedProduct {
            external_id,
            title,
            price,
            currency,
            url,
            image_url,
            description,
            is_available,
            attributes,
        });
        Some(Self { product, price: said })
    }
}

fn external_id(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let text = json::text(json, place, wrong, [1, MAX_EXTERNAL_ID])?;
    if text.trim().is_empty() || text.contains(['\n', '\r', '\t']) {
        return wrong.at(place, "Expected your own id of this product on one line, such as SKU-12.");
    }
    Some(text)
}

fn title(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let text = json::text(json, place, wrong, [1, MAX_TITLE])?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { wrong.at(place, "A product needs a title to be found by.") } else { Some(line) }
}

/// An address that a card in a message may lead to: one of the web, without a name or a password in it. Empty text
/// stays empty.
fn card_address(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let address = web_address(json, place, wrong)?;
    let has_login = url::Url::parse(&address).is_ok_and(|url| !url.username().is_empty() || url.password().is_some());
    if has_login {
        return wrong.at(place, "This address holds a name or a password before its host. Leave that out.");
    }
    Some(address)
}
