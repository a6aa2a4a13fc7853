//! Creating and updating products, many at once.

use crate::{
    activity::views::customs,
    base::{Actor, Change, Currency, FieldErrors, Permission, Result, Scope},
    contacts::attributes::Attributes,
    db::Tx,
    events::Event,
    products::{
        model::{Product, PushedProduct, Sync, price_in},
        store,
    },
};

/// What became of the products of one request. Each is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pushed {
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
}

/// A wrong field of one product.
struct WrongField {
    field: &'static str,
    detail: String,
}

/// Creates or updates products, all or none. What was not sent stays; sending the same again changes nothing.
///
/// # Errors
/// `Forbidden` without the scope `products`; `Invalid` naming each price that cannot be kept.
pub fn push(tx: &mut Tx<'_>, actor: &Actor, products: Vec<PushedProduct>) -> Result<Pushed> {
    actor.may(Permission::Scope(Scope::Products))?;
    let own = customs(tx)?.currency;
    let mut pushed = Pushed::default();
    let mut errors = FieldErrors::new();
    for (index, sent) in products.into_iter().enumerate() {
        let before = store::find(tx, &sent.external_id)?;
        let draft = before.clone().unwrap_or_else(|| blank(tx, &sent));
        match apply(draft, sent, own) {
            // Also after a wrong one: a later product may build on this, and the error takes all of it back.
            Ok(after) => keep(tx, (before, after), &mut pushed)?,
            Err(wrong) => {
                wrong
                    .into_iter()
                    .for_each(|wrong| errors.add(format!("/products/{index}/{}", wrong.field), wrong.detail));
            }
        }
    }
    errors.or(())?;
    let Pushed { created, updated, unchanged } = pushed;
    store::put_sync(tx, &Sync { at: tx.now(), created, updated, unchanged })?;
    if created + updated > 0 {
        tx.emit(actor, &Event::ProductsPushed { count: created + updated })?;
    }
    Ok(pushed)
}

/// A product of which nothing is known but what it is.
fn blank(tx: &Tx<'_>, sent: &PushedProduct) -> Product {
    Product {
        id: tx.new_id(),
        external_id: sent.external_id.clone(),
        title: sent.title.clone(),
        price_minor: None,
        currency: None,
        url: None,
        image_url: None,
        description: None,
        is_available: true,
        attributes: Attributes::default(),
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

/// The product after what was sent, or each field of it that cannot be kept.
fn apply(mut product: Product, sent: PushedProduct, own: Currency) -> Result<Product, Vec<WrongField>> {
    let mut wrong: Vec<_> = apply_price(&mut product, sent.price, sent.currency, own).err().into_iter().collect();
    product.title = sent.title;
    product.url = sent.url.apply(product.url);
    product.image_url = sent.image_url.apply(product.image_url);
    product.description = sent.description.apply(product.description);
    product.is_available = sent.is_available.apply(Some(product.is_available)).unwrap_or(true);
    let merged = product.attributes.merge(sent.attributes);
    wrong.extend(merged.err().map(|detail| WrongField { field: "attributes", detail }));
    if wrong.is_empty() { Ok(product) } else { Err(wrong) }
}

/// Sets price and currency together: minor units mean nothing without their currency.
fn apply_price(
    product: &mut Product,
    price: Change<crate::base::money::Decimal>,
    currency: Option<Currency>,
    own: Currency,
) -> Result<(), WrongField> {
    let becomes = currency.or(product.currency);
    match price {
        Change::Leave if product.price_minor.is_some() && becomes != product.currency => {
            let detail = "This product has a price in another currency. Send the price together with the currency.";
            return Err(WrongField { field: "currency", detail: detail.to_owned() });
        }
        Change::Leave => product.currency = becomes,
        Change::Clear => {
            product.price_minor = None;
            product.currency = becomes;
        }
        Change::Set(sent) => {
            let wrong = |detail| WrongField { field: "price", detail };
            let amount = price_in(sent, becomes.unwrap_or(own)).map_err(wrong)?;
            product.price_minor = Some(amount.minor);
            product.currency = Some(amount.currency);
        }
    }
    Ok(())
}

/// Writes what differs, and counts.
fn keep(tx: &Tx<'_>, (before, after): (Option<Product>, Product), pushed: &mut Pushed) -> Result<()> {
    match before {
        None => {
            store::insert(tx, &after)?;
            pushed.created += 1;
        }
        Some(before) if before == after => pushed.unchanged += 1,
        Some(before) => {
            store::update(tx, &before, &after)?;
            pushed.updated += 1;
        }
    }
    Ok(())
}
