//! A value kept in memory that follows the log, for what nearly every request needs and nearly nobody changes.
//!
//! It is never older than the last look at the log, and a look reads only what was added since.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use rusqlite::Connection;

use crate::{base::Result, db::Db};

/// How late a follower may be: the log may grow a thousand times a second, and hardly any of it concerns these values.
pub const LATE_BY: Duration = Duration::from_millis(200);

type Load<T> = fn(&Connection) -> Result<T>;

/// The value, how to load it, and the kinds of events after which it must be loaded again.
pub struct Followed<T> {
    db: Db,
    kinds: &'static [&'static str],
    load: Load<T>,
    held: RwLock<Held<T>>,
}

struct Held<T> {
    /// The last event the value knows of.
    seq: i64,
    value: Arc<T>,
}

impl<T: Send + Sync + 'static> Followed<T> {
    /// Loads the value for the first time.
    ///
    /// # Errors
    /// What `load` answers.
    pub async fn start(db: Db, kinds: &'static [&'static str], load: Load<T>) -> Result<Arc<Self>> {
        let held = db.read(move |connection| snapshot(connection, load)).await?;
        Ok(Arc::new(Self { db, kinds, load, held: RwLock::new(held) }))
    }

    /// The value as it was at the last look.
    pub fn current(&self) -> Arc<T> {
        Arc::clone(&self.held.read().unwrap_or_else(PoisonError::into_inner).value)
    }

    /// Looks at what was added to the log and loads the value again where one of its kinds is among it. Whoever has
    /// just changed the value calls this before answering, so that the next request sees the change.
    ///
    /// # Errors
    /// What `load` answers; the old value stays.
    pub async fn look(&self) -> Result<()> {
        let (kinds, load) = (self.kinds, self.load);
        let seq = self.held.read().unwrap_or_else(PoisonError::into_inner).seq;
        let (last, fresh) = self
            .db
            .read(move |connection| {
                let (last, is_stale) = added(connection, seq, kinds)?;
                let fresh = if is_stale { Some(snapshot(connection, load)?) } else { None };
                Ok((last, fresh))
            })
            .await?;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        // Two looks may overlap; the one that saw more of the log wins.
        match fresh {
            Some(fresh) if fresh.seq >= held.seq => *held = fresh,
            None if held.seq == seq => held.seq = last,
            _ => {}
        }
        Ok(())
    }
}

fn snapshot<T>(connection: &Connection, load: Load<T>) -> Result<Held<T>> {
    let mut statement = connection.prepare_cached("SELECT coalesce(max(seq), 0) FROM events")?;
    let seq = statement.query_row([], |row| row.get(0))?;
    Ok(Held { seq, value: Arc::new(load(connection)?) })
}

/// The last event after `seq`, and whether one of `kinds` is among those after it.
fn added(connection: &Connection, seq: i64, kinds: &[&str]) -> Result<(i64, bool)> {
    let mut statement = connection.prepare_cached("SELECT seq, kind FROM events WHERE seq > ?1 ORDER BY seq")?;
    let mut rows = statement.query([seq])?;
    let (mut last, mut is_stale) = (seq, false);
    while let Some(row) = rows.next()? {
        last = row.get("seq")?;
        is_stale = is_stale || kinds.contains(&row.get_ref("kind")?.as_str().unwrap_or(""));
    }
    Ok((last, is_stale))
}
