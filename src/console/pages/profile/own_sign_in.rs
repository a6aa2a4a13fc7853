//! The e-mail address and the password to sign in with. Both ask for the present password.

use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{
        chosen::done,
        shell::{ConsolePage, name_of},
        typed_again::{NotTheirs, typed_again},
    },
    ProfilePage,
};
use crate::{
    accounts::{self, EmailAddress, Password, PasswordCheck, SignedInPage},
    base::Error,
    db::Db,
    http::{forms::Form, html::PageResult, session::Flash},
    settings::Settings,
};

/// `POST /profile/email`.
#[handler]
pub async fn save_email(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let mut page = ProfilePage::load(request, &signed_in).await?;
    form.text("email").clone_into(&mut page.email.value);
    let email = match EmailAddress::parse(form.text("email")) {
        Ok(email) => email,
        Err(sentence) => {
            page.email.error = Some(sentence.to_owned());
            return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let proved = match typed_again(request, &signed_in, form.text("email_password")).await? {
        Ok(proved) => proved,
        Err(NotTheirs(status, sentence)) => {
            page.email_password.error = Some(sentence);
            return page.answer(status);
        }
    };
    let by = signed_in.by(request);
    match db.write(move |tx| accounts::actions::change_email(tx, &by, &proved, &email)).await {
        Ok(()) => Ok(done(request, "/profile", Flash("email_changed"))),
        Err(Error::Invalid(errors)) => {
            page.email.error = errors.at("/email").map(str::to_owned);
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /profile/password`: ends all other sessions.
#[handler]
pub async fn save_password(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    check: Data<&PasswordCheck>,
    settings: Data<&Settings>,
) -> PageResult {
    let mut page = ProfilePage::load(request, &signed_in).await?;
    let business = name_of(&settings);
    let about = [signed_in.agent.email.as_str(), signed_in.agent.name.as_str(), business.as_str()];
    let password = match Password::parse(form.text("new_password"), &about) {
        Ok(password) => password,
        Err(sentence) => {
            page.new_password.error = Some(sentence.to_owned());
            return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let proved = match typed_again(request, &signed_in, form.text("old_password")).await? {
        Ok(proved) => proved,
        Err(NotTheirs(status, sentence)) => {
            page.old_password.error = Some(sentence);
            return page.answer(status);
        }
    };
    let hash = check.passwords.hash(&password).await?;
    let (by, keep) = (signed_in.by(request), signed_in.session);
    db.write(move |tx| accounts::actions::change_password(tx, &by, (&proved, &hash), keep)).await?;
    Ok(done(request, "/profile", Flash("password_changed")))
}
