//! Reading what one was told of, and forgetting what is old.

use super::store::{self, Crowd};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*, time::DAY},
    db::Tx,
    events::Event,
};

use super::model::WasRead;

/// How many lines each agent keeps, and how many unread ones that were meant for it behind these.
pub const KEPT: u32 = 500;

/// How long a line is kept that was read, in milliseconds.
const READ_LIFE_MS: i64 = 90 * DAY;

/// What somebody has seen.
#[derive(Debug, Clone, Copy)]
pub enum Seen {
    One(NotificationId),
    Conversation(ConversationId),
    All,
}

/// Marks what whoever acts was told of as read. What is not its own, or read already, stays as it is.
///
/// # Errors
/// `Forbidden` for who is no agent.
pub fn read(tx: &mut Tx<'_>, actor: &Actor, seen: Seen) -> Result<()> {
    actor.may(Permission::Read)?;
    let Actor::Agent { id: agent_id, .. } = actor else {
        return Err(Error::Forbidden("Only somebody who is signed in is told of anything. Sign in first.".to_owned()));
    };
    let (agent_id, now) = (*agent_id, tx.now());
    let news = match seen {
        Seen::One(id) if store::read_one(tx, agent_id, id, now)? => vec![Some(id)],
        Seen::All if store::read_all(tx, agent_id, now)? => vec![None],
        Seen::Conversation(conversation) => {
            let read = store::read_in(tx, &[WasRead { seq: 0, agent: agent_id, conversation }], now)?;
            read.into_iter().map(|(_, id)| Some(id)).collect()
        }
        Seen::One(_) | Seen::All => Vec::new(),
    };
    let events = news.into_iter().map(|notification_id| Event::NotificationsRead { agent_id, notification_id });
    tx.emit_all(actor, &events.collect::<Vec<_>>())
}

/// Forgets up to about `limit` lines: read ones of a quarter ago, and what lies behind the newest of an agent. Unread
/// mentions and handed over conversations are not pushed out by other lines, only by their own number.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    let old = store::forget_read(tx, tx.now().plus(-READ_LIFE_MS), limit)?;
    let pushed_out = store::forget_behind(tx, Crowd::Common, (KEPT, limit))?;
    Ok(old + pushed_out + store::forget_behind(tx, Crowd::Personal, (KEPT, limit))?)
}
