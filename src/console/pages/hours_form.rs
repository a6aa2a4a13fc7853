//! The form of the opening hours: each day is one line of times, as people write them on a door.

use jiff::{civil::Date, tz::TimeZone};

use super::inputs::{Choice, Choices, Input};
use crate::{
    base::{FieldErrors, Timestamp},
    http::forms::Form,
    sites::{
        Hours,
        hours::{Holiday, Interval, Mode, Standing, WhenClosed},
        hours_rules::{DAYS, MAX_HOLIDAYS},
    },
};

const DAY_NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The values of the form as they stand or as somebody typed them.
pub struct HoursForm {
    mode: String,
    time_zone: String,
    days: [String; 7],
    /// First day, last day, name, times.
    holidays: Vec<[String; 4]>,
    when_closed: String,
}

/// The controls of a holiday and their names.
const HOLIDAY: [(&str, &str); 4] =
    [("First day", "first"), ("Last day", "last"), ("Name", "name"), ("Open then", "times")];

impl HoursForm {
    /// As the site has them.
    pub fn of_site(hours: &Hours) -> Self {
        let holiday = |holiday: &Holiday| {
            [holiday.first.to_string(), holiday.last.to_string(), holiday.name.clone(), written(&holiday.intervals)]
        };
        Self {
            mode: hours.mode.as_str().to_owned(),
            time_zone: hours.time_zone.clone(),
            days: std::array::from_fn(|day| hours.weekly.get(day).map(|times| written(times)).unwrap_or_default()),
            holidays: hours.holidays.iter().map(holiday).collect(),
            when_closed: hours.when_closed.as_str().to_owned(),
        }
    }

    /// As somebody typed them.
    pub fn of_form(form: &Form) -> Self {
        let text = |name: String| form.text(&name).trim().to_owned();
        let holidays = (0..=MAX_HOLIDAYS)
            .take_while(|index| form.has(&format!("holiday_{index}_first")))
            .map(|index| HOLIDAY.map(|(_, field)| text(format!("holiday_{index}_{field}"))));
        Self {
            mode: text("mode".to_owned()),
            time_zone: text("time_zone".to_owned()),
            days: DAYS.map(|day| text(format!("day_{day}"))),
            holidays: holidays.collect(),
            when_closed: text("when_closed".to_owned()),
        }
    }

    /// Adds an empty holiday, or removes one.
    pub fn change_holidays(&mut self, verb: &str, index: Option<usize>) {
        match (verb, index) {
            ("add", _) if self.holidays.len() < MAX_HOLIDAYS => self.holidays.push(Default::default()),
            ("remove", Some(index)) if index < self.holidays.len() => {
                self.holidays.remove(index);
            }
            _ => {}
        }
    }

    /// How many holidays there are.
    pub fn holiday_count(&self) -> usize {
        self.holidays.len()
    }

    /// The hours that are meant.
    ///
    /// # Errors
    /// Every field that cannot be read. What can be read but not be kept, the action names.
    pub fn read(&self) -> Result<Hours, FieldErrors> {
        let mut errors = FieldErrors::new();
        let mut times = |typed: &str, pointer: String| {
            parse(typed).unwrap_or_else(|sentence| {
                errors.add(pointer, sentence);
                Vec::new()
            })
        };
        let weekly = std::array::from_fn(|day| {
            let (typed, name) = (self.days.get(day).map_or("", String::as_str), DAYS.get(day).copied().unwrap_or(""));
            times(typed, format!("/hours/weekly/{name}"))
        });
        let mut holidays = Vec::new();
        for (index, [first, last, name, typed]) in self.holidays.iter().enumerate() {
            if [first, last, name, typed].into_iter().all(String::is_empty) {
                continue;
            }
            let intervals = times(typed, format!("/hours/holidays/{index}/intervals"));
            holidays.push((index, first, if last.is_empty() { first } else { last }, name.clone(), intervals));
        }
        let mut date = |typed: &str, pointer: String| {
            typed.parse::<Date>().unwrap_or_else(|_| {
                errors.add(pointer, "Write a date as year, month and day, such as 2027-12-24.");
                Date::default()
            })
        };
        let holidays = holidays.into_iter().map(|(index, first, last, name, intervals)| Holiday {
            first: date(first, format!("/hours/holidays/{index}/first")),
            last: date(last, format!("/hours/holidays/{index}/last")),
            name,
            intervals,
        });
        let hours = Hours {
            mode: Mode::parse(&self.mode).unwrap_or(Mode::Weekly),
            time_zone: self.time_zone.clone(),
            weekly,
            holidays: holidays.collect(),
            when_closed: WhenClosed::parse(&self.when_closed).unwrap_or(WhenClosed::Chat),
        };
        if errors.is_empty() {
            return Ok(hours);
        }
        // What could be read the action judges whole; this much of it is said at once.
        if TimeZone::get(&hours.time_zone).is_err() {
            errors.add("/hours/time_zone", "Choose a time zone of the list, such as Europe/Berlin.");
        }
        Err(errors)
    }

    /// Whether there are hours at all.
    pub fn mode(&self) -> Choices {
        let option = |value, label, hint| Choice { value, label, hint, is_chosen: value == self.mode };
        let options = vec![
            option("always", "Always open", "Visitors never read that you are closed."),
            option("weekly", "By the week", "With the times below."),
        ];
        Choices::radio("Opening hours", "mode", options)
    }

