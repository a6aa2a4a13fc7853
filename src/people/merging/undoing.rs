//! Parting two contacts again that were made one.
//!
//! What moved moves back, and what its browsers have said since goes with them, since it is theirs to see. All else that
//! came later stays where it is. A browser that has proved meanwhile to be the customer stays: proof outranks an undo.

use std::collections::BTreeSet;

use super::{
    model::{Merge, Moved, UNDO_MS},
    plan, store, views,
};
use crate::{
    audit::{self, About, By, Fact, Kind},
    base::{Error, Permission, Result, ids::*},
    contacts::{self, history, notes},
    conversations::{self, entries::shapes::ActKind},
    db::Tx,
    events::Event,
    visitors,
};

/// The most conversations that go back with one undo.
const MOST_CONVERSATIONS: u32 = 2_000;

/// Two people again.
#[derive(Debug, Clone, Copy)]
pub struct Parted {
    /// Who is there again.
    pub contact: ContactId,
    /// Who had stayed.
    pub from: ContactId,
}

/// Takes a merge back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` where it was taken back before, is older than 30 days, or who had stayed was merged
/// into somebody else since.
pub fn undo(tx: &mut Tx<'_>, by: &By, id: ContactMergeId) -> Result<Parted> {
    let actor = &by.actor;
    actor.may(Permission::EditContacts)?;
    let merge = match store::by_id(tx, id)?.ok_or(Error::NotFound("merge"))? {
        Ok(merge) => merge,
        Err(store::TakenBack) => return Err(Error::Conflict("This merge was already taken back.".to_owned())),
    };
    if merge.at.plus(UNDO_MS) < tx.now() {
        let sentence = "This merge is older than 30 days and cannot be taken back any more.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    if merge.before.id != merge.into {
        // What the third person had before is not told by this merge: parting here would leave this one's data there.
        let sentence = "Who stayed here was merged again since. Take back that later merge first, then this one.";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let (back, from) = (merge.gone.id, merge.into);
    let stays = contacts::views::existing(tx, from)?;
    views::none_is_being_erased(tx, &[from])?;
    let gone = merge.gone.contact()?;
    contacts::actions::restore(tx, &gone, merge.gone.blocked())?;
    let profile = plan::parted(&stays.profile, &merge.before.contact()?.profile, &gone.profile);
    if profile != stays.profile {
        contacts::actions::put_profile(tx, actor, &stays, &profile)?;
    }
    if merge.before.blocked().is_none() && merge.gone.blocked() == blocked(tx, from)? {
        contacts::actions::put_block(tx, from, None)?;
    }
    move_back(tx, &merge, &store::moved(tx, id)?)?;
    store::set_undone(tx, id)?;
    let name = merge.gone.called();
    contacts::actions::note(tx, actor, from, ("parted", Some(name.clone())))?;
    super::super::blocking::note_open(tx, actor, from, (ActKind::Unmerged, Some(name)))?;
    let about = About::fact(Fact::From, back.to_string()).and(Fact::To, from.to_string());
    audit::actions::note(tx, by, Kind::MergeUndone, &about)?;
    tx.emit(actor, &Event::ContactsMerged { from, to: back })?;
    Ok(Parted { contact: back, from })
}

fn blocked(tx: &Tx<'_>, id: ContactId) -> Result<Option<(crate::base::Timestamp, Option<AgentId>)>> {
    Ok(contacts::views::blocked(tx, id)?.map(|blocked| (blocked.at, blocked.by)))
}

fn move_back(tx: &Tx<'_>, merge: &Merge, moved: &Moved) -> Result<()> {
    let (back, from) = (merge.gone.id, merge.into);
    let mut gone_back = BTreeSet::new();
    let mut conversations: BTreeSet<_> = moved.conversations.iter().copied().collect();
    for id in &moved.visitors {
        let Some(visitor) = visitors::views::by_id(tx, *id)? else { continue };
        if visitor.contact == from && !visitor.is_verified {
            visitors::actions::put(tx, *id, back)?;
            gone_back.insert(*id);
            conversations.extend(conversations::contact::views::begun_in(tx, *id, MOST_CONVERSATIONS)?);
        } else {
            // It has proved who it is: what was said in it belongs there now.
            for id in conversations::contact::views::begun_in(tx, *id, MOST_CONVERSATIONS)? {
                conversations.remove(&id);
            }
        }
    }
    let conversations: Vec<_> = conversations.into_iter().collect();
    conversations::actions::put(tx, &conversations, (from, back))?;
    notes::actions::put(tx, &moved.notes, (from, back))?;
    history::put(tx, &moved.changes, (from, back))?;
    store::put(tx, &moved.merges, (from, back))
}
