//! The face that visitors see.

use crate::{
    accounts::store,
    base::{Actor, Error, Permission, Result},
    db::Tx,
    events::Event,
};

/// Gives whoever acts a picture, or takes it away with `None`. The same picture again changes nothing.
///
/// # Errors
/// `Forbidden` for who is no agent; `Invalid` at `/picture_id` where there is no such picture.
pub fn set_picture(tx: &mut Tx<'_>, actor: &Actor, picture_id: Option<&str>) -> Result<()> {
    actor.may(Permission::Read)?;
    let Actor::Agent { id, .. } = actor else {
        return Err(Error::Forbidden("Only somebody who is signed in has a picture. Sign in first.".to_owned()));
    };
    store::set_picture(tx, *id, picture_id)?;
    tx.emit(actor, &Event::AgentChanged { agent_id: *id })?;
    Ok(())
}
