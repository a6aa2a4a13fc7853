//! Ending a session.

use crate::{
    accounts::{SessionHash, store},
    audit::{self, About, By, Kind},
    base::Result,
    db::Tx,
    events::Event,
};

/// Ends one session. One that has ended already stays so, and nothing is announced.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn sign_out(tx: &mut Tx<'_>, by: &By, session: SessionHash) -> Result<()> {
    if let Some(agent_id) = store::delete_session(tx, session)? {
        audit::actions::note(tx, by, Kind::SignedOut, &About::nothing())?;
        tx.emit(&by.actor, &Event::AgentSessionsEnded { agent_id, session: Some(session.to_hex()) })?;
    }
    Ok(())
}
