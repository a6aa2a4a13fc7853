//! The writer's thread: takes what waits, runs each closure in a savepoint, commits once, answers all. Where that takes
//! long, it commits in between.
//!
//! **Invariant:** an answer of `Ok` leaves this file only after a successful `COMMIT`.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::Mutex,
    thread,
};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{mpsc, oneshot, watch};

use super::{
    DbOptions, Tx,
    folder::{disk_low, free_bytes},
    open::OpenError,
};
use crate::base::{Clock, Error, Random, Result};

/// The most closures one commit takes together. Larger batches only add waiting: at this size the share of the
/// sync in each closure's cost is already below a hundredth.
const BATCH: usize = 512;

/// How long one commit gathers, in milliseconds: closures that come after that go into the next, so that whoever asked
/// first is answered and no transaction grows without bounds.
const GATHERING_MS: i64 = 20;

/// How often the free space is asked for, in milliseconds.
const FREE_SPACE_EVERY_MS: i64 = 1_000;

/// Whether a closure may still run on a nearly full disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Normal,
    Essential,
}

/// What the writer uses beside its connection.
pub struct Surroundings {
    pub clock: Clock,
    pub random: Random,
    pub wake: watch::Sender<i64>,
    pub path: PathBuf,
}

/// The handle to the writer's thread.
pub struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Job>>>>,
    broken: watch::Receiver<bool>,
    ended: watch::Receiver<bool>,
}

/// A closure that waits, with the place its answer goes.
trait Job: Send {
    fn need(&self) -> Need;
    /// Runs the closure; whether its savepoint is to be kept.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Answers: with what the closure said, or with `instead`.
    fn answer(self: Box<Self>, instead: Option<Error>);
}

struct Work<T, F> {
    need: Need,
    closure: Option<F>,
    result: Option<Result<T>>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Work<T, F>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T> + Send,
    T: Send,
{
    fn need(&self) -> Need {
        self.need
    }

    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let Some(closure) = self.closure.take() else { return false };
        let result = catch_unwind(AssertUnwindSafe(|| closure(tx)))
            .unwrap_or_else(|panic| Err(Error::internal(format!("a write panicked: {}", panic_text(&*panic)))));
        let keep = result.is_ok();
        self.result = Some(result.map_err(|error| if is_disk_full(&error) { disk_low() } else { error }));
        keep
    }

    fn answer(self: Box<Self>, instead: Option<Error>) {
        let result = match (self.result, instead) {
            // A closure that failed by itself keeps its own error.
            (Some(Err(own)), _) => Err(own),
            (_, Some(error)) => Err(error),
            (Some(result), None) => result,
            (None, None) => Err(Error::internal("a write was answered before it ran")),
        };
        // Whoever asked may be gone; the write stands all the same.
        let _ = self.reply.send(result);
    }
}

impl Writer {
    /// Starts the thread.
    pub fn start(connection: Connection, options: &DbOptions, around: Surroundings) -> Result<Self, OpenError> {
        let (queue, jobs) = mpsc::channel(options.writer_queue.max(1));
        let (broken_tx, broken) = watch::channel(false);
        let (ended_tx, ended) = watch::channel(false);
        let min_free_bytes = options.min_free_bytes;
        let run = move || {
            let last_seq = *around.wake.borrow();
            let thread =
                Thread { connection, around, broken: broken_tx, last_seq, min_free_bytes, space: Space::default() };
            thread.serve(jobs);
            ended_tx.send_replace(true);
        };
        thread::Builder::new()
            .name("writer".to_owned())
            .spawn(run)
            .map_err(|error| OpenError::Start(error.to_string()))?;
        Ok(Self { queue: Mutex::new(Some(queue)), broken, ended })
    }

    /// Queues `closure` at once, so that calls keep their order, and answers when it is committed.
    pub fn run<T, F>(&self, closure: F, need: Need) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let queued = self.queue(Box::new(Work { need, closure: Some(closure), result: None, reply }));
        async move {
            queued?;
            answer.await.map_err(|_| stopping())?
        }
    }

    fn queue(&self, job: Box<dyn Job>) -> Result<()> {
        let queue = self.queue.lock().map_err(Error::internal)?;
        let Some(queue) = queue.as_ref() else { return Err(stopping()) };
        queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Error::Unavailable(
                "Deskbell has more to write than its disk can take just now. Try again in a few seconds.".to_owned(),
            ),
            mpsc::error::TrySendError::Closed(_) => stopping(),
        })
    }

    /// Becomes true when the disk has failed.
    pub fn broken(&self) -> watch::Receiver<bool> {
        self.broken.clone()
    }

    /// Takes no more, and waits until what waited is committed and the file is closed.
    pub async fn stop(&self) {
        if let Ok(mut queue) = self.queue.lock() {
            queue.take();
        }
        let mut ended = self.ended.clone();
        // An error means that the thread is gone already.
        let _ = ended.wait_for(|ended| *ended).await;
    }
}

fn stopping() -> Error {
    Error::Unavailable("Deskbell is stopping or restarting. Try again in a few seconds.".to_owned())
}

struct Thread {
    connection: Connection,
    around: Surroundings,
    broken: watch::Sender<bool>,
    last_seq: i64,
    min_free_bytes: u64,
    space: Space,
}

/// What is known of the free space.
#[derive(Default)]
struct Space {
    asked_at: Option<i64>,
    is_low: bool,
}