    /// The site's own time zone.
    pub fn time_zone(&self, errors: &FieldErrors) -> Input {
        let input = Input::text("Time zone", "time_zone", self.time_zone.clone());
        let input = input.hint("Start typing a city, such as Berlin. Summer time is counted by itself.").short();
        Input { list: "zones", is_required: true, ..input }.wrong_at(errors, "/hours/time_zone")
    }

    /// One line of times a day.
    pub fn days(&self, errors: &FieldErrors) -> Vec<Input> {
        let days = DAYS.into_iter().zip(DAY_NAMES).zip(&self.days);
        let input = |((day, name), typed): ((&str, &str), &String)| {
            let input = Input::text(name, format!("day_{day}"), typed.clone());
            Input { placeholder: "Closed".to_owned(), ..input }.wrong_at(errors, &format!("/hours/weekly/{day}"))
        };
        days.map(input).collect()
    }

    /// The controls of a holiday.
    pub fn holiday(&self, index: usize, errors: &FieldErrors) -> Vec<Input> {
        let Some(values) = self.holidays.get(index) else { return Vec::new() };
        let input = |((label, field), value): ((&str, &str), &String)| {
            let kind = if matches!(field, "first" | "last") { "date" } else { "text" };
            let pointer = if field == "times" { "intervals" } else { field };
            let placeholder = if field == "times" { "Closed" } else { "" };
            let input = Input::text(label, format!("holiday_{index}_{field}"), value.clone());
            Input { kind, placeholder: placeholder.to_owned(), ..input }
                .wrong_at(errors, &format!("/hours/holidays/{index}/{pointer}"))
        };
        HOLIDAY.into_iter().zip(values).map(input).collect()
    }

    /// What visitors see when closed.
    pub fn when_closed(&self) -> Choices {
        let option = |value, label, hint| Choice { value, label, hint, is_chosen: value == self.when_closed };
        let options = vec![
            option(
                "chat",
                "The messenger, with what to expect",
                "Visitors can write; they read your words for “When closed” under Launcher.",
            ),
            option("form", "A message with contact details", "Visitors leave an address to be answered at."),
            option("hidden", "Nothing", "The launcher is not there until you open."),
        ];
        Choices::radio("When you are closed, visitors see", "when_closed", options)
    }
}

/// Times as they are written on a door.
fn written(intervals: &[Interval]) -> String {
    intervals.iter().map(|interval| interval.written().join("–")).collect::<Vec<_>>().join(", ")
}

/// Reads `9:00–12:30, 13:30–18:00`; commas, dashes of any length, and `to` will do. Nothing means closed.
fn parse(typed: &str) -> Result<Vec<Interval>, String> {
    let typed = typed.replace(['–', '—', '−'], "-").replace(" to ", "-").replace(';', ",");
    let parts = typed.split(',').map(str::trim).filter(|part| !part.is_empty());
    let interval = |part: &str| {
        let (start, end) = part.split_once('-').ok_or_else(|| {
            format!("“{}”: write from and to, such as 09:00–17:30.", crate::base::text::one_line(part, 40))
        })?;
        Interval::parse(&whole(start), &whole(end))
            .map_err(|sentence| format!("“{}”: {sentence}", crate::base::text::one_line(part, 40)))
    };
    parts.map(interval).collect()
}

/// An hour alone means the full hour.
fn whole(time: &str) -> String {
    let time = time.trim();
    if !time.is_empty() && time.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{time}:00")
    } else {
        time.replace('.', ":")
    }
}

/// Whether it is open now, and until when, in the site's own time.
pub fn standing(hours: &Hours, now: Timestamp) -> (bool, String) {
    let Standing { is_open, changes_at } = hours.at(now);
    let zone = TimeZone::get(&hours.time_zone).unwrap_or(TimeZone::UTC);
    let local =
        |at: Timestamp| jiff::Timestamp::from_millisecond(at.as_millis()).ok().map(|at| at.to_zoned(zone.clone()));
    let word = if is_open { "open" } else { "closed" };
    let until = changes_at.and_then(local).zip(local(now)).map(|(change, now)| {
        let days = now.date().until(change.date()).map_or(0, |span| span.get_days());
        let format = match days {
            0 => "%H:%M",
            1..=6 => "%A, %H:%M",
            _ => "%-d %B, %H:%M",
        };
        change.strftime(format).to_string()
    });
    (is_open, until.map_or_else(|| format!("Now: {word}"), |until| format!("Now: {word} until {until}")))
}

/// Every time zone there is.
pub fn zones() -> Vec<String> {
    let mut zones: Vec<_> = jiff::tz::db().available().map(|name| name.as_str().to_owned()).collect();
    zones.retain(|zone| zone == "UTC" || zone.contains('/') && !zone.starts_with("Etc/") && !zone.starts_with("posix"));
    zones.sort();
    zones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let minutes =
            |typed: &str| parse(typed).unwrap().iter().map(|times| (times.start, times.end)).collect::<Vec<_>>();

        assert_eq!(minutes("09:00–12:30, 13:30–18:00"), [(540, 750), (810, 1080)]);
        assert_eq!(minutes(" 9-17 "), [(540, 1020)]);
        assert_eq!(minutes("9.30 to 24:00"), [(570, 1440)]);
        assert_eq!(minutes(""), []);
        for wrong in ["9", "17-9", "9-25", "nine to five", "9-12-17"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
