//! When something occurred, as businesses write it.

use jiff::{civil::DateTime, tz::TimeZone};

use crate::base::Timestamp;

/// A point in time, or a local one that needs a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    At(Timestamp),
    /// A date alone is its midnight.
    Local(DateTime),
}

impl Moment {
    /// Reads RFC 3339 (`2026-11-21T09:30:00Z`), a local time (`2026-11-21T09:30`) or a date (`2026-11-21`).
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+Tt Zz".contains(&byte));
        let begins_with_year =
            text.as_bytes().get(..5).is_some_and(|start| start[..4].iter().all(u8::is_ascii_digit) && start[4] == b'-');
        if !is_plain || !begins_with_year {
            return None;
        }
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Some(Self::At(Timestamp::from_millis(moment.as_millisecond())));
        }
        // The last day of the calendar is no point in time everywhere: told, not kept as another time.
        let local: DateTime = text.parse().ok()?;
        local.to_zoned(TimeZone::UTC).is_ok().then_some(Self::Local(local))
    }

    /// The point in time, a local one read in `zone`. A time that a clock change skips is read as an hour later, one
    /// that it repeats as the first.
    pub fn in_zone(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(moment) => moment,
            Self::Local(local) => {
                // Fails only at the very end of the calendar, where the zone would shift it out; then UTC will do.
                let zoned = local.to_zoned(zone.clone()).or_else(|_| local.to_zoned(TimeZone::UTC));
                Timestamp::from_millis(zoned.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        Moment::parse(text).map(|moment| moment.in_zone(&zone).to_rfc3339())
    }

    #[test]
    fn times_without_offset_are_read_in_the_workspaces_zone() {
        for (text, expected) in [
            ("2026-11-21T09:30:00Z", "2026-11-21T09:30:00.000Z"),
            ("2026-11-21t09:30:00.1239+02:00", "2026-11-21T07:30:00.123Z"),
            ("2026-11-21", "2026-11-20T23:00:00.000Z"),
            ("2026-07-01", "2026-06-30T22:00:00.000Z"),
            ("2026-11-21T09:30", "2026-11-21T08:30:00.000Z"),
            ("2026-11-21 09:30:15", "2026-11-21T08:30:15.000Z"),
            ("2026-03-29T02:30:00", "2026-03-29T01:30:00.000Z"),
            ("2026-10-25T02:30:00", "2026-10-25T00:30:00.000Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for wrong in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-02-30",
            "21.11.2026",
            "1732181400",
            "2026",
            "2026-11",
            "2026-11-21T25:00:00Z",
            "-002026-01-01",
            "9999-12-31",
            "9999-12-31T12:00",
            "2026-11-21T09:30:00Z[Europe/Berlin]",
        ] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }
}
