//! The schema's history. An applied migration never changes: a test holds the hash of each.

use std::fs::{self, File};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{DataFolder, open::OpenError};

/// One step of the schema.
pub struct Migration {
    /// The file's name, such as `0001_foundation`.
    pub name: &'static str,
    /// Its statements.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        /// Every step, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            name: $name,
            sql: include_str!(concat!("migrations/", $name, ".sql")),
        }),+];
    };
}

migrations!["0001_foundation"];

/// The schema this version knows: the number of steps.
pub const SCHEMA_VERSION: usize = MIGRATIONS.len();

/// Brings the database to the latest schema, after copying it where it already holds something.
pub fn to_latest(connection: &mut Connection, folder: &DataFolder) -> Result<(), OpenError> {
    let found = version(connection)?;
    if found == SCHEMA_VERSION {
        return Ok(());
    }
    if found > 0 {
        copy_first(connection, folder, found).map_err(|error| OpenError::Copy(error.to_string()))?;
    }
    let steps = Migrations::from_iter(MIGRATIONS.iter().map(|step| M::up(step.sql)));
    steps.to_latest(connection).map_err(|error| OpenError::Migration(error.to_string()))?;
    tracing::info!("brought the database from schema {found} to {SCHEMA_VERSION}");
    Ok(())
}

/// The schema a database has.
///
/// # Errors
/// `Newer` where this version does not know it.
pub fn version(connection: &Connection) -> Result<usize, OpenError> {
    let found = connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
    let found = usize::try_from(found).unwrap_or(usize::MAX);
    if found > SCHEMA_VERSION { Err(OpenError::Newer { found, known: SCHEMA_VERSION }) } else { Ok(found) }
}

/// Copies the database to `backups/before-schema-N.db`: a temporary file first, synced, then renamed, since
/// `VACUUM INTO` itself does not sync.
fn copy_first(connection: &Connection, folder: &DataFolder, found: usize) -> anyhow::Result<()> {
    let backups = folder.backups();
    fs::create_dir_all(&backups)?;
    let unfinished = backups.join("unfinished.db");
    let copy = backups.join(format!("before-schema-{}.db", found + 1));
    if unfinished.exists() {
        fs::remove_file(&unfinished)?;
    }
    let target = unfinished.to_str().ok_or_else(|| anyhow::anyhow!("the data folder's name is not UTF-8"))?;
    connection.execute("VACUUM INTO ?1", [target])?;
    File::open(&unfinished)?.sync_all()?;
    fs::rename(&unfinished, &copy)?;
    File::open(&backups)?.sync_all()?;
    tracing::info!(copy = %copy.display(), "copied the database before upgrading it");
    Ok(())
}
