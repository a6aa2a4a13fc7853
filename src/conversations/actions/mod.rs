//! The verbs: post (which may start), read, answer, resolve, reopen, rate, reassign; and what only the team sees of it: act
//! and note.

mod answer;
mod erase;
mod lines;
mod post;
mod rate;
mod read;
mod state;

pub use answer::answer;
pub use erase::{Erased, erase, erase_messages};
pub use post::{Posted, post};
pub use rate::rate;
pub use read::read;
pub(super) use state::open_again;
pub use state::{reopen, resolve};

pub use super::{
    acts::actions::act,
    entries::actions::{Noted, note, note_act, note_act_once},
};

use super::store;
use crate::{
    base::{Actor, Error, Result, ids::*},
    db::Tx,
    visitors,
};

/// Whoever acts, as it stands inside this transaction: a visitor may have become a customer since its token was asked.
fn standing(tx: &Tx<'_>, actor: &Actor) -> Result<Actor> {
    let Actor::Visitor(visitor) = actor else { return Ok(actor.clone()) };
    let current = visitors::views::current(tx, visitor, tx.now())?;
    current
        .map(Actor::Visitor)
        .ok_or_else(|| Error::Forbidden("This browser was signed out. Write again to start anew.".to_owned()))
}

/// Puts conversations to another contact that agents say is the same person: those of them that belong to `from`.
///
/// # Errors
/// `Internal` only.
pub fn put(tx: &Tx<'_>, ids: &[ConversationId], (from, to): (ContactId, ContactId)) -> Result<()> {
    ids.iter().try_for_each(|id| store::set_contact(tx, *id, (from, to)))
}

/// Moves a visitor's conversations to the customer it has proved to be, and answers how many.
///
/// # Errors
/// `Internal` only.
pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, from: ContactId, to: ContactId) -> Result<usize> {
    store::reassign(tx, visitor, from, to)
}
