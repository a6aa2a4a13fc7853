//! Taking one product out of the catalogue.

use crate::{
    base::{Actor, Error, Permission, Result, Scope},
    db::Tx,
    events::Event,
    products::store,
};

/// Which product is meant.
#[derive(Debug, Clone)]
pub struct WhichProduct {
    pub external_id: String,
}

/// Removes a product for good. Cards that were sent stay as they are.
///
/// # Errors
/// `Forbidden` without the scope `products`; `NotFound`.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, which: &WhichProduct) -> Result<()> {
    actor.may(Permission::Scope(Scope::Products))?;
    let product = store::find(tx, &which.external_id)?.ok_or(Error::NotFound("product"))?;
    store::delete(tx, &product)?;
    tx.emit(actor, &Event::ProductRemoved { product_id: product.id })?;
    Ok(())
}
