//! What pages ask of invitations.

use rusqlite::Connection;

use super::{Invitation, Standing, model::MOST_WAITING, store};
use crate::base::{Actor, Permission, Result, Timestamp, secret};

/// Those that still wait for somebody, or have lapsed unused of late; newest first.
///
/// # Errors
/// `Forbidden` for who manages no people.
pub fn unanswered(connection: &Connection, actor: &Actor) -> Result<Vec<Invitation>> {
    actor.may(Permission::ManagePeople)?;
    let mut newest = store::newest(connection, MOST_WAITING * 2)?;
    newest.retain(|invitation| invitation.used_at.is_none() && invitation.revoked_at.is_none());
    Ok(newest)
}

/// Whether an invitation of an e-mail address waits that still opens.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn waits_for(connection: &Connection, email: &str, now: Timestamp) -> Result<bool> {
    Ok(store::of_email(connection, email)?.iter().any(|invitation| invitation.standing(now) == Standing::Opens))
}

/// The invitation whose link holds this token; `None` where none does.
///
/// # Errors
/// `Internal` where the database cannot be read.
pub fn by_token(connection: &Connection, token: &str) -> Result<Option<Invitation>> {
    store::by_token(connection, secret::fingerprint(token))
}
