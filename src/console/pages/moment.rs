//! A time for programs and for people.

use crate::base::Timestamp;

/// A moment, written in UTC; `<relative-time>` turns it into the reader's own words.
pub struct Moment {
    pub iso: String,
    pub words: String,
    pub day: String,
}

impl Moment {
    /// A moment as it is written.
    pub fn of(at: Timestamp) -> Self {
        let written = |format| {
            jiff::Timestamp::from_millisecond(at.as_millis())
                .map_or_else(|_| at.to_rfc3339(), |moment| moment.strftime(format).to_string())
        };
        Self { iso: at.to_rfc3339(), words: written("%-d %B %Y, %H:%M UTC"), day: written("%-d %B %Y") }
    }
}
