//! Showing the secret, to who types the password again.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{install::InstallPage, shell::ConsolePage},
    NotTheirs,
    section::Shown,
    typed_again,
};
use crate::{
    accounts::SignedInPage,
    base::{Clock, Error},
    http::{Client, forms::Form, html::PageResult, log_act},
    settings::{ServerSecret, Settings, model::identity_secrets},
};

/// `POST /console/install/identity-secret`: shows the valid secrets in this one answer.
#[handler]
pub async fn show_identity_secret(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    clock: Data<&Clock>,
    server_secret: Data<&ServerSecret>,
    settings: Data<&Settings>,
) -> PageResult {
    let mut page = InstallPage::load(request, &signed_in).await?;
    if let Err(NotTheirs(status, sentence)) = typed_again(request, &signed_in, &form).await? {
        page.identity.password.error = Some(sentence);
        page.identity.password.is_first = true;
        return page.answer(status);
    }
    let workspace = settings.current().ok_or(Error::NotFound("workspace"))?;
    log_act(Client::of(request), &signed_in.actor(), "saw the identity secret");
    let secrets = identity_secrets(&server_secret.0.0, &workspace, clock.now());
    let former = secrets.former.map(|former| former.reveal().clone());
    page.identity.shown = Some(Shown { present: secrets.present.reveal().clone(), former });
    page.answer(StatusCode::OK)
}
