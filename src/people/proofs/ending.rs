//! Ending all that was proven, for when others may have known the secret: whoever proved a customer with it must not stay
//! that customer until the proof lapses.

use crate::{
    base::{Actor, Result},
    db::Db,
    visitors,
};

/// How many browsers are looked at in one transaction.
const AT_ONCE: u32 = 500;

/// Ends every browser that has proved who it is: its token opens nothing any more, and its sockets are closed. The next
/// right proof starts anew, with the same customer.
///
/// # Errors
/// `Forbidden` unless the actor manages the workspace.
pub async fn end_all(db: &Db, actor: Actor) -> Result<()> {
    let mut after = None;
    loop {
        let who = actor.clone();
        after = db.write(move |tx| visitors::actions::end_proven(tx, &who, (after, AT_ONCE))).await?;
        if after.is_none() {
            return Ok(());
        }
    }
}
