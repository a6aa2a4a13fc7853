//! The limit on new conversations, counted where it is certain that one begins.
//!
//! Every post passes the writer's single thread, and there one after another it is looked up, counted and stored. So
//! however many sockets a visitor has open, no conversation begins beyond the limit; a repeat finds what its first
//! sending began and costs nothing; and what could not be stored is given back. Only where a connection ends while
//! the disk is refusing is one counted that did not begin.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    base::{Actor, Result, VisitorActor},
    conversations::{
        actions::{self, Posted},
        model::NewMessage,
        views,
    },
    db::{Db, Tx},
    http::{ApiError, Key, Limit, Limits},
};

/// Whom a post is counted for.
#[derive(Clone)]
pub struct Count {
    pub limits: Arc<Limits>,
    pub keys: [Key; 2],
}

/// What became of a post.
pub enum Outcome {
    Posted(Posted),
    /// It would have begun one conversation too many.
    TooOften(ApiError),
}

/// Queues a post at once; the answer comes once it is on disk, or refused.
///
/// # Errors
/// As [`actions::post`].
pub fn post(
    db: &Db,
    count: Count,
    visitor: VisitorActor,
    new: NewMessage,
) -> impl Future<Output = Result<Outcome>> + Send + use<> {
    let is_counted = Arc::new(AtomicBool::new(false));
    let (counts, counting) = (count.clone(), Arc::clone(&is_counted));
    let posted = db.write(move |tx| {
        if may_begin(tx, &visitor, &new)? {
            if let Err(error) = counts.limits.take_all(Limit::Conversations, &counts.keys) {
                return Ok(Outcome::TooOften(error));
            }
            counting.store(true, Ordering::Release);
        }
        actions::post(tx, &Actor::Visitor(visitor), &new).map(Outcome::Posted)
    });
    async move {
        let outcome = posted.await;
        if outcome.is_err() && is_counted.load(Ordering::Acquire) {
            count.limits.give_back_all(Limit::Conversations, &count.keys);
        }
        outcome
    }
}

/// Whether this message would begin a conversation, rather than repeat the one that did.
fn may_begin(tx: &Tx<'_>, visitor: &VisitorActor, new: &NewMessage) -> Result<bool> {
    Ok(new.conversation.is_none() && !views::has_begun(tx, visitor, &new.client_id)?)
}
