//! The visitor's token as a credential of the panel's calls.

use poem::Request;
use poem_openapi::{SecurityScheme, auth::Bearer};

use super::views;
use crate::{
    base::{Clock, Result, Secret, VisitorActor},
    db::Db,
    http::ApiError,
};

/// The token that this browser was given at its first act.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", key_name = "VisitorToken", checker = "check")]
pub struct VisitorAuth(Checked);

/// A visitor with the token that proved it.
pub struct Checked {
    visitor: VisitorActor,
    token: Secret<String>,
}

impl VisitorAuth {
    /// Who holds the token.
    pub fn visitor(&self) -> VisitorActor {
        self.0.visitor
    }

    /// The token itself.
    pub fn token(&self) -> &Secret<String> {
        &self.0.token
    }
}

async fn check(request: &Request, bearer: Bearer) -> poem::Result<Checked> {
    let handle = |name| poem::Error::from(ApiError::from(crate::base::Error::internal(format!("no {name} in the request"))));
    let db = request.data::<Db>().ok_or_else(|| handle("database"))?;
    let clock = request.data::<Clock>().ok_or_else(|| handle("clock"))?;
    let visitor = authenticate(db, clock, bearer.token.clone()).await.map_err(ApiError::from)?;
    let visitor = visitor.ok_or_else(signed_out)?;
    Ok(Checked { visitor, token: Secret::new(bearer.token) })
}

/// The holder of a token, whose use is written down once a day.
///
/// # Errors
/// `Internal` only; an unknown token is `None`.
pub async fn authenticate(db: &Db, clock: &Clock, token: String) -> Result<Option<VisitorActor>> {
    let now = clock.now();
    let asked = token.clone();
    let Some(holder) = db.read(move |connection| views::holder(connection, &asked, now)).await? else { return Ok(None) };
    if holder.wants_touch {
        db.write(move |tx| super::actions::touch(tx, &token)).await?;
    }
    Ok(Some(holder.visitor))
}

/// The answer to a token that is unknown, ended, or whose proof has lapsed: one for all causes.
pub fn signed_out() -> ApiError {
    ApiError::unauthorized("This browser is not known here any more. Write again to start anew.").kind("signed-out")
}

