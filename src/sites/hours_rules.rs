//! What opening hours must be to be kept.

use jiff::tz::TimeZone;

use super::hours::{Holiday, Hours, Interval};
use crate::base::FieldErrors;

/// The most intervals of one day.
pub const MAX_INTERVALS: usize = 3;

/// The most holidays: five years of a country with many.
pub const MAX_HOLIDAYS: usize = 60;

/// The longest name of a holiday, in characters.
const MAX_HOLIDAY_NAME: usize = 80;

/// The days as pointers name them, Monday first.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Brings intervals and holidays into order. Wrong fields are named at `/hours/time_zone`, `/hours/weekly/{day}` and
/// `/hours/holidays/{index}/{field}`, by the order they were given in.
pub(super) fn checked(mut hours: Hours, errors: &mut FieldErrors) -> Hours {
    hours.time_zone = hours.time_zone.trim().to_owned();
    if TimeZone::get(&hours.time_zone).is_err() {
        errors.add("/hours/time_zone", "Choose a time zone of the list, such as Europe/Berlin.");
    }
    for (day, intervals) in DAYS.into_iter().zip(hours.weekly.iter_mut()) {
        check_intervals(intervals, &format!("/hours/weekly/{day}"), errors);
    }
    if hours.holidays.len() > MAX_HOLIDAYS {
        let sentence =
            format!("At most {MAX_HOLIDAYS} holidays fit; these are {}. Remove past ones.", hours.holidays.len());
        errors.add("/hours/holidays", sentence);
        return hours;
    }
    for (index, holiday) in hours.holidays.iter_mut().enumerate() {
        check_holiday(holiday, &format!("/hours/holidays/{index}"), errors);
    }
    hours.holidays.sort_by_key(|holiday| (holiday.first, holiday.last));
    hours
}

fn check_holiday(holiday: &mut Holiday, pointer: &str, errors: &mut FieldErrors) {
    holiday.name = holiday.name.trim().to_owned();
    if holiday.name.chars().count() > MAX_HOLIDAY_NAME || holiday.name.chars().any(char::is_control) {
        errors.add(format!("{pointer}/name"), format!("Use one line of at most {MAX_HOLIDAY_NAME} characters."));
    }
    if holiday.last < holiday.first {
        errors.add(format!("{pointer}/last"), "The last day comes before the first. Change one of them.");
    }
    check_intervals(&mut holiday.intervals, &format!("{pointer}/intervals"), errors);
}

fn check_intervals(intervals: &mut [Interval], pointer: &str, errors: &mut FieldErrors) {
    intervals.sort();
    if intervals.len() > MAX_INTERVALS {
        errors.add(pointer, format!("At most {MAX_INTERVALS} times fit in one day."));
    } else if intervals.iter().any(|interval| interval.start >= interval.end || interval.end > super::hours::DAY_END) {
        errors.add(pointer, "Each time ends after it begins, at 24:00 at the latest.");
    } else if intervals.windows(2).any(|pair| matches!(pair, [first, second] if second.start < first.end)) {
        errors.add(pointer, "These times overlap. Let each begin when the one before has ended.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_time_is_named() {
        let date = |text: &str| text.parse().unwrap();
        let [early, late] = [Interval { start: 60, end: 120 }, Interval { start: 100, end: 180 }];
        let mut hours = Hours { time_zone: "Mars/Base".into(), ..Hours::default() };
        hours.weekly[1] = vec![late, early];
        hours.weekly[6] = vec![early; 4];
        hours.holidays = vec![Holiday {
            first: date("2026-12-26"),
            last: date("2026-12-24"),
            name: "x".repeat(81),
            intervals: vec![Interval { start: 60, end: 60 }],
        }];
        let mut errors = FieldErrors::new();

        checked(hours, &mut errors);

        let named: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(
            named,
            [
                "/hours/time_zone",
                "/hours/weekly/tue",
                "/hours/weekly/sun",
                "/hours/holidays/0/name",
                "/hours/holidays/0/last",
                "/hours/holidays/0/intervals"
            ]
        );
    }
}
