//! Deleting and merging tags, deleting teams: conversations first, in steps of their own transactions, the word last.
//! A crash half-way leaves the tag or team with fewer conversations; the same request again ends it.

use super::store::{self, Touched};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    conversations::model::State,
    db::{Db, Tx},
    events::Event,
    tags, teams,
};

/// Conversations of one step.
const STEP: u32 = 500;

/// Deletes a tag, from all conversations first.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn delete_tag(db: &Db, actor: &Actor, id: TagId) -> Result<()> {
    loop {
        let who = actor.clone();
        let is_done = db.write(move |tx| {
            who.may(Permission::Curate)?;
            if store::untag(tx, id, STEP)? == STEP as usize {
                return Ok(false);
            }
            tags::actions::delete(tx, &who, id).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
    }
}

/// Puts the tag `into` in the place of `from` on every conversation, and deletes `from`.
///
/// # Errors
/// `Forbidden`; `NotFound` where one of them is not there; `Conflict` where both are the same.
pub async fn merge_tags(db: &Db, actor: &Actor, from: TagId, into: TagId) -> Result<()> {
    if from == into {
        return Err(Error::Conflict("A tag cannot be merged into itself. Choose another one.".to_owned()));
    }
    loop {
        let who = actor.clone();
        let is_done = db.write(move |tx| {
            who.may(Permission::Curate)?;
            tags::views::by_id(tx, into)?.ok_or(Error::NotFound("tag"))?;
            let touched = store::retag(tx, (from, into), STEP)?;
            tell(tx, &who, &touched)?;
            if touched.len() == STEP as usize {
                return Ok(false);
            }
            tags::actions::delete(tx, &who, from).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
    }
}

/// Deletes a team; its conversations belong to no team then, and to whom they belong beside it.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn delete_team(db: &Db, actor: &Actor, id: TeamId) -> Result<()> {
    loop {
        let who = actor.clone();
        let is_done = db.write(move |tx| {
            who.may(Permission::ManagePeople)?;
            let touched = store::leave_team(tx, id, STEP)?;
            tell(tx, &who, &touched)?;
            if touched.len() == STEP as usize {
                return Ok(false);
            }
            teams::actions::delete(tx, &who, id).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
    }
}

/// Open inboxes learn of the conversations that they may show. Done ones are history: whoever opens one reads it anew.
fn tell(tx: &mut Tx<'_>, actor: &Actor, touched: &[Touched]) -> Result<()> {
    for one in touched.iter().filter(|one| one.state != State::Done) {
        let event = Event::ConversationChanged { conversation_id: one.conversation, contact_id: one.contact };
        tx.emit(actor, &event)?;
    }
    Ok(())
}
