//! Keeping a person from writing, with a line in the open conversations for whoever looks at them.

use crate::{
    audit::{self, About, By, Fact, Kind},
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

/// Blocks a person, or takes that back. What is so already stays so.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn set(tx: &mut Tx<'_>, by: &By, id: ContactId, is_blocked: bool) -> Result<()> {
    let actor = &by.actor;
    if contacts::actions::set_blocked(tx, actor, id, is_blocked)? {
        let (kind, what) = match is_blocked {
            true => (Kind::ContactBlocked, ActKind::Blocked),
            false => (Kind::ContactUnblocked, ActKind::Unblocked),
        };
        audit::actions::note(tx, by, kind, &About::fact(Fact::Id, id.to_string()))?;
        note_open(tx, actor, id, (what, None))?;
    }
    Ok(())
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
