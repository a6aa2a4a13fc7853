//! Counts the records of contacts that an older version never counted, once after the start, so that their cards open
//! as quickly as others.

use crate::{
    activity::totals,
    base::ids::ContactId,
    db::Db,
    jobs::{Next, Worker},
};

/// Counts records.
pub struct CountRecords {
    db: Db,
    after: Option<ContactId>,
    is_done: bool,
}

impl CountRecords {
    /// A worker on this database.
    pub fn new(db: Db) -> Self {
        Self { db, after: None, is_done: false }
    }
}

impl Worker for CountRecords {
    const NAME: &'static str = "count records";

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        if self.is_done {
            return Ok(Next::Idle);
        }
        let after = self.after;
        self.after = self.db.write(move |tx| totals::count_some(tx, after)).await?;
        self.is_done = self.after.is_none();
        Ok(if self.is_done { Next::Idle } else { Next::Again })
    }
}
