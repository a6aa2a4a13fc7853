//! The writer's transaction as actions see it.

use std::ops::Deref;

use rusqlite::Connection;

use crate::base::{Random, Timestamp, ids::NewId};

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
