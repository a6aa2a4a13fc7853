//! One writer, many readers, closures that cannot await.
//!
//! [`Db::write`] and [`Db::read`] run a plain closure off the async threads, so nobody can do network work while
//! holding the only write lock. What `write` has answered is on disk: `synchronous=FULL`, made cheap by a writer
//! that commits all waiting closures together.
//!
//! **Invariant:** nothing else opens the database file while a [`Db`] lives.

mod folder;
mod migrate;
mod open;
mod plans;
mod tx;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::Connection;
use tokio::sync::{Semaphore, watch};

pub use folder::{DataFolder, FolderError, disk_error, free_bytes, require_space};
pub use migrate::{MIGRATIONS, Migration, SCHEMA_VERSION};
pub use open::OpenError;
pub use tx::Tx;

use crate::base::{Clock, Error, Random, Result};

/// How often the log is tried to be emptied, a tenth of a second each time.
const FOLD_TRIES: u32 = 10;

/// A read-only view of the database at one moment. Reactors pass it on; what it holds is asked of `views`.
pub type Snapshot = Connection;

/// How the database is opened.
#[derive(Debug, Clone)]
pub struct DbOptions {
    /// Connections that read at the same time, 1 to 64.
    pub readers: u32,
    /// Closures that may wait for the writer; one more is refused as `Unavailable`.
    pub writer_queue: usize,
    /// Free space, in bytes, below which writes are refused while the disk can still be cleaned up.
    pub min_free_bytes: u64,
}

impl Default for DbOptions {
    fn default() -> Self {
        Self { readers: 4, writer_queue: 8_192, min_free_bytes: 64 << 20 }
    }
}

/// The database of one workspace. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    writer: writer::Writer,
    readers: r2d2::Pool<SqliteConnectionManager>,
    /// One permit a reader: without it each waiting call would hold a thread.
    gate: Arc<Semaphore>,
    last_seq: watch::Receiver<i64>,
}

impl Db {
    /// Opens the database in `folder`, making or migrating it where needed. Blocks; call it before serving.
    ///
    /// # Errors
    /// [`OpenError`] says in one line what is wrong and what to do.
    pub fn open(folder: &DataFolder, options: &DbOptions, clock: Clock, random: Random) -> Result<Self, OpenError> {
        let path = folder.database();
        let mut writing = open::writer(&path)?;
        if folder.was_unclean() {
            open::quick_check(&writing)?;
        }
        migrate::to_latest(&mut writing, folder)?;
        let readers = open::readers(&path, options.readers)?;
        let last_seq = open::last_seq(&writing)?;
        let (wake, last_seq) = watch::channel(last_seq);
        let writer =
            writer::Writer::start(writing, options, writer::Surroundings { clock, random, wake, path: path.clone() })?;
        let gate = Arc::new(Semaphore::new(options.readers as usize));
        Ok(Self { inner: Arc::new(Inner { path, writer, readers, gate, last_seq }) })
    }

    /// Runs `f` on a read-only connection inside one snapshot.
    ///
    /// # Errors
    /// What `f` answers, or `Internal` where no connection can be had.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let permit = self.inner.gate.clone().acquire_owned().await.map_err(Error::internal)?;
        let readers = self.inner.readers.clone();
        let work = move || {
            let _permit = permit;
            let mut connection = readers.get().map_err(Error::internal)?;
            let snapshot = connection.transaction()?;
            let answer = f(&snapshot)?;
            snapshot.commit()?;
            Ok(answer)
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// Runs `f` as the only writer. `Ok` is on disk when this answers, and event readers are awake; an error or a
    /// panic rolls back what `f` did and nothing else. Calls run in the order they are made, awaited or not.
    ///
    /// # Errors
    /// What `f` answers; `Unavailable` where the queue is full, the disk is nearly full or the commit failed.
    pub fn write<T, F>(&self, f: F) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.inner.writer.run(f, writer::Need::Normal)
    }

    /// As [`Db::write`], but goes through on a nearly full disk: for signing in, signing out and freeing space.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn write_essential<T, F>(&self, f: F) -> impl Future<Output = Result<T>> + Send + use<T, F>
    where
        F: FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.inner.writer.run(f, writer::Need::Essential)
    }

    /// Wakes whenever events were committed; holds the last `seq`. A wake-up only: read the log for the truth.
    pub fn wakeups(&self) -> watch::Receiver<i64> {
        self.inner.last_seq.clone()
    }

    /// Becomes true when the disk has failed under the writer: nothing may be promised any more, the process must end.
    pub fn broken(&self) -> watch::Receiver<bool> {
        self.inner.writer.broken()
    }

    /// Where the database file is.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Reads the whole database for damage on a connection of its own. Blocks for seconds on a large file.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] with what was found.
    pub fn check(&self) -> Result<(), OpenError> {
        open::quick_check(&open::reader(&self.inner.path)?)
    }

    /// Writes the log back into the file and empties it, so that nothing erased lies there any more. `false` where
    /// somebody was reading for so long that it could not be done; it is then done in normal use, a little later.
    ///
    /// # Errors
    /// `Internal` where the file cannot be opened.
    pub async fn fold_log(&self) -> Result<bool> {
        for _ in 0..FOLD_TRIES {
            let path = self.inner.path.clone();
            if tokio::task::spawn_blocking(move || open::fold_log(&path)).await.map_err(Error::internal)?? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads a database through for damage without changing or migrating it, and answers its schema.
    ///
    /// # Errors
    /// [`OpenError`] where it is damaged, or newer than this version.
    pub fn inspect(folder: &DataFolder) -> Result<usize, OpenError> {
        let connection = open::reader(&folder.database())?;
        open::quick_check(&connection)?;
        migrate::version(&connection)
    }

    /// Asks a database that nobody has open, without changing or migrating it. `None` where its schema is not this
    /// version's. Blocks.
    ///
    /// # Errors
    /// [`OpenError`] where it cannot be opened.
    pub fn ask<T>(folder: &DataFolder, question: impl FnOnce(&Snapshot) -> T) -> Result<Option<T>, OpenError> {
        let connection = open::reader(&folder.database())?;
        let is_present = migrate::version(&connection)? == SCHEMA_VERSION;
        Ok(is_present.then(|| question(&connection)))
    }

    /// Commits what waits, refuses what comes, and writes the log back into the file, so that the file alone is whole.
    pub async fn close(self) {
        self.inner.gate.close();
        self.inner.writer.stop().await;
    }
}
