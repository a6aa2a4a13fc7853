//! The writer's transaction as actions see it.

use std::ops::Deref;

use rusqlite::{Connection, Row, params};
use serde_json::Value;

use crate::base::{Random, Result, Timestamp, ids::NewId};

/// One closure's share of a transaction. Derefs to the connection, so functions that read take it too.
pub struct Tx<'a> {
    connection: &'a Connection,
    now: Timestamp,
    random: &'a Random,
    /// The highest event written; announced after the commit.
    pub(crate) last_seq: i64,
}

impl<'a> Tx<'a> {
    pub(super) fn new(connection: &'a Connection, now: Timestamp, random: &'a Random, last_seq: i64) -> Self {
        Self { connection, now, random, last_seq }
    }

    /// One time for the whole closure.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Where chance comes from.
    pub fn random(&self) -> &Random {
        self.random
    }

    /// Forgets the samples that SQLite keeps of columns to plan by: they hold what stood there, such as addresses. What
    /// it has counted stays, and that is what plans need most.
    ///
    /// # Errors
    /// `Internal` only.
    pub fn forget_samples(&self) -> Result<()> {
        let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat4') /* a handful */";
        if self.connection.query_row(sql, [], |row| row.get(0))? {
            self.connection.execute("DELETE FROM sqlite_stat4 /* a handful */", [])?;
        }
        Ok(())
    }

    /// Runs `f` so that an error takes back what it did, and nothing else of this closure's share.
    ///
    /// # Errors
    /// What `f` answers.
    pub fn attempt<T>(&mut self, f: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let last_seq = self.last_seq;
        self.connection.prepare_cached("SAVEPOINT part")?.execute([])?;
        let outcome = f(self);
        if outcome.is_err() {
            self.connection.prepare_cached("ROLLBACK TO part")?.execute([])?;
            self.last_seq = last_seq;
        }
        self.connection.prepare_cached("RELEASE part")?.execute([])?;
        outcome
    }

    /// Writes stored JSON anew where it names something. `naming` finds the rows whose text holds `?1`, as key and JSON;
    /// `change` stores the JSON `?2` at the key `?1`. Answers whether any is another than before. What cannot be read
    /// stays as it is.
    ///
    /// # Errors
    /// `Internal` only.
    pub fn rewrite(
        &self,
        (naming, change): (&str, &str),
        named: &str,
        rewritten: impl Fn(Value) -> Value,
    ) -> Result<bool> {
        let mut naming = self.connection.prepare_cached(naming)?;
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let rows: Vec<(String, String)> = naming.query_map([named], row)?.collect::<rusqlite::Result<_>>()?;
        let mut change = self.connection.prepare_cached(change)?;
        let mut is_changed = false;
        for (key, stored) in &rows {
            let Ok(before) = serde_json::from_str::<Value>(stored) else { continue };
            let after = rewritten(before.clone());
            if after != before {
                is_changed |= change.execute(params![key, after.to_string()])? > 0;
            }
        }
        Ok(is_changed)
    }

    /// A fresh id of the kind asked for.
    pub fn new_id<T: NewId>(&self) -> T {
        T::new(self.now, self.random)
    }
}

impl Deref for Tx<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
