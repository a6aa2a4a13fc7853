//! Many writes at once: one commit for all, and each with its own fate.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use deskbell::{
    base::{Actor, Clock, Error, Random, Timestamp},
    db::{DataFolder, Db, DbOptions, Tx},
    events::Event,
};
use futures_util::future::join_all;

/// A database of one's own with a table of parcels.
struct Store {
    db: Db,
    _folder: DataFolder,
    _directory: tempfile::TempDir,
}

impl Store {
    async fn open(options: DbOptions) -> Self {
        Self::open_at(options, Clock::system()).await
    }

    async fn open_at(options: DbOptions, clock: Clock) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let folder = DataFolder::claim(directory.path()).unwrap();
        let options = DbOptions { min_free_bytes: 0, ..options };
        let db = Db::open(&folder, &options, clock, Random::from_system()).unwrap();
        db.write(|tx| Ok(tx.execute_batch("CREATE TABLE parcels (number INTEGER PRIMARY KEY) STRICT")?)).await.unwrap();
        Self { db, _folder: folder, _directory: directory }
    }

    async fn numbers(&self, sql: &'static str) -> Vec<i64> {
        let read = self.db.read(move |connection| {
            let mut statement = connection.prepare(sql)?;
            let numbers: Vec<_> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(numbers)
        });
        read.await.unwrap()
    }

    /// Keeps the writer busy until the answer is called, so that what is asked meanwhile must wait.
    async fn hold(&self) -> impl FnOnce() {
        let (started, released) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let (has_started, is_released) = (Arc::clone(&started), Arc::clone(&released));
        let held = self.db.write(move |_| {
            has_started.store(true, Ordering::SeqCst);
            while !is_released.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
            Ok(())
        });
        drop(held);
        while !started.load(Ordering::SeqCst) {
            tokio::task::yield_now().await;
        }
        move || released.store(true, Ordering::SeqCst)
    }
}

fn send(tx: &mut Tx<'_>, number: i64) -> Result<i64, Error> {
    tx.execute("INSERT INTO parcels (number) VALUES (?1)", [number])?;
    tx.emit(&Actor::System, &Event::SettingsChanged)
}

#[tokio::test]
async fn of_two_hundred_writes_together_the_good_ones_stand_and_the_bad_ones_leave_nothing() {
    let store = Store::open(DbOptions::default()).await;
    let release = store.hold().await;

    let writes = (0..200_i64).map(|number| {
        store.db.write(move |tx| {
            let seq = send(tx, number)?;
            match number % 10 {
                3 => Err(Error::Conflict("This parcel is lost.".to_owned())),
                7 => panic!("a parcel exploded"),
                _ => Ok(seq),
            }
        })
    });
    let waiting: Vec<_> = writes.collect();
    release();
    let answers = join_all(waiting).await;

    let good: Vec<_> = (0..200).filter(|number| !matches!(number % 10, 3 | 7)).collect();
    assert_eq!(store.numbers("SELECT number FROM parcels ORDER BY number").await, good);
    let seqs: Vec<_> = answers.iter().flatten().copied().collect();
    assert_eq!(store.numbers("SELECT seq FROM events ORDER BY seq").await, seqs, "each good write has its own event");
    assert_eq!(seqs, (1..=160).collect::<Vec<_>>(), "the log has no gaps");
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Err(Error::Conflict(_)))).count(), 20);
    assert_eq!(answers.iter().filter(|answer| matches!(answer, Err(Error::Internal(_)))).count(), 20);
    assert_eq!(*store.db.wakeups().borrow(), 160);
    assert_eq!(store.db.write(|tx| send(tx, 1_000)).await.unwrap(), 161, "the writer is usable");
}

#[tokio::test]
async fn who_has_waited_is_answered_before_long_work_that_came_later_is_done() {
    let clock = Clock::fixed(Timestamp::from_millis(0));
    let store = Store::open_at(DbOptions::default(), clock.clone()).await;
    let release = store.hold().await;
    let (told, tell) = std::sync::mpsc::channel();

    let first = store.db.write(move |tx| {
        clock.advance(1_000);
        send(tx, 1)
    });
    let second = store.db.write(move |tx| {
        let was_first_answered = tell.recv_timeout(std::time::Duration::from_secs(10)).is_ok();
        send(tx, 2)?;
        Ok(was_first_answered)
    });
    release();
    first.await.unwrap();
    told.send(()).unwrap();

    assert!(second.await.unwrap(), "the first was on disk before the second had ended");
    assert_eq!(store.numbers("SELECT number FROM parcels ORDER BY number").await, [1, 2]);
}

#[tokio::test]
async fn more_than_the_queue_holds_is_refused_and_the_rest_stands() {
    let store = Store::open(DbOptions { writer_queue: 5, ..DbOptions::default() }).await;
    let release = store.hold().await;

    let waiting: Vec<_> = (0..8).map(|number| store.db.write(move |tx| send(tx, number))).collect();
    release();
    let answers = join_all(waiting).await;

    assert!(answers[..5].iter().all(Result::is_ok));
    assert!(answers[5..].iter().all(|answer| matches!(answer, Err(Error::Unavailable(_)))));
    assert_eq!(store.numbers("SELECT number FROM parcels").await, [0, 1, 2, 3, 4]);
}

#[tokio::test]
async fn writes_happen_in_the_order_they_are_asked_for_whether_or_not_anybody_waits() {
    let store = Store::open(DbOptions::default()).await;

    for number in 0..50 {
        drop(store.db.write(move |tx| {
            let before: i64 = tx.query_row("SELECT count(*) FROM parcels", [], |row| row.get(0))?;
            assert_eq!(before, number);
            send(tx, number)
        }));
    }
    let last = store.db.write(|tx| send(tx, 50)).await;

    assert_eq!(last.unwrap(), 51);
}

#[tokio::test]
async fn a_write_that_was_asked_for_before_the_end_is_committed_and_one_after_it_is_refused() {
    let store = Store::open(DbOptions::default()).await;
    let before = store.db.write(|tx| send(tx, 1));

    store.db.clone().close().await;

    assert!(before.await.is_ok());
    assert!(matches!(store.db.write(|tx| send(tx, 2)).await, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn a_connection_that_reads_cannot_write() {
    let store = Store::open(DbOptions::default()).await;

    let refused =
        store.db.read(|connection| Ok(connection.execute("INSERT INTO parcels (number) VALUES (1)", [])?)).await;

    assert!(matches!(refused, Err(Error::Internal(fault)) if fault.source.to_string().contains("readonly database")));
}

#[tokio::test]
async fn a_panic_in_a_read_is_an_error_and_the_readers_stay_usable() {
    let store = Store::open(DbOptions { readers: 1, ..DbOptions::default() }).await;

    for _ in 0..3 {
        let answer: Result<(), _> = store.db.read(|_| panic!("nobody is at home")).await;
        assert!(matches!(answer, Err(Error::Internal(_))));
    }

    assert_eq!(store.numbers("SELECT 1").await, [1]);
}