impl Thread {
    fn serve(mut self, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
        let mut waiting: Vec<Box<dyn Job>> = Vec::with_capacity(BATCH);
        while jobs.blocking_recv_many(&mut waiting, BATCH) > 0 {
            let low = self.space_is_low();
            let mut rest = std::mem::take(&mut waiting).into_iter();
            loop {
                let batch = self.commit_batch(&mut rest, low);
                // After a failed sync nothing more is tried: who still waits is told that this is the end.
                if !batch || rest.len() == 0 || *self.broken.borrow() {
                    break;
                }
            }
            if *self.broken.borrow() {
                break;
            }
        }
        // Readers may close after this connection and cannot write back: leave nothing in the log for the next start.
        if let Err(error) = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())) {
            tracing::warn!(%error, "the database's log was not written back; the next start does it");
        }
        if let Err((_, error)) = self.connection.close() {
            tracing::warn!(%error, "the database did not close in order");
        }
    }

    /// Runs jobs into one transaction and commits it. Answers whether more of the batch may follow.
    fn commit_batch(&mut self, jobs: &mut std::vec::IntoIter<Box<dyn Job>>, low: bool) -> bool {
        let mut done: Vec<Box<dyn Job>> = Vec::new();
        if let Err(error) = self.connection.execute_batch("BEGIN IMMEDIATE") {
            for job in jobs {
                job.answer(Some(self.failed(&error)));
            }
            return false;
        }
        let mut seq = self.last_seq;
        let until = self.around.clock.monotonic_ms().saturating_add(GATHERING_MS);
        for mut job in jobs.by_ref() {
            if low && job.need() == Need::Normal {
                job.answer(Some(disk_low()));
                continue;
            }
            match self.run_in_savepoint(&mut *job, &mut seq) {
                Ok(()) => {
                    done.push(job);
                    if self.around.clock.monotonic_ms() > until {
                        break;
                    }
                }
                Err(error) => {
                    // SQLite has rolled back everything (disk full, I/O error): none of the batch may be acknowledged.
                    done.push(job);
                    if !self.connection.is_autocommit() {
                        let _ = self.connection.execute_batch("ROLLBACK");
                    }
                    for job in done {
                        job.answer(Some(self.failed(&error)));
                    }
                    return true;
                }
            }
        }
        match self.connection.execute_batch("COMMIT") {
            Ok(()) => {
                if seq != self.last_seq {
                    self.last_seq = seq;
                    self.around.wake.send_replace(seq);
                }
                done.into_iter().for_each(|job| job.answer(None));
            }
            Err(error) => {
                let _ = self.connection.execute_batch("ROLLBACK");
                for job in done {
                    job.answer(Some(self.failed(&error)));
                }
            }
        }
        true
    }

    /// Runs one job in a savepoint. An error means that the whole transaction is lost.
    fn run_in_savepoint(&self, job: &mut dyn Job, seq: &mut i64) -> rusqlite::Result<()> {
        self.connection.prepare_cached("SAVEPOINT job")?.execute([])?;
        let mut tx = Tx::new(&self.connection, self.around.clock.now(), &self.around.random, *seq);
        if job.run(&mut tx) {
            *seq = tx.last_seq;
            self.connection.prepare_cached("RELEASE job")?.execute([])?;
            return Ok(());
        }
        if self.connection.is_autocommit() {
            return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None));
        }
        self.connection.execute_batch("ROLLBACK TO job; RELEASE job")
    }

    /// The error for whoever waited, after a look at whether the disk can still be trusted.
    fn failed(&self, error: &rusqlite::Error) -> Error {
        if let rusqlite::Error::SqliteFailure(code, _) = error {
            if code.extended_code == rusqlite::ffi::SQLITE_IOERR_FSYNC {
                // After a failed sync nobody knows what is on disk; only a fresh start can find out.
                tracing::error!(%error, "the disk refused to sync; stopping");
                self.broken.send_replace(true);
            }
            if code.code == ErrorCode::DiskFull {
                tracing::error!(%error, "the disk is full; the write was refused");
                return disk_low();
            }
        }
        tracing::error!(%error, "the database could not be written");
        Error::Unavailable("Deskbell cannot write to its disk just now; nothing was stored. Try again, and tell the administrator if it stays so.".to_owned())
    }

    fn space_is_low(&mut self) -> bool {
        let now = self.around.clock.monotonic_ms();
        let is_due = self.space.asked_at.is_none_or(|at| now - at >= FREE_SPACE_EVERY_MS || now < at);
        if is_due {
            let folder = self.around.path.parent().unwrap_or(&self.around.path);
            let is_low = free_bytes(folder).is_some_and(|free| free < self.min_free_bytes);
            if is_low != self.space.is_low {
                if is_low {
                    tracing::error!(
                        min_free_bytes = self.min_free_bytes,
                        "the disk is nearly full; writes are refused until space is freed"
                    );
                } else {
                    tracing::info!("the disk has space again; writes are taken");
                }
            }
            self.space = Space { asked_at: Some(now), is_low };
        }
        self.space.is_low
    }
}

/// Whether a closure failed because its changes no longer fit into memory and the disk had no room for them either.
fn is_disk_full(error: &Error) -> bool {
    let Error::Internal(fault) = error else { return false };
    let cause = fault.source.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
    cause == Some(ErrorCode::DiskFull)
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
