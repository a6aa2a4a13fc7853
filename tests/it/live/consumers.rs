//! Reactors that must see every event once, with a cursor of their own.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use deskbell::{
    base::{Actor, Error, Result},
    db::Tx,
    events::{Consumer, Event, Recorded, run_consumer},
};

use crate::support::world::World;

/// Writes down each event it sees, and fails every third time after its rows are written.
struct Clumsy(AtomicU32);

impl Consumer for Clumsy {
    const NAME: &'static str = "clumsy";

    fn take(&self, tx: &mut Tx<'_>, events: &[Recorded]) -> Result<()> {
        tx.execute_batch("CREATE TABLE IF NOT EXISTS seen (seq INTEGER NOT NULL)")?;
        for recorded in events {
            tx.execute("INSERT INTO seen (seq) VALUES (?1)", [recorded.seq])?;
        }
        if self.0.fetch_add(1, Ordering::Relaxed).is_multiple_of(3) {
            return Err(Error::internal("tripped over the carpet"));
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_consumer_that_fails_now_and_then_still_takes_each_event_once_and_in_order() {
    let world = World::start().await;
    let db = &world.handles.db;
    let many =
        |tx: &mut Tx<'_>| (0..1_500).try_for_each(|_| tx.emit(&Actor::System, &Event::SettingsChanged).map(drop));
    db.write(many).await.unwrap();
    let consumer = Arc::new(Clumsy(AtomicU32::new(0)));

    let mut failures = 0;
    loop {
        match run_consumer(db, Arc::clone(&consumer)).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => failures += 1,
        }
    }

    let seen = db.read(|connection| {
        let mut statement = connection.prepare("SELECT seq FROM seen ORDER BY rowid")?;
        let rows = statement.query_map([], |row| row.get::<_, i64>(0))?;
        Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
    });
    let seen = seen.await.unwrap();
    assert!(failures > 1, "the consumer was to fail");
    assert_eq!(seen, (1..=i64::try_from(seen.len()).unwrap()).collect::<Vec<_>>());
    assert!(seen.len() > 1_500);
}
