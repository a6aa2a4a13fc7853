//! Connections, each with the same pragmas, and what can be wrong when opening them.

use std::{fmt, fs::OpenOptions, io, os::unix::fs::OpenOptionsExt, path::Path, time::Duration};

use r2d2_sqlite::SqliteConnectionManager;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// The first SQLite without the WAL-reset fault that affects 3.7.0 to 3.51.2.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Prepared statements kept by each connection; the code has fewer than this.
const STATEMENTS: usize = 256;

/// Why the database cannot be opened, as one line for the person who starts Deskbell.
#[derive(Debug)]
pub enum OpenError {
    /// SQLite's own error, with the file.
    Sqlite(String, rusqlite::Error),
    /// The file cannot be made or written.
    File(String, io::Error),
    /// Damage was found. Holds the first lines of the check.
    Damaged(String),
    /// The file was written by a newer version.
    Newer { found: usize, known: usize },
    /// A migration failed; the database is as it was.
    Migration(String),
    /// The copy before a migration failed; nothing was changed.
    Copy(String),
    /// The SQLite in this binary is too old to be trusted.
    OldSqlite(&'static str),
    /// A pool or a thread could not be started.
    Start(String),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path, error) => write!(
                f,
                "The database {path} cannot be opened: {error}. Check that its disk has space and that this user may write there."
            ),
            Self::File(path, error) => write!(
                f,
                "The database {path} cannot be written ({error}). Check that its disk has space and that this user may write there."
            ),
            Self::Damaged(found) => {
                write!(f, "The database is damaged ({found}). It was not opened. Restore a backup of the data folder.")
            }
            Self::Newer { found, known } => write!(
                f,
                "The database has schema {found}, this Deskbell knows {known}. It was not changed. Start the newer version that wrote it."
            ),
            Self::Migration(error) => write!(
                f,
                "The database could not be brought to this version: {error}. It is as it was; a copy lies in its backups folder."
            ),
            Self::Copy(error) => write!(
                f,
                "The database was not upgraded, because a copy could not be made first: {error}. Free space on its disk and start again."
            ),
            Self::OldSqlite(version) => write!(
                f,
                "This binary holds SQLite {version}, which can lose data. Build Deskbell with its bundled SQLite."
            ),
            Self::Start(error) => write!(f, "The database could not be started: {error}."),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::of("file", error)
    }
}

impl OpenError {
    /// What an error of SQLite means. Damage can show as soon as the first page is read, long before any check.
    fn of(path: &str, error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(path.to_owned(), error),
        }
    }
}

/// Opens the one connection that writes.
pub fn writer(path: &Path) -> Result<Connection, OpenError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OpenError::OldSqlite(rusqlite::version()));
    }
    // Whoever may read the file can read every conversation.
    let private = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    private.map_err(|error| OpenError::File(path.display().to_string(), error))?;
    // A single row changes about ten pages. The longer the log grows before it is written back, the more of them are
    // written back once for many; the longer a write then waits. The memory holds what the log may: 2,000 pages.
    let open = || {
        let connection = Connection::open(path)?;
        prepare(&connection)?;
        // Whoever is erased is overwritten, also in pages that are free from then on: FAST would leave those.
        connection.execute_batch(
            "PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA wal_autocheckpoint = 2000;
             PRAGMA cache_size = -8192;
             PRAGMA journal_size_limit = 67108864;
             PRAGMA secure_delete = ON;",
        )?;
        Ok(connection)
    };
    open().map_err(|error| OpenError::of(&path.display().to_string(), error))
}

/// Opens one connection that only reads.
pub fn reader(path: &Path) -> Result<Connection, OpenError> {
    let open = || {
        let connection = Connection::open_with_flags(path, read_only())?;
        prepare(&connection)?;
        Ok(connection)
    };
    open().map_err(|error| OpenError::of(&path.display().to_string(), error))
}

/// A pool of connections that only read. They are opened as they are needed, which keeps the start short.
pub fn readers(path: &Path, count: u32) -> Result<r2d2::Pool<SqliteConnectionManager>, OpenError> {
    let manager =
        SqliteConnectionManager::file(path).with_flags(read_only()).with_init(|connection| prepare(connection));
    r2d2::Pool::builder()
        .max_size(count)
        .min_idle(Some(1))
        .connection_timeout(Duration::from_secs(10))
        .test_on_check_out(false)
        .build(manager)
        .map_err(|error| OpenError::Start(error.to_string()))
}

fn read_only() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI
}

/// What every connection needs. The time-out comes first: the other pragmas may already have to wait. What is temporary
/// stays in memory: a savepoint must not need a file descriptor, of which there may be none left.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    super::plans::watch(connection);
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -2048;",
    )
}

/// Writes the log back into the file and empties it; `false` where somebody was reading or writing just then.
pub fn fold_log(path: &Path) -> rusqlite::Result<bool> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // While this waits for readers, the writer waits for this.
    connection.busy_timeout(Duration::from_millis(100))?;
    let is_busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(is_busy == 0)
}

/// Reads every page for damage.
pub fn quick_check(connection: &Connection) -> Result<(), OpenError> {
    let mut statement = connection.prepare("PRAGMA quick_check(5)")?;
    let found: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if found == ["ok"] { Ok(()) } else { Err(OpenError::Damaged(found.join("; "))) }
}

/// The `seq` of the last event that was ever written.
pub fn last_seq(connection: &Connection) -> Result<i64, OpenError> {
    Ok(connection.query_row(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)",
        [],
        |row| row.get(0),
    )?)
}
