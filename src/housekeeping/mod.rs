//! Keeps the database small and sound: forgets what has had its time, and reads every page for damage once after a
//! clean start.

mod files;
mod totals;

use std::time::Duration;

use crate::{
    accounts, api_keys, audit,
    base::{Clock, time},
    db::Db,
    events,
    jobs::{Next, Worker},
    notifications, people, transfer, visitors,
};

pub use files::ForgetFiles;
pub use totals::CountRecords;

/// How long events are kept, in milliseconds: longer than any client is away and any reactor is behind.
const EVENTS_LIFE_MS: i64 = 90 * time::DAY;

/// Rows forgotten in one transaction, so that others wait for a few milliseconds at most.
const BATCH: u32 = 500;

/// How often there is something to forget, in milliseconds.
const EVERY_MS: i64 = 10 * time::MINUTE;

/// How long after the start the background check begins: not while the first people come.
const CHECK_AFTER: Duration = Duration::from_secs(30);

/// Forgets old events, answers and sessions.
pub struct Forget {
    db: Db,
    clock: Clock,
    due_at: i64,
}

impl Forget {
    /// A worker on this database.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock, due_at: 0 }
    }
}

impl Worker for Forget {
    const NAME: &'static str = "forget";

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        let now = self.clock.now();
        if now.as_millis() < self.due_at {
            return Ok(Next::At(time::Timestamp::from_millis(self.due_at)));
        }
        let forget = self.db.write_essential(|tx| {
            let now = tx.now();
            let mut forgotten = events::prune(tx, now.plus(-EVENTS_LIFE_MS), BATCH)?;
            forgotten += api_keys::idempotency::prune(tx, now, BATCH)?;
            forgotten += accounts::actions::forget_ended(tx, BATCH)?;
            forgotten += accounts::two_factor::actions::forget_lapsed(tx, BATCH)?;
            forgotten += accounts::invitations::actions::forget_old(tx, BATCH)?;
            forgotten += audit::actions::forget_old(tx, BATCH)?;
            forgotten += visitors::tokens::actions::forget_old(tx, BATCH)?;
            forgotten += people::actions::forget_old(tx, BATCH)?;
            forgotten += visitors::challenge::forget_lapsed(tx, BATCH)?;
            forgotten += visitors::tracking::actions::forget_old(tx, BATCH)?;
            forgotten += visitors::trail::actions::forget_old(tx, BATCH)?;
            forgotten += transfer::imports::actions::forget_old(tx, BATCH)?;
            forgotten += notifications::actions::forget_old(tx, BATCH)?;
            if forgotten == 0 {
                tx.execute_batch("PRAGMA optimize")?;
            }
            Ok(forgotten)
        });
        if forget.await? > 0 {
            return Ok(Next::Again);
        }
        self.due_at = now.plus(EVERY_MS).as_millis();
        Ok(Next::At(now.plus(EVERY_MS)))
    }
}

/// Reads the whole database for damage, once, when the start is over. Damage is told, not hidden: a person must
/// decide for a backup.
pub async fn check_later(db: Db, mut stop: tokio::sync::watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(CHECK_AFTER) => {}
        _ = stop.wait_for(|stop| *stop) => return,
    }
    // A stop does not wait for it: it only reads.
    let checked = tokio::select! {
        checked = tokio::task::spawn_blocking(move || db.check()) => checked,
        _ = stop.wait_for(|stop| *stop) => return,
    };
    match checked {
        Ok(Ok(())) => tracing::debug!("the database was read through and is sound"),
        Ok(Err(error)) => tracing::error!("{error}"),
        Err(error) => tracing::error!(%error, "the database could not be checked"),
    }
}
