//! Lets go of the conversations of people who cannot answer any more: they were deactivated, or only read from now on.

use std::time::Duration;

use super::{actions, views};
use crate::{
    db::Db,
    jobs::{Next, Worker},
};

/// Conversations let go of in one transaction.
const BATCH: u32 = 100;

/// Unassigns what nobody would answer. It looks at what is, so neither a crash nor a lost signal leaves anything behind.
pub struct LetGo {
    db: Db,
}

impl LetGo {
    /// A worker on this database.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

impl Worker for LetGo {
    const NAME: &'static str = "let go";

    /// It is woken by everything that happens, and a second late is soon enough.
    const REST: Duration = Duration::from_secs(1);

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        let held = self.db.read(|connection| views::held_by_who_left(connection, BATCH)).await?;
        if held.is_empty() {
            return Ok(Next::Idle);
        }
        self.db.write(move |tx| actions::let_go(tx, &held)).await?;
        Ok(Next::Again)
    }
}
