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

migrations![
    "0001_foundation",
    "0002_messenger",
    "0003_customer_data",
    "0004_inbox",
    "0005_whole_answers",
    "0006_answers_by_time",
    "0007_proofs",
    "0008_short_names"
];

/// The schema this version knows: the number of steps.
pub const SCHEMA_VERSION: usize = MIGRATIONS.len();

/// Brings the database to the latest schema, after copying it where it already holds something.
pub fn to_latest(connection: &mut Connection, folder: &DataFolder) -> Result<(), OpenError> {
    apply(connection, folder, MIGRATIONS)
}

fn apply(connection: &mut Connection, folder: &DataFolder, steps: &[Migration]) -> Result<(), OpenError> {
    let found = version_among(connection, steps)?;
    let latest = steps.len();
    if found == latest {
        return Ok(());
    }
    if found > 0 {
        tracing::info!("bringing the database from schema {found} to {latest}; where it is large, this takes minutes");
        copy_first(connection, folder, found).map_err(|error| OpenError::Copy(error.to_string()))?;
    }
    let steps = Migrations::from_iter(steps.iter().map(|step| M::up(step.sql)));
    steps.to_latest(connection).map_err(|error| OpenError::Migration(error.to_string()))?;
    tracing::info!("brought the database from schema {found} to {latest}");
    Ok(())
}

/// The schema a database has.
///
/// # Errors
/// `Newer` where this version does not know it.
pub fn version(connection: &Connection) -> Result<usize, OpenError> {
    version_among(connection, MIGRATIONS)
}

fn version_among(connection: &Connection, steps: &[Migration]) -> Result<usize, OpenError> {
    let found = connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?;
    let found = usize::try_from(found).unwrap_or(usize::MAX);
    let known = steps.len();
    if found > known { Err(OpenError::Newer { found, known }) } else { Ok(found) }
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

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Migration =
        Migration { name: "0001_parcels", sql: "CREATE TABLE parcels (name TEXT NOT NULL) STRICT;" };
    const SECOND: Migration =
        Migration { name: "0002_weight", sql: "ALTER TABLE parcels ADD COLUMN weight_g INTEGER NOT NULL DEFAULT 0;" };
    const BROKEN: Migration =
        Migration { name: "0002_broken", sql: "DELETE FROM parcels; INSERT INTO parcels (colour) VALUES ('red');" };

    /// A database at the first step, with one row.
    fn older() -> (tempfile::TempDir, DataFolder, Connection) {
        let directory = tempfile::tempdir().unwrap();
        let folder = DataFolder::claim(directory.path()).unwrap();
        let mut connection = crate::db::open::writer(&folder.database()).unwrap();
        apply(&mut connection, &folder, &[FIRST]).unwrap();
        connection.execute("INSERT INTO parcels (name) VALUES ('a lamp')", []).unwrap();
        (directory, folder, connection)
    }

    fn parcels(connection: &Connection) -> (i64, String) {
        let version = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        (version, connection.query_row("SELECT name FROM parcels", [], |row| row.get(0)).unwrap())
    }

    #[test]
    fn an_older_database_is_copied_before_it_is_changed() {
        let (_directory, folder, mut connection) = older();

        apply(&mut connection, &folder, &[FIRST, SECOND]).unwrap();

        let copy = Connection::open(folder.backups().join("before-schema-2.db")).unwrap();
        assert_eq!(parcels(&copy), (1, "a lamp".to_owned()));
        assert!(copy.prepare("SELECT weight_g FROM parcels").is_err());
        assert_eq!(connection.query_row("SELECT weight_g FROM parcels", [], |row| row.get::<_, i64>(0)), Ok(0));
        assert_eq!(parcels(&connection).0, 2);
    }

    #[test]
    fn a_fresh_database_and_one_that_is_up_to_date_are_not_copied() {
        let (_directory, folder, mut connection) = older();

        apply(&mut connection, &folder, &[FIRST]).unwrap();

        assert!(!folder.backups().exists());
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let (_directory, folder, mut connection) = older();

        let failed = apply(&mut connection, &folder, &[FIRST, BROKEN]);

        assert!(matches!(failed, Err(OpenError::Migration(_))));
        assert_eq!(parcels(&connection), (1, "a lamp".to_owned()));
    }

    #[test]
    fn without_a_copy_nothing_is_changed() {
        let (_directory, folder, mut connection) = older();
        fs::write(folder.backups(), "in the way").unwrap();

        let failed = apply(&mut connection, &folder, &[FIRST, SECOND]);

        assert!(matches!(failed, Err(OpenError::Copy(_))));
        assert_eq!(parcels(&connection), (1, "a lamp".to_owned()));
    }
}
