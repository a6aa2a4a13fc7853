//! The schema's history is never rewritten, and its present is written down.

use std::{fmt::Write, fs, path::Path};

use deskbell::{
    base::{Clock, Random},
    db::{DataFolder, Db, DbOptions, MIGRATIONS, SCHEMA_VERSION},
};
use rusqlite::Connection;
use sha2::{Digest, Sha256};

/// The SHA-256 of every migration. A line is added with a migration and never changed: databases that have applied
/// it would differ from those that apply it later.
const PINNED: &[(&str, &str)] = &[
    ("0001_foundation", "41c8b1070b1936e8449ad68475a6a6c127256f45bea7d8e646f368a9a122b342"),
    ("0002_messenger", "1a14606e570fcc62712d2a0b8215d6e1ad2a0720f8136150ae45b1f3c73b1fe3"),
    ("0003_customer_data", "29d617b6c32b21801194ae15d2dd7b7f589d99496706d011f3058d755dc0496b"),
    ("0004_inbox", "2c875fc4557006f17a3a7869064dc8aa79ef67791763367eeed891921ef8ac05"),
    ("0005_whole_answers", "0eca67870889dcec04fefe372df20e9e2b7361a294efdadb9dc5b014b2b46b19"),
    ("0006_answers_by_time", "1fbca8d5d27b448d395c79be53d473646dbdec8bef494205d76ac2efd4085e22"),
    ("0007_proofs", "a947f491150117d03aff4b451852cc6580ead16b6e25514c410ab366c95a9e8e"),
    ("0008_short_names", "32de8880e6668af708fbaff96345e7d6b5c24dbc4a3e0c8d79a0c40498f561ac"),
];

/// The whole schema, one statement after the other, by table.
fn schema(connection: &Connection) -> String {
    let mut statement = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY tbl_name, type DESC, name")
        .unwrap();
    let mut text =
        "-- The schema after all migrations. A test writes this file with DESKBELL_ACCEPT=1 and compares it without.\n"
            .to_owned();
    for sql in statement.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        write!(text, "\n{};\n", sql.unwrap()).unwrap();
    }
    text
}

#[test]
fn applied_migrations_never_change() {
    let found: Vec<_> = MIGRATIONS.iter().map(|step| (step.name, hex::encode(Sha256::digest(step.sql)))).collect();
    let pinned: Vec<_> = PINNED.iter().map(|(name, hash)| (*name, (*hash).to_owned())).collect();

    assert_eq!(found, pinned);
}

#[tokio::test]
async fn the_written_schema_is_the_real_one() {
    let directory = tempfile::tempdir().unwrap();
    let folder = DataFolder::claim(directory.path()).unwrap();
    let db = Db::open(&folder, &DbOptions::default(), Clock::system(), Random::from_system()).unwrap();
    let real = db.read(|connection| Ok(schema(connection))).await.unwrap();
    let version = db
        .read(|connection| Ok(connection.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))?))
        .await
        .unwrap();

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/schema.sql");
    if std::env::var_os("DESKBELL_ACCEPT").is_some_and(|accept| accept == "1") {
        fs::write(&path, &real).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == real,
        "the schema has changed: read the difference after DESKBELL_ACCEPT=1 cargo test --test it written_schema"
    );
    assert_eq!(usize::try_from(version), Ok(SCHEMA_VERSION));
    db.close().await;
}

#[tokio::test]
async fn every_foreign_key_says_what_happens_when_its_parent_goes() {
    let directory = tempfile::tempdir().unwrap();
    let folder = DataFolder::claim(directory.path()).unwrap();
    let db = Db::open(&folder, &DbOptions::default(), Clock::system(), Random::from_system()).unwrap();
    let wrong = db.read(|connection| {
        let mut statement = connection.prepare(
            "SELECT t.name || '.' || f.\"from\" FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS f
             WHERE t.type = 'table' AND f.on_delete = 'NO ACTION'",
        )?;
        let wrong: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(wrong)
    });

    assert_eq!(wrong.await.unwrap(), Vec::<String>::new());
    db.close().await;
}
