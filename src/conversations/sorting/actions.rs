//! Deleting and merging tags, deleting teams: conversations first, in steps of their own transactions, the word last.
//! A crash half-way leaves the tag or team with fewer conversations; the same request again ends it, and each step has
//! told what it did.

use std::sync::Arc;

use super::store::{self, Touched};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    conversations::model::State,
    db::{Db, Tx},
    events::Event,
    tags, teams,
};

/// Conversations of one step. Where more are concerned, inboxes fetch their lists anew instead of hearing of each.
const STEP: u32 = 500;

/// What belongs to the transaction of the last step, such as the line of the audit log.
pub type Last = Arc<dyn Fn(&mut Tx<'_>) -> Result<()> + Send + Sync>;

/// Deletes a tag, from all conversations first.
///
/// # Errors
/// `Forbidden`; `NotFound`; those of `last`.
pub async fn delete_tag(db: &Db, actor: &Actor, id: TagId, last: &Last) -> Result<()> {
    loop {
        let (who, last) = (actor.clone(), Arc::clone(last));
        let is_done = db.write(move |tx| {
            who.may(Permission::Curate)?;
            if store::untag(tx, id, STEP)? == STEP as usize {
                tx.emit(&who, &Event::ConversationsSorted {})?;
                return Ok(false);
            }
            tags::actions::delete(tx, &who, id)?;
            last(tx).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
    }
}

/// Puts the tag `into` in the place of `from` on every conversation, and deletes `from`.
///
/// # Errors
/// `Forbidden`; `NotFound` where one of them is not there; `Conflict` where both are the same; those of `last`.
pub async fn merge_tags(db: &Db, actor: &Actor, (from, into): (TagId, TagId), last: &Last) -> Result<()> {
    if from == into {
        return Err(Error::Conflict("A tag cannot be merged into itself. Choose another one.".to_owned()));
    }
    let mut are_many = false;
    loop {
        let (who, last) = (actor.clone(), Arc::clone(last));
        let is_done = db.write(move |tx| {
            who.may(Permission::Curate)?;
            tags::views::by_id(tx, into)?.ok_or(Error::NotFound("tag"))?;
            let touched = store::retag(tx, (from, into), STEP)?;
            let is_full = touched.len() == STEP as usize;
            tell(tx, &who, (&touched, are_many || is_full))?;
            if is_full {
                return Ok(false);
            }
            tags::actions::delete(tx, &who, from)?;
            last(tx).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
        are_many = true;
    }
}

/// Deletes a team; its conversations belong to no team then, and to whom they belong beside it.
///
/// # Errors
/// `Forbidden`; `NotFound`; those of `last`.
pub async fn delete_team(db: &Db, actor: &Actor, id: TeamId, last: &Last) -> Result<()> {
    let mut are_many = false;
    loop {
        let (who, last) = (actor.clone(), Arc::clone(last));
        let is_done = db.write(move |tx| {
            who.may(Permission::ManagePeople)?;
            let touched = store::leave_team(tx, id, STEP)?;
            let is_full = touched.len() == STEP as usize;
            tell(tx, &who, (&touched, are_many || is_full))?;
            if is_full {
                return Ok(false);
            }
            teams::actions::delete(tx, &who, id)?;
            last(tx).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
        are_many = true;
    }
}

/// Open inboxes learn of the conversations of a step that they may show. Done ones are history: whoever opens one reads it
/// anew. Where more than one step is needed, each says so: what a crash leaves done was told. An inbox that hears of many in
/// a row pauses longer before each.
fn tell(tx: &mut Tx<'_>, actor: &Actor, (touched, are_many): (&[Touched], bool)) -> Result<()> {
    if are_many {
        tx.emit(actor, &Event::ConversationsSorted {})?;
        return Ok(());
    }
    for one in touched.iter().filter(|one| one.state != State::Done) {
        let event = Event::ConversationChanged { conversation_id: one.conversation, contact_id: one.contact };
        tx.emit(actor, &event)?;
    }
    Ok(())
}
