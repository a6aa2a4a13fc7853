//! In debug builds every statement that had to look further than an index says so in the log, whatever the database
//! holds: a missing index shows in the tests, not in a business's third year.

use rusqlite::{
    Connection, StatementStatus,
    trace::{TraceEvent, TraceEventCodes},
};

/// Rows that one run of a statement may step over without an index.
const FEW: i32 = 16;

/// Stands in a statement that may sort or read a whole table, because the table never holds more.
const HANDFUL: &str = "/* a handful */";

/// Watches this connection; in release builds it does nothing.
pub fn watch(connection: &Connection) {
    if cfg!(debug_assertions) {
        connection.trace_v2(TraceEventCodes::SQLITE_TRACE_PROFILE, Some(judge));
    }
}

fn judge(event: TraceEvent<'_>) {
    let TraceEvent::Profile(statement, _) = event else { return };
    // The counters go on for as long as the statement is kept.
    let runs = statement.get_status(StatementStatus::Run).max(1);
    let sorted = statement.get_status(StatementStatus::Sort);
    let stepped = statement.get_status(StatementStatus::FullscanStep) / runs;
    if sorted == 0 && stepped <= FEW {
        return;
    }
    let sql = statement.sql().split_whitespace().collect::<Vec<_>>().join(" ");
    if !sql.contains(HANDFUL) && !keeps_the_house(&sql) {
        tracing::warn!(sorted, stepped, %sql, "a statement found its rows without an index");
    }
}

/// Statements whose work is to read everything: a migration's, and SQLite's own for its statistics.
fn keeps_the_house(sql: &str) -> bool {
    let is_theirs = |verb: &&str| sql.starts_with(*verb);
    // A migration's statement may begin with the comment above it.
    let holds = |words: &&str| sql.contains(*words);
    ["CREATE ", "ANALYZE ", "PRAGMA "].iter().any(is_theirs)
        || ["CREATE INDEX ", "DROP INDEX ", "ALTER TABLE ", "sqlite_stat"].iter().any(holds)
}
