use deskbell::{
    base::Timestamp,
    sites::{
        Hours,
        hours::{Holiday, Interval, Mode, Standing},
    },
};

fn at(moment: &str) -> Timestamp {
    Timestamp::from_millis(moment.parse::<jiff::Timestamp>().unwrap().as_millisecond())
}

fn weekly(time_zone: &str, day: &[(&str, &str)]) -> Hours {
    let day: Vec<_> = day.iter().map(|(start, end)| Interval::parse(start, end).unwrap()).collect();
    let weekly = std::array::from_fn(|_| day.clone());
    Hours { mode: Mode::Weekly, time_zone: time_zone.to_owned(), weekly, ..Hours::default() }
}

fn office() -> Hours {
    Hours { mode: Mode::Weekly, time_zone: "Europe/Berlin".to_owned(), ..Hours::default() }
}

fn holiday(first: &str, last: &str, intervals: &[(&str, &str)]) -> Holiday {
    Holiday {
        first: first.parse().unwrap(),
        last: last.parse().unwrap(),
        name: "Holiday".to_owned(),
        intervals: intervals.iter().map(|(start, end)| Interval::parse(start, end).unwrap()).collect(),
    }
}

fn assert_at(hours: &Hours, now: &str, is_open: bool, changes_at: Option<&str>) {
    assert_eq!(hours.at(at(now)), Standing { is_open, changes_at: changes_at.map(at) }, "{now}");
}

#[test]
fn who_has_no_hours_is_always_there() {
    assert_at(&Hours::default(), "2026-11-22T03:00:00Z", true, None);
}

#[test]
fn an_office_opens_and_closes_to_the_minute_and_rests_at_the_weekend() {
    let hours = office();

    assert_at(&hours, "2026-11-20T07:59:59Z", false, Some("2026-11-20T08:00:00Z"));
    assert_at(&hours, "2026-11-20T08:00:00Z", true, Some("2026-11-20T16:00:00Z"));
    assert_at(&hours, "2026-11-20T15:59:59Z", true, Some("2026-11-20T16:00:00Z"));
    assert_at(&hours, "2026-11-20T16:00:00Z", false, Some("2026-11-23T08:00:00Z"));
    assert_at(&hours, "2026-11-22T12:00:00Z", false, Some("2026-11-23T08:00:00Z"));
}

#[test]
fn a_break_at_noon_closes() {
    let hours = weekly("UTC", &[("09:00", "12:00"), ("13:00", "17:00")]);

    assert_at(&hours, "2026-11-20T10:00:00Z", true, Some("2026-11-20T12:00:00Z"));
    assert_at(&hours, "2026-11-20T12:30:00Z", false, Some("2026-11-20T13:00:00Z"));
}

#[test]
fn a_night_goes_on_over_midnight() {
    let mut hours = weekly("Europe/Berlin", &[("00:00", "02:00"), ("20:00", "24:00")]);
    assert_at(&hours, "2026-11-20T22:30:00Z", true, Some("2026-11-21T01:00:00Z"));
    assert_at(&hours, "2026-11-20T23:30:00Z", true, Some("2026-11-21T01:00:00Z"));

    hours.holidays = vec![holiday("2026-11-21", "2026-11-21", &[])];
    assert_at(&hours, "2026-11-20T22:30:00Z", true, Some("2026-11-20T23:00:00Z"));
}

#[test]
fn the_whole_week_never_changes() {
    assert_at(&weekly("Europe/Berlin", &[("00:00", "24:00")]), "2026-11-20T22:30:00Z", true, None);
}

#[test]
fn never_open_stays_closed_and_looks_ahead_sixty_days() {
    assert_at(&weekly("UTC", &[]), "2026-11-20T12:00:00Z", false, None);

    let mut hours = weekly("UTC", &[]);
    hours.holidays = vec![holiday("2027-01-19", "2027-01-19", &[("10:00", "11:00")])];
    assert_at(&hours, "2026-11-20T09:00:00Z", false, None);
    assert_at(&hours, "2026-11-20T10:00:00Z", false, Some("2027-01-19T10:00:00Z"));
}

#[test]
fn a_spring_night_without_two_oclock() {
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
    let hours = weekly("Europe/Berlin", &[("02:30", "04:00")]);
    assert_at(&hours, "2026-03-29T00:30:00Z", false, Some("2026-03-29T01:00:00Z"));
    assert_at(&hours, "2026-03-29T01:00:00Z", true, Some("2026-03-29T02:00:00Z"));

    let swallowed = weekly("Europe/Berlin", &[("02:10", "02:50")]);
    assert_at(&swallowed, "2026-03-29T00:30:00Z", false, Some("2026-03-30T00:10:00Z"));
    assert_at(&office(), "2026-03-29T12:00:00Z", false, Some("2026-03-30T07:00:00Z"));
}

#[test]
fn an_autumn_night_with_two_oclock_twice() {
    // Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC. The first of two counts.
    let hours = weekly("Europe/Berlin", &[("01:00", "02:30")]);
    assert_at(&hours, "2026-10-25T00:00:00Z", true, Some("2026-10-25T00:30:00Z"));
    assert_at(&hours, "2026-10-25T01:15:00Z", false, Some("2026-10-26T00:00:00Z"));

    let through = weekly("Europe/Berlin", &[("01:00", "04:00")]);
    assert_at(&through, "2026-10-25T00:45:00Z", true, Some("2026-10-25T03:00:00Z"));
    assert_at(&through, "2026-10-25T01:45:00Z", true, Some("2026-10-25T03:00:00Z"));
}

#[test]
fn a_zone_whose_clocks_jump_at_midnight() {
    // Beirut, 29 March 2026: 00:00 becomes 01:00 at 22:00 UTC the day before.
    let hours = weekly("Asia/Beirut", &[("00:00", "02:00"), ("22:00", "24:00")]);

    assert_at(&hours, "2026-03-28T21:30:00Z", true, Some("2026-03-28T23:00:00Z"));
    assert_at(&hours, "2026-03-28T22:30:00Z", true, Some("2026-03-28T23:00:00Z"));
}

#[test]
fn holidays_replace_their_weekdays() {
    let mut hours = office();
    hours.holidays =
        vec![holiday("2026-12-24", "2026-12-24", &[("09:00", "12:00")]), holiday("2026-12-25", "2027-01-03", &[])];

    assert_at(&hours, "2026-12-24T10:00:00Z", true, Some("2026-12-24T11:00:00Z"));
    assert_at(&hours, "2026-12-24T12:00:00Z", false, Some("2027-01-04T08:00:00Z"));
    assert_at(&hours, "2026-12-30T12:00:00Z", false, Some("2027-01-04T08:00:00Z"));
}

#[test]
fn the_day_is_that_of_the_sites_own_zone() {
    let hours = Hours { time_zone: "Pacific/Auckland".to_owned(), ..office() };

    // Sunday evening in UTC is Monday morning there.
    assert_at(&hours, "2026-11-22T20:30:00Z", true, Some("2026-11-23T04:00:00Z"));
}
