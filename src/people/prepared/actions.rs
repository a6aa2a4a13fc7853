//! Preparing, spending and forgetting sessions.

use super::{Prepared, reading::NewSession, store, text, views};
use crate::{
    base::{Actor, Error, Result, Timestamp, VisitorActor, ids::*, secret, time},
    db::Tx,
    settings::model::ServerSecret,
    visitors,
};

/// How long a session is kept after its end, in milliseconds: its browser may show it again.
const KEPT_MS: i64 = time::DAY;

/// Prepares a session, and answers the id of its visitor to be, which its text follows from, and its end.
///
/// # Errors
/// `Forbidden` without the scope `sessions`; `Invalid` with every wrong field.
pub fn prepare(
    tx: &mut Tx<'_>,
    actor: &Actor,
    server_secret: &ServerSecret,
    new: NewSession,
) -> Result<(VisitorId, Timestamp)> {
    let names: Vec<_> = new.context.0.iter().map(|(name, _)| name.clone()).collect();
    let (site, errors) = views::wrong_names(tx, actor, new.site.as_deref(), &names)?;
    errors.or(())?;
    let site = site.ok_or(Error::NotFound("site"))?;
    let visitor_id = tx.new_id();
    let session = Prepared {
        hash: secret::fingerprint(&text(&server_secret.0, visitor_id)),
        site: site.id,
        visitor_id,
        external_id: new.external_id,
        context: new.context.to_stored(),
        expires_at: tx.now().plus(new.life_s * time::SECOND),
        spent_at: None,
        spent_by: None,
    };
    store::insert(tx, &session)?;
    Ok((visitor_id, session.expires_at))
}

/// Spends a session that was found fresh in this transaction: what the server said of the visit now stands there.
///
/// # Errors
/// `Internal` only.
pub fn spend(tx: &mut Tx<'_>, session: &Prepared, visitor: &VisitorActor) -> Result<()> {
    store::set_spent(tx, &session.hash, visitor.id)?;
    visitors::actions::set_context(tx, visitor, &session.context)
}

/// Forgets up to `limit` sessions that ended more than a day ago.
///
/// # Errors
/// `Internal` only.
pub fn forget_ended(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_ended(tx, tx.now().plus(-KEPT_MS), limit)
}
