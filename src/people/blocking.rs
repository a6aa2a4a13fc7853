//! Keeping a person from writing, with a line in the open conversations for whoever looks at them.

use crate::{
    base::{Actor, Result, ids::*},
    contacts,
    conversations::{
        self,
        entries::shapes::{ActKind, ActLine},
    },
    db::Tx,
};

/// Open conversations that are told of it at most: those with the newest activity.
const TOLD: u32 = 20;

/// Blocks a person, or takes that back. Answers whether that is a change.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn set(tx: &mut Tx<'_>, actor: &Actor, id: ContactId, is_blocked: bool) -> Result<bool> {
    let is_change = contacts::actions::set_blocked(tx, actor, id, is_blocked)?;
    if is_change {
        let what = if is_blocked { ActKind::Blocked } else { ActKind::Unblocked };
        note_open(tx, actor, id, (what, None))?;
    }
    Ok(is_change)
}

/// Leaves a line about what was done to a person in its open conversations.
///
/// # Errors
/// `Internal` only.
pub fn note_open(tx: &mut Tx<'_>, actor: &Actor, id: ContactId, (what, name): (ActKind, Option<String>)) -> Result<()> {
    for conversation in conversations::contact::views::open_of(tx, id, TOLD)? {
        let conversation = conversations::views::open(tx, actor, conversation)?;
        let line = ActLine { what, name: name.clone(), until: None };
        conversations::actions::note_act(tx, actor, &conversation, line)?;
    }
    Ok(())
}
