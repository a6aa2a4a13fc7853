//! The tester: a proof as a page would send it, and whether it would be believed.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{install::InstallPage, shell::ConsolePage},
    section::{proof_input, user_id_input},
};
use crate::{
    accounts::SignedInPage,
    base::{Clock, Error},
    console::identity::{Known, Tried},
    http::{forms::Form, html::PageResult},
    settings::{ServerSecret, Settings},
};

/// `POST /console/install/identity/test`.
#[handler]
pub async fn test_proof(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    clock: Data<&Clock>,
    server_secret: Data<&ServerSecret>,
    settings: Data<&Settings>,
) -> PageResult {
    let mut page = InstallPage::load(request, &signed_in).await?;
    let tried = Tried { user_id: form.text("user_id"), proof: form.text("proof") };
    page.identity.user_id = user_id_input(tried.user_id);
    page.identity.proof = proof_input(tried.proof);
    if tried.proof.trim().is_empty() {
        page.identity.proof.error = Some("Paste the hash or the signed token that your server has made.".to_owned());
    } else if tried.needs_id() && tried.user_id.is_empty() {
        page.identity.user_id.error = Some("Enter the id that the hash is for.".to_owned());
    } else {
        let workspace = settings.current().ok_or(Error::NotFound("workspace"))?;
        let now = clock.now();
        page.identity.verdict = Some(tried.judge(&Known::of(&server_secret.0.0, &workspace, now), now));
        return page.answer(StatusCode::OK);
    }
    page.answer(StatusCode::UNPROCESSABLE_ENTITY)
}
