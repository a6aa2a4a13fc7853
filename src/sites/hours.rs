//! Opening hours: what they are, and whether somebody is there at a moment.
//!
//! Hours are told in the time of the site's own zone. Where the clocks jump over a time, it counts as the moment of the
//! jump; of a time that comes twice, the first one counts.

use jiff::{
    Timestamp as Moment, ToSpan,
    civil::{Date, Time},
    tz::{AmbiguousOffset, TimeZone},
};

use super::words::words;
use crate::base::Timestamp;

/// How far ahead the next change is looked for, in days.
const HORIZON_DAYS: i32 = 60;

/// A day's end, in minutes from its beginning.
pub const DAY_END: u16 = 24 * 60;

/// When the team answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    pub mode: Mode,
    /// An IANA name, such as `Europe/Berlin`.
    pub time_zone: String,
    /// Monday first; a day without intervals is closed.
    pub weekly: [Vec<Interval>; 7],
    pub holidays: Vec<Holiday>,
    pub when_closed: WhenClosed,
}

/// Whether there are hours at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Always,
    Weekly,
}

/// What visitors see outside opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenClosed {
    /// The chat, with what to expect.
    Chat,
    /// A message with contact details.
    Form,
    /// Nothing.
    Hidden,
}

words!(Mode: Always = "always", Weekly = "weekly");
words!(WhenClosed: Chat = "chat", Form = "form", Hidden = "hidden");

/// A time of opening, within one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interval {
    /// Minutes from the day's beginning.
    pub start: u16,
    /// Minutes from the day's beginning, up to 24:00.
    pub end: u16,
}

/// Days that differ from their weekday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    pub first: Date,
    /// The same as the first where it is one day.
    pub last: Date,
    pub name: String,
    /// When somebody is there all the same; none means closed.
    pub intervals: Vec<Interval>,
}

/// The hours at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub is_open: bool,
    /// When that changes; `None` where it does not within 60 days.
    pub changes_at: Option<Timestamp>,
}

impl Default for Hours {
    /// Always open. Whoever switches to weekly hours begins with the usual ones.
    fn default() -> Self {
        let usual = vec![Interval { start: 9 * 60, end: 17 * 60 }];
        let weekly = std::array::from_fn(|day| if day < 5 { usual.clone() } else { Vec::new() });
        Self {
            mode: Mode::Always,
            time_zone: "UTC".to_owned(),
            weekly,
            holidays: Vec::new(),
            when_closed: WhenClosed::Chat,
        }
    }
}

impl Interval {
    /// Reads two times such as `09:00` and `17:30`; only an end may be `24:00`.
    ///
    /// # Errors
    /// The sentence for the field.
    pub fn parse(start: &str, end: &str) -> Result<Self, &'static str> {
        const SHAPE: &str = "Write times from 00:00 to 24:00, such as 09:00 and 17:30.";
        let (start, end) = (minutes(start).ok_or(SHAPE)?, minutes(end).ok_or(SHAPE)?);
        if start < end {
            Ok(Self { start, end })
        } else {
            Err("The end comes after the beginning. For a night, end at 24:00 and begin the next day at 00:00.")
        }
    }

    /// The beginning and the end as they are written: `09:00` and `17:30`.
    pub fn written(self) -> [String; 2] {
        [self.start, self.end].map(|at| format!("{:02}:{:02}", at / 60, at % 60))
    }
}

/// Minutes from the day's beginning.
fn minutes(time: &str) -> Option<u16> {
    let (hour, minute) = time.trim().split_once(':')?;
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse::<u16>().ok() } else { None }
    };
    let (hour, minute) = (number(hour)?, number(minute).filter(|minute| *minute < 60)?);
    let at = hour * 60 + minute;
    (at <= DAY_END).then_some(at)
}

impl Hours {
    /// The hours at a moment. A time zone this version does not know counts as UTC.
    pub fn at(&self, now: Timestamp) -> Standing {
        let always = Standing { is_open: true, changes_at: None };
        if self.mode == Mode::Always {
            return always;
        }
        let Ok(moment) = Moment::from_millisecond(now.as_millis()) else { return always };
        let zone = TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC);
        let today = zone.to_datetime(moment).date();
        let horizon = now.plus(i64::from(HORIZON_DAYS) * crate::base::time::DAY);
        let mut open_until: Option<Timestamp> = None;
        // The day before too: where clocks jump at midnight, its end lies in today.
        for ahead in -1..=HORIZON_DAYS {
            let Ok(date) = today.checked_add(ahead.days()) else { break };
            for interval in self.on(date) {
                let Some((start, end)) = instants(&zone, date, *interval) else { continue };
                if end <= now || start >= end {
                    continue;
                }
                match open_until {
                    None if start <= now => open_until = Some(end),
                    Some(until) if start <= until => open_until = Some(until.max(end)),
                    None => return Standing { is_open: false, changes_at: within(start, horizon) },
                    Some(until) => return Standing { is_open: true, changes_at: within(until, horizon) },
                }
            }
        }
        Standing { is_open: open_until.is_some(), changes_at: open_until.and_then(|until| within(until, horizon)) }
    }

    /// The intervals of a date, in order. The first holiday that fits decides.
    fn on(&self, date: Date) -> &[Interval] {
        if let Some(holiday) = self.holidays.iter().find(|holiday| (holiday.first..=holiday.last).contains(&date)) {
            return &holiday.intervals;
        }
        let day = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        self.weekly.get(day).map_or(&[], Vec::as_slice)
    }
}

fn within(at: Timestamp, horizon: Timestamp) -> Option<Timestamp> {
    (at <= horizon).then_some(at)
}

fn instants(zone: &TimeZone, date: Date, interval: Interval) -> Option<(Timestamp, Timestamp)> {
    Some((instant(zone, date, interval.start)?, instant(zone, date, interval.end)?))
}

/// The moment of a time of day.
fn instant(zone: &TimeZone, date: Date, minutes: u16) -> Option<Timestamp> {
    let (date, minutes) = if minutes == DAY_END { (date.tomorrow().ok()?, 0) } else { (date, minutes) };
    let time = Time::new(i8::try_from(minutes / 60).ok()?, i8::try_from(minutes % 60).ok()?, 0, 0).ok()?;
    let local = zone.to_ambiguous_timestamp(date.to_datetime(time));
    let moment = match local.offset() {
        AmbiguousOffset::Gap { .. } => {
            let before = local.earlier().ok()?;
            zone.following(before).next()?.timestamp()
        }
        _ => local.compatible().ok()?,
    };
    Some(Timestamp::from_millis(moment.as_millisecond()))
}
