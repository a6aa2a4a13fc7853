//! Where one is signed in, and ending that.

use poem::{
    Request, handler,
    web::{Data, Path},
};

use super::super::chosen::done;
use crate::{
    accounts::{SignedInPage, actions},
    base::{Error, ids::SessionId},
    db::Db,
    http::{
        html::{PageResult, see_other},
        session::Flash,
    },
};

/// `POST /profile/sessions/{session_id}/end`.
#[handler]
pub async fn end_session(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    Path(id): Path<String>,
    db: Data<&Db>,
) -> PageResult {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound("session"))?;
    let by = signed_in.by(request);
    match db.write_essential(move |tx| actions::end_own(tx, &by, id)).await {
        Ok(()) => Ok(done(request, "/profile", Flash("session_ended"))),
        // It has ended by itself, or from another window: what was wanted is so.
        Err(Error::NotFound(_)) => Ok(see_other("/profile")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /profile/sessions/end-others`.
#[handler]
pub async fn end_other_sessions(request: &Request, SignedInPage(signed_in): SignedInPage, db: Data<&Db>) -> PageResult {
    let (by, keep) = (signed_in.by(request), signed_in.session);
    db.write_essential(move |tx| actions::end_others(tx, &by, keep)).await?;
    Ok(done(request, "/profile", Flash("others_ended")))
}
