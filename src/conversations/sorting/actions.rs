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
    let untag = move |tx: &mut Tx<'_>, who: &Actor, _| {
        let touched = store::untag(tx, id, STEP)?;
        // After the last step the word is gone: inboxes hear that, and show it nowhere any more.
        if is_whole(touched) {
            tx.emit(who, &Event::ConversationsSorted {})?;
        }
        Ok(touched)
    };
    let delete = move |tx: &mut Tx<'_>, who: &Actor| tags::actions::delete(tx, who, id);
    in_steps(db, (actor, Permission::Curate), untag, (delete, last)).await
}

/// Puts the tag `into` in the place of `from` on every conversation, and deletes `from`.
///
/// # Errors
/// `Forbidden`; `NotFound` where one of them is not there; `Conflict` where both are the same; those of `last`.
pub async fn merge_tags(db: &Db, actor: &Actor, (from, into): (TagId, TagId), last: &Last) -> Result<()> {
    if from == into {
        return Err(Error::Conflict("A tag cannot be merged into itself. Choose another one.".to_owned()));
    }
    let retag = move |tx: &mut Tx<'_>, who: &Actor, is_first| {
        tags::views::by_id(tx, into)?.ok_or(Error::NotFound("tag"))?;
        let touched = store::retag(tx, (from, into), STEP)?;
        tell(tx, who, (&touched, is_first))
    };
    let delete = move |tx: &mut Tx<'_>, who: &Actor| tags::actions::delete(tx, who, from);
    in_steps(db, (actor, Permission::Curate), retag, (delete, last)).await
}

/// Deletes a team; its conversations belong to no team then, and to whom they belong beside it.
///
/// # Errors
/// `Forbidden`; `NotFound`; those of `last`.
pub async fn delete_team(db: &Db, actor: &Actor, id: TeamId, last: &Last) -> Result<()> {
    let leave = move |tx: &mut Tx<'_>, who: &Actor, is_first| {
        let touched = store::leave_team(tx, id, STEP)?;
        tell(tx, who, (&touched, is_first))
    };
    let delete = move |tx: &mut Tx<'_>, who: &Actor| teams::actions::delete(tx, who, id);
    in_steps(db, (actor, Permission::ManagePeople), leave, (delete, last)).await
}

/// Takes `step` again and again, each time in a transaction of its own, for as long as it touches as many conversations as
/// one may. The step that touches fewer is the last: the word itself is deleted in its transaction, and what `last` adds
/// belongs to that too. A step hears whether it is the first, and answers how many conversations it touched.
async fn in_steps<S, D>(
    db: &Db,
    (actor, needs): (&Actor, Permission),
    step: S,
    (delete, last): (D, &Last),
) -> Result<()>
where
    S: Fn(&mut Tx<'_>, &Actor, bool) -> Result<usize> + Copy + Send + 'static,
    D: Fn(&mut Tx<'_>, &Actor) -> Result<()> + Copy + Send + 'static,
{
    let mut is_first = true;
    loop {
        let (who, last) = (actor.clone(), Arc::clone(last));
        let is_done = db.write(move |tx| {
            who.may(needs)?;
            if is_whole(step(tx, &who, is_first)?) {
                return Ok(false);
            }
            delete(tx, &who)?;
            last(tx).map(|()| true)
        });
        if is_done.await? {
            return Ok(());
        }
        is_first = false;
    }
}

/// Whether a step touched so many conversations that there may be more.
fn is_whole(touched: usize) -> bool {
    touched == STEP as usize
}

/// Open inboxes learn of the conversations of a step that they may show. Done ones are history: whoever opens one reads it
/// anew. Where more than one step is needed, each says so: what a crash leaves done was told. An inbox that hears of many in
/// a row pauses longer before each. Answers how many the step touched.
fn tell(tx: &mut Tx<'_>, actor: &Actor, (touched, is_first): (&[Touched], bool)) -> Result<usize> {
    if !is_first || is_whole(touched.len()) {
        tx.emit(actor, &Event::ConversationsSorted {})?;
        return Ok(touched.len());
    }
    for one in touched.iter().filter(|one| one.state != State::Done) {
        let event = Event::ConversationChanged { conversation_id: one.conversation, contact_id: one.contact };
        tx.emit(actor, &event)?;
    }
    Ok(touched.len())
}
