//! Settings → Install, second half: the secret that proves who customers are, its rotation, what is asked of pages, the
//! tester, the programs that make a proof, and what went wrong of late.

mod rotate;
mod section;
mod settings;
mod show;
mod tester;

use poem::{Request, http::StatusCode};

pub use rotate::{end_former_secret, rotate_secret};
pub use section::IdentitySection;
pub use settings::save_identity;
pub use show::show_identity_secret;
pub use tester::test_proof;

use crate::{
    accounts::{PasswordCheck, SignedIn, password_check::Attempt},
    base::Error,
    http::{Client, forms::Form, html::PageError},
    settings::Settings,
};

/// Why a password that was asked for again opens nothing: the answer's status, and the sentence beside the field.
struct NotTheirs(StatusCode, String);

/// Whether whoever is signed in has typed their own password again.
async fn typed_again(request: &Request, signed_in: &SignedIn, form: &Form) -> Result<Result<(), NotTheirs>, PageError> {
    let check = request.data::<PasswordCheck>().ok_or_else(missing)?;
    let attempt = Attempt {
        address: Client::of(request).address,
        email: &signed_in.agent.email,
        password: form.text("password"),
    };
    match check.verify(attempt).await {
        Ok(Some(_)) => Ok(Ok(())),
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

/// Lets every request know of changed settings before the answer leaves.
async fn use_at_once(request: &Request) -> Result<(), Error> {
    request.data::<Settings>().ok_or_else(missing)?.refresh().await
}

fn missing() -> Error {
    Error::internal("a handle of the install page was not given to its route")
}
