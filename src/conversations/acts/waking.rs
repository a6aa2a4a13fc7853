//! Wakes conversations whose snooze has ended.

use std::time::Duration;

use super::{actions, views};
use crate::{
    base::Clock,
    db::Db,
    jobs::{Next, Worker},
};

/// Conversations woken in one transaction.
const BATCH: u32 = 100;

/// Wakes what was snoozed.
pub struct WakeSnoozed {
    db: Db,
    clock: Clock,
}

impl WakeSnoozed {
    /// A worker on this database.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }
}

impl Worker for WakeSnoozed {
    const NAME: &'static str = "wake snoozed";

    /// It is woken by everything that happens, and half a second late is soon enough.
    const REST: Duration = Duration::from_millis(500);

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        let Some(at) = self.db.read(views::next_waking).await? else { return Ok(Next::Idle) };
        if at > self.clock.now() {
            return Ok(Next::At(at));
        }
        self.db.write(|tx| actions::wake_due(tx, BATCH)).await?;
        Ok(Next::Again)
    }
}
