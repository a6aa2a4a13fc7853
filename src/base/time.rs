//! Time as a value: one representation, and a clock that tests can move.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

/// One second in milliseconds.
pub const SECOND: i64 = 1_000;
/// One minute in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// The moment `millis` milliseconds after 1970 in UTC.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970 in UTC.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The moment `millis` milliseconds later; earlier where negative.
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// RFC 3339 in UTC with milliseconds, such as `2026-11-21T09:30:00.000Z`.
    pub fn to_rfc3339(self) -> String {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(moment) => format!("{moment:.3}"),
            Err(_) => self.0.to_string(),
        }
    }
}

impl rusqlite::ToSql for Timestamp {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl rusqlite::types::FromSql for Timestamp {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

/// Where the time comes from. Cheap to clone; all clones of a fixed clock move together.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock, and how long this process has run.
    System(Instant),
    /// Stands still until a test moves it.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::System(Instant::now())
    }

    /// A clock that stands at `start` until [`Clock::advance`] moves it.
    pub fn fixed(start: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(start.0)))
    }

    /// The present moment.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System(_) => {
                let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Milliseconds that never go back, for limits and timers: a corrected system clock does not touch them.
    pub fn monotonic_ms(&self) -> i64 {
        match self {
            Self::System(start) => i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX),
            Self::Fixed(at) => at.load(Ordering::SeqCst),
        }
    }

    /// Moves a fixed clock by `millis`. The machine's clock stays as it is.
    pub fn advance(&self, millis: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(millis, Ordering::SeqCst);
        }
    }
}
