//! What pages must prove, and for how long it holds.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{chosen::done, install::InstallPage, shell::ConsolePage},
    section::days_input,
    use_at_once,
};
use crate::{
    accounts::SignedInPage,
    audit::{self, About, Fact, Kind},
    base::{Error, FieldErrors},
    db::Db,
    http::{Client, forms::Form, html::PageResult, log_act, session::Flash},
    settings,
};

/// `POST /console/install/identity/settings`.
#[handler]
pub async fn save_identity(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let mut page = InstallPage::load(request, &signed_in).await?;
    let requires_proof = form.text("requires_proof") == "yes";
    let typed = form.text("proof_days");
    let by = signed_in.by(request);
    let saved = match typed.trim().parse::<i64>() {
        Ok(days) => {
            let save = move |tx: &mut crate::db::Tx<'_>| {
                settings::actions::set_requires_proof(tx, &by.actor, requires_proof)?;
                settings::actions::set_proof_days(tx, &by.actor, days)?;
                let about = About::fact(Fact::How, words(requires_proof)).and(Fact::Count, format!("{days} days"));
                audit::actions::note(tx, &by, Kind::VerificationChanged, &about)
            };
            db.write(save).await
        }
        Err(_) => Err(FieldErrors::one("/proof_days", "Enter a whole number of days, 1 to 90.").into()),
    };
    match saved {
        Ok(()) => {
            use_at_once(request).await?;
            let required = words(requires_proof);
            let act = format!("set verification: {required}, a proof holds {} days", typed.trim());
            log_act(Client::of(request), &signed_in.actor(), act);
            Ok(done(request, &page.identity_path(), Flash("identity_saved")))
        }
        Err(Error::Invalid(errors)) => {
            page.identity.requires_proof = requires_proof;
            page.identity.proof_days = days_input(typed, &errors);
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

fn words(requires_proof: bool) -> &'static str {
    if requires_proof { "required" } else { "not required" }
}
