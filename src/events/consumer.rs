//! A reactor that must see every event once, also across restarts: its cursor moves in the transaction of its work.

use rusqlite::{OptionalExtension, params};

use super::{Recorded, log};
use crate::{
    base::Result,
    db::{Db, Tx},
};

/// The most events one transaction of a consumer takes: short enough that others wait for a few milliseconds at most.
const BATCH: u32 = 200;

/// Something that follows the log with a stored cursor.
pub trait Consumer: Send + Sync + 'static {
    /// The cursor's name in the database; never changes.
    const NAME: &'static str;

    /// Takes events in order. What it writes and the cursor are committed together, so each event counts once.
    ///
    /// # Errors
    /// Any error undoes the batch; the runner tries it again later.
    fn take(&self, tx: &mut Tx<'_>, events: &[Recorded]) -> Result<()>;
}

/// Takes the next batch and answers whether there may be more. A new consumer begins at the oldest event.
///
/// # Errors
/// What the consumer answers.
pub async fn run_consumer<C: Consumer>(db: &Db, consumer: std::sync::Arc<C>) -> Result<bool> {
    db.write(move |tx| {
        let cursor: Option<i64> = tx
            .prepare_cached("SELECT seq FROM event_cursors WHERE consumer = ?1")?
            .query_row([C::NAME], |row| row.get("seq"))
            .optional()?;
        let events = log::after(tx, cursor.unwrap_or(0), BATCH)?;
        let Some(last) = events.last() else { return Ok(false) };
        consumer.take(tx, &events)?;
        tx.prepare_cached(
            "INSERT INTO event_cursors (consumer, seq) VALUES (?1, ?2) ON CONFLICT (consumer) DO UPDATE SET seq = ?2",
        )?
        .execute(params![C::NAME, last.seq])?;
        Ok(events.len() == BATCH as usize)
    })
    .await
}

/// Makes a consumer that never ran before begin at the end of the log: what happened before it was there is no news.
///
/// # Errors
/// `Internal` only.
pub async fn begin_at_end<C: Consumer>(db: &Db) -> Result<()> {
    db.write_essential(|tx| {
        let end = log::last_seq(tx)?;
        tx.prepare_cached(
            "INSERT INTO event_cursors (consumer, seq) VALUES (?1, ?2) ON CONFLICT (consumer) DO NOTHING",
        )?
        .execute(params![C::NAME, end])?;
        Ok(())
    })
    .await
}
