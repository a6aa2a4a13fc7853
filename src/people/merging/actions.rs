//! Making two contacts one.

use super::{
    model::{Kept, Merge, Moved, UNDO_MS},
    plan::Plan,
    store, views,
};
use crate::{
    audit::{self, About, By, Fact, Kind},
    base::{Actor, Error, Permission, Result, ids::*, time},
    contacts::{self, history, joining::MOST_CHANGES, notes},
    conversations::{self, entries::shapes::ActKind},
    db::Tx,
    events::Event,
    visitors,
};

/// The most browsers, and the most conversations, that move with one merge: all of it is one transaction.
pub const MOST_BROWSERS: usize = 50;
pub const MOST_CONVERSATIONS: usize = 500;

/// What came of it.
#[derive(Debug, Clone)]
pub struct Merged {
    pub merge: ContactMergeId,
    /// Who stayed.
    pub contact: ContactId,
    /// What the one that went is called in the history.
    pub name: String,
}

/// Makes two contacts one: the customer stays, else the older.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` where both are customers, both are the same, or one has too much to move.
pub fn merge(tx: &mut Tx<'_>, by: &By, (one, other): (ContactId, ContactId)) -> Result<Merged> {
    let actor = &by.actor;
    actor.may(Permission::EditContacts)?;
    let Plan { stays, goes, profile } = views::plan(tx, (one, other))?;
    let visitors = visitors::views::some_of(tx, goes.id, limit(MOST_BROWSERS))?;
    let conversations = conversations::contact::views::ids(tx, goes.id, limit(MOST_CONVERSATIONS))?;
    if let Some(refusal) = too_much(visitors.len(), conversations.len()) {
        return Err(Error::Conflict(refusal));
    }
    let (stays_blocked, goes_blocked) =
        (contacts::views::blocked(tx, stays.id)?, contacts::views::blocked(tx, goes.id)?);
    let before = Kept::of(&stays, stays_blocked.as_ref());
    let gone = Kept::of(&goes, goes_blocked.as_ref());
    let way = (goes.id, stays.id);
    for visitor in &visitors {
        visitors::actions::put(tx, *visitor, stays.id)?;
    }
    conversations::actions::put(tx, &conversations, way)?;
    let notes = notes::actions::reassign(tx, goes.id, stays.id)?;
    let changes = history::reassign(tx, goes.id, stays.id, MOST_CHANGES)?;
    let merges = store::into(tx, goes.id)?;
    store::put(tx, &merges, way)?;
    if profile != stays.profile {
        contacts::actions::put_profile(tx, actor, &stays, &profile)?;
    }
    if stays_blocked.is_none()
        && let Some(blocked) = goes_blocked
    {
        contacts::actions::put_block(tx, stays.id, Some((blocked.at, blocked.by)))?;
    }
    contacts::actions::discard_anonymous(tx, goes.id)?;
    let merge = Merge { id: tx.new_id(), gone, into: stays.id, before, at: tx.now() };
    let agent = if let Actor::Agent { id, .. } = actor { Some(*id) } else { None };
    store::insert(tx, &merge, (agent, &Moved { visitors, conversations, notes, changes, merges }))?;
    let name = merge.gone.called();
    contacts::actions::note(tx, actor, stays.id, ("merged", Some(name.clone())))?;
    super::super::blocking::note_open(tx, actor, stays.id, (ActKind::Merged, Some(name.clone())))?;
    let about = About::fact(Fact::From, goes.id.to_string()).and(Fact::To, stays.id.to_string());
    audit::actions::note(tx, by, Kind::ContactsMerged, &about)?;
    tx.emit(actor, &Event::ContactsMerged { from: goes.id, to: stays.id })?;
    Ok(Merged { merge: merge.id, contact: stays.id, name })
}

/// Why so much cannot move at once.
pub fn too_much(browsers: usize, conversations: usize) -> Option<String> {
    let what = if browsers > MOST_BROWSERS {
        format!("more than {MOST_BROWSERS} browsers")
    } else if conversations > MOST_CONVERSATIONS {
        format!("more than {MOST_CONVERSATIONS} conversations")
    } else {
        return None;
    };
    Some(format!("The person that would go has {what}, which is too much to move at once. Leave them as two people."))
}

/// One more than may be, so that it is seen.
pub fn limit(most: usize) -> u32 {
    u32::try_from(most + 1).unwrap_or(u32::MAX)
}

/// Forgets up to `limit` merges that cannot be taken back any more.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    // A day longer, so that whoever asks too late is told why.
    store::delete_before(tx, tx.now().plus(-UNDO_MS - time::DAY), limit)
}
