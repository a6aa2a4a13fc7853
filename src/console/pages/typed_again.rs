//! The password of who is signed in, asked for again before something that somebody at an open screen must not do.

use poem::{Request, http::StatusCode};

use crate::{
    accounts::{
        PasswordCheck, SignedIn, actions,
        password_check::{Attempt, Proved},
    },
    base::Error,
    http::{Client, forms::Field, html::PageError},
};

/// Why a password that was asked for again opens nothing: the answer's status, and the sentence beside the field.
pub struct NotTheirs(pub StatusCode, pub String);

/// Whether whoever is signed in has typed their own password again. Their session keeps when that was.
///
/// # Errors
/// Ours; inside, what is wrong with what was typed.
pub async fn typed_again(
    request: &Request,
    signed_in: &SignedIn,
    typed: &str,
) -> Result<Result<Proved, NotTheirs>, PageError> {
    let missing = || Error::internal("a handle of the password was not given to its route");
    let check = request.data::<PasswordCheck>().ok_or_else(missing)?;
    let attempt = Attempt { address: Client::of(request).address, email: &signed_in.agent.email, password: typed };
    match check.verify(attempt).await {
        Ok(Some(proved)) => {
            let session = signed_in.session;
            let noted = check.db.write_essential(move |tx| {
                actions::note_proof(tx, session, &proved)?;
                Ok(proved)
            });
            Ok(Ok(noted.await?))
        }
        Ok(None) => {
            let sentence = "This is not your password. Try again.".to_owned();
            Ok(Err(NotTheirs(StatusCode::UNPROCESSABLE_ENTITY, sentence)))
        }
        Err(error) if error.status() == StatusCode::TOO_MANY_REQUESTS => {
            Ok(Err(NotTheirs(error.status(), error.detail().to_owned())))
        }
        Err(error) => Err(error.into()),
    }
}

/// The field it is typed into.
pub fn password_field(label: &'static str, name: &'static str) -> Field {
    Field { label, name, kind: "password", autocomplete: "current-password", ..Field::default() }
}
