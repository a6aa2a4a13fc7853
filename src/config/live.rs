//! `[live]`: the open sockets of panels and inboxes.

use std::time::Duration;

use super::key::{Figure, Key};
use super::problems::{Problem, Problems};
use super::readings::Readings;

/// How sockets are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// Frames that may wait for a slow client; then it is cut and catches up when it returns.
    pub queue: usize,
    /// How often a quiet socket hears its position.
    pub ping: Duration,
    /// After so much silence from the other side a socket is cut.
    pub idle: Duration,
}

pub(super) const KEYS: &[Key] = &[
    Key::whole(
        "live.queue",
        Figure { default: 256, example: 1024, least: 4, most: 65_536, unit: "frames" },
        "How many frames may wait for a slow client before it is cut. It catches up when it comes back.",
    ),
    Key::whole(
        "live.ping_s",
        Figure { default: 25, example: 15, least: 1, most: 3600, unit: "seconds" },
        "How often a quiet connection is kept alive. Stay below the time-out of every proxy on the way.",
    ),
    Key::whole(
        "live.idle_s",
        Figure { default: 60, example: 90, least: 2, most: 7200, unit: "seconds" },
        "After so much silence a connection counts as dead. Must be longer than ping_s.",
    ),
];

impl Live {
    pub(super) fn from_readings(readings: &Readings, problems: &mut Problems) -> Live {
        let live = Live {
            queue: readings.whole("live.queue"),
            ping: readings.seconds("live.ping_s"),
            idle: readings.seconds("live.idle_s"),
        };
        if live.idle <= live.ping {
            let key = Key::named("live.idle_s").expect("the key is listed above");
            let reason = format!(
                "It must be longer than live.ping_s, which is {}: else every quiet connection is cut.",
                live.ping.as_secs()
            );
            let problem = Problem::of_key(key, reason).at(readings.place(key.name));
            problems.add(problem.with_value(live.idle.as_secs().to_string()));
        }
        live
    }
}
