//! Showing the secret, to who types the password again.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{install::InstallPage, shell::ConsolePage},
    NotTheirs, missing,
    section::Shown,
    typed_again,
};
use crate::{
    accounts::SignedInPage,
    audit::{self, About, Kind},
    base::{Clock, Error},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act},
    settings::{ServerSecret, Settings, model::identity_secrets},
};

/// `POST /console/install/identity-secret`: shows the valid secrets in this one answer.
#[handler]
pub async fn show_identity_secret(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    server_secret: Data<&ServerSecret>,
    settings: Data<&Settings>,
) -> PageResult {
    let now = request.data::<Clock>().ok_or_else(missing)?.now();
    let mut page = InstallPage::load(request, &signed_in).await?;
    if let Err(NotTheirs(status, sentence)) = typed_again(request, &signed_in, form.text("password")).await? {
        page.identity.password.error = Some(sentence);
        page.identity.password.is_first = true;
        return page.answer(status);
    }
    let workspace = settings.current().ok_or(Error::NotFound("workspace"))?;
    let by = signed_in.by(request);
    // Shown only where that could be noted.
    db.write(move |tx| audit::actions::note(tx, &by, Kind::SecretShown, &About::nothing())).await?;
    log_act(Client::of(request), &signed_in.actor(), "saw the identity secret");
    let secrets = identity_secrets(&server_secret.0.0, &workspace, now);
    let former = secrets.former.map(|former| former.reveal().clone());
    page.identity.shown = Some(Shown { present: secrets.present.reveal().clone(), former });
    page.answer(StatusCode::OK)
}
