//! What matters for security, such as making an API key: for some minutes after somebody proved who they are it is
//! done as it stands, after that its form asks for their password, so that nobody does it at a screen that was left.
//!
//! **Invariant:** who has not proved lately who they are changes nothing by such a form. [`super::typed_again`] is for
//! what asks for the password each time.

use poem::{Request, http::StatusCode};

use super::typed_again::{NotTheirs, password_field, typed_again};
use crate::{
    accounts::{SignedIn, model::FRESH_MS},
    base::{Clock, Error, Result, Timestamp, time::MINUTE},
    http::{
        forms::{Field, Form},
        html::PageError,
    },
};

const HINT: &str = "Asked because it has been more than 5 minutes since you last typed it here.";

const _: () = assert!(FRESH_MS == 5 * MINUTE, "what the hint says");

const NOTHING_TYPED: &str = "Type your password. Nothing was changed yet.";

/// The password as a form asks for it. `parts/fresh_proof.html` draws it.
pub struct Asked {
    /// For the browser's own list of passwords.
    pub username: String,
    pub field: Field,
}

/// Why a form was refused: the answer's status, and the field with what is wrong beside it.
pub struct Unproved {
    pub status: StatusCode,
    pub asked: Asked,
}

/// What a form asks for at present; `None` where it need not.
///
/// # Errors
/// `Internal` where the route was not given a clock.
pub fn to_ask(request: &Request, signed_in: &SignedIn) -> Result<Option<Asked>> {
    if signed_in.is_proof_fresh(now(request)?) {
        return Ok(None);
    }
    let field = Field { hint: Some(HINT), ..password_field("Your password", "password") };
    Ok(Some(Asked { username: signed_in.agent.email.clone(), field }))
}

/// Whether what a form asks for may be done: the proof is fresh, or it came with the form. Then nothing is asked for
/// the next minutes.
///
/// # Errors
/// Ours; inside, why not: `403` without the password or with a wrong one, `429` after too many wrong ones.
pub async fn proves_lately(
    request: &Request,
    signed_in: &mut SignedIn,
    form: &Form,
) -> Result<Result<(), Unproved>, PageError> {
    let Some(mut asked) = to_ask(request, signed_in)? else { return Ok(Ok(())) };
    let typed = form.text(asked.field.name);
    let (status, sentence) = match typed {
        // Whoever began the form while the proof was fresh saw no field: that is no wrong try.
        "" => (StatusCode::FORBIDDEN, NOTHING_TYPED.to_owned()),
        typed => match typed_again(request, signed_in, typed).await? {
            Ok(_) => {
                signed_in.proved_at = now(request)?;
                return Ok(Ok(()));
            }
            Err(NotTheirs(status @ StatusCode::TOO_MANY_REQUESTS, sentence)) => (status, sentence),
            Err(NotTheirs(_, sentence)) => (StatusCode::FORBIDDEN, sentence),
        },
    };
    asked.field.error = Some(sentence);
    Ok(Err(Unproved { status, asked }))
}

impl Asked {
    /// Whether something is wrong with what was typed.
    pub fn is_refused(&self) -> bool {
        self.field.error.is_some()
    }
}

fn now(request: &Request) -> Result<Timestamp> {
    let clock = request.data::<Clock>().ok_or_else(|| Error::internal("no clock was given to this route"))?;
    Ok(clock.now())
}
