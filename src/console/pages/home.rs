//! `/`: leads everybody to where they want to be.

use poem::{Request, handler, web::Data};

use crate::{
    accounts::SignedIn,
    http::html::{PageResult, see_other},
    settings::Settings,
};

/// `GET /`.
#[handler]
pub async fn show_home(request: &Request, settings: Data<&Settings>) -> PageResult {
    if settings.current().is_none() {
        return Ok(see_other("/setup"));
    }
    let is_signed_in = SignedIn::find(request).await?.is_some();
    Ok(see_other(if is_signed_in { "/inbox" } else { "/sign-in" }))
}
