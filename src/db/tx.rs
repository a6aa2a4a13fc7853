//! The writer's transaction as actions see it.

use std::ops::Deref;

use rusqlite::Connection;

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
