//! What a session is worth to the browser that shows it, and what of a request only the database shows to be wrong.

use rusqlite::Connection;

use super::{Prepared, store};
use crate::{
    base::{Actor, FieldErrors, Permission, Result, Scope, Timestamp, ids::*, secret},
    contacts::model::ExternalId,
    people::proofs::Reason,
    sites::{self, Site},
};

/// A session that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// It may be spent.
    Fresh(Prepared),
    /// This very browser has spent it before: nothing more comes of it.
    Again(Prepared),
}

/// Looks a session up for a browser on a site, `known` by its token or not.
///
/// # Errors
/// `Internal` only; a session that is not taken is the inner error.
pub fn shown(
    connection: &Connection,
    text: &str,
    (site, known): (SiteId, Option<VisitorId>),
    now: Timestamp,
) -> Result<Result<Shown, Reason>> {
    let Some(session) = store::by_hash(connection, &secret::fingerprint(text))? else {
        return Ok(Err(Reason::SessionUnknown));
    };
    Ok(match session.spent_at {
        _ if session.site != site => Err(Reason::SessionOtherSite),
        Some(_) if known.is_some() && session.spent_by == known => Ok(Shown::Again(session)),
        Some(_) => Err(Reason::SessionSpent),
        None if session.expires_at <= now => Err(Reason::SessionExpired),
        None => Ok(Shown::Fresh(session)),
    })
}

/// The customer that a session vouches for, whether or not it is taken any more.
///
/// # Errors
/// `Internal` only.
pub fn vouched_for(connection: &Connection, text: &str) -> Result<Option<ExternalId>> {
    Ok(store::by_hash(connection, &secret::fingerprint(text))?.and_then(|session| session.external_id))
}

/// What is wrong with the site that a request names, and with the names in its context.
///
/// # Errors
/// `Forbidden` without the scope `sessions`.
pub fn wrong_names(
    connection: &Connection,
    actor: &Actor,
    site: Option<&str>,
    names: &[String],
) -> Result<(Option<Site>, FieldErrors)> {
    actor.may(Permission::Scope(Scope::Sessions))?;
    let mut errors = FieldErrors::new();
    let found = sites::views::meant(connection, site)?;
    let Some(found) = found else {
        errors.add(
            "/site",
            "There is no such site. Send its id (sit_…) or its app id (icw_…), as Settings → Install shows them.",
        );
        return Ok((None, errors));
    };
    for name in names.iter().filter(|name| !found.context_fields.iter().any(|field| field.name == **name)) {
        let sentence = format!(
            "“{name}” is not among the names that sessions of this site may hold. Allow it under Customer data, or leave it out."
        );
        errors.add(format!("/context/{name}"), sentence);
    }
    Ok((Some(found), errors))
}
