//! `[limits]`: how often something may be done before the answer is 429.
//!
//! An address is a single IPv4 address, or a /64 network in IPv6, since that is what one customer
//! of a provider holds.

use super::key::{Figure, Key};
use super::readings::Readings;

/// How often something may be done. The field says by whom and in what time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Requests a minute, one address.
    pub init_per_minute: u32,
    /// Messages a minute, one visitor.
    pub messages_per_minute: u32,
    /// Messages, one visitor.
    pub messages_burst: u32,
    /// Conversations in 12 hours, one visitor.
    pub conversations_per_12h: u32,
    /// Files an hour, one visitor.
    pub uploads_per_hour: u32,
    /// Searches a minute, one visitor.
    pub searches_per_minute: u32,
    /// Times.
    pub address_factor: u32,
    /// Sockets, one visitor.
    pub visitor_sockets: u32,
    /// Sockets, one address.
    pub address_sockets: u32,
    /// Requests a second, one API key.
    pub ingest_per_second: u32,
    /// Requests, one API key.
    pub ingest_burst: u32,
    /// Failed sign-ins in 15 minutes, one account.
    pub sign_in_account_per_15min: u32,
    /// Failed sign-ins in 15 minutes, one address.
    pub sign_in_address_per_15min: u32,
    /// Hashes, one first message; 0 asks for none.
    pub proof_of_work: u32,
}

/// Upper bound of every limit: high enough to switch one off in a test or a benchmark.
const MOST: u64 = 1_000_000_000;

pub(super) const KEYS: &[Key] = &[
    Key::whole(
        "limits.init_per_minute",
        Figure { default: 600, example: 1200, least: 1, most: MOST, unit: "requests a minute, one address" },
        "Start-up documents of the widget. Offices and phone networks share an address, so it is wide.",
    ),
    Key::whole(
        "limits.messages_per_minute",
        Figure { default: 30, example: 60, least: 1, most: MOST, unit: "messages a minute, one visitor" },
        "Messages a visitor may send, over time.",
    ),
    Key::whole(
        "limits.messages_burst",
        Figure { default: 20, example: 40, least: 1, most: MOST, unit: "messages, one visitor" },
        "Messages a visitor may send at once.",
    ),
    Key::whole(
        "limits.conversations_per_12h",
        Figure { default: 6, example: 12, least: 1, most: MOST, unit: "conversations in 12 hours, one visitor" },
        "Conversations a visitor may start.",
    ),
    Key::whole(
        "limits.uploads_per_hour",
        Figure { default: 30, example: 60, least: 1, most: MOST, unit: "files an hour, one visitor" },
        "Files a visitor may send.",
    ),
    Key::whole(
        "limits.searches_per_minute",
        Figure { default: 30, example: 60, least: 1, most: MOST, unit: "searches a minute, one visitor" },
        "Searches a visitor may make.",
    ),
    Key::whole(
        "limits.address_factor",
        Figure { default: 10, example: 50, least: 1, most: MOST, unit: "times" },
        "One address may do so many times what one visitor may (messages, conversations, uploads, searches).",
    ),
    Key::whole(
        "limits.visitor_sockets",
        Figure { default: 5, example: 10, least: 1, most: MOST, unit: "sockets, one visitor" },
        "Open connections of one visitor: tabs and devices.",
    ),
    Key::whole(
        "limits.address_sockets",
        Figure { default: 200, example: 1000, least: 1, most: MOST, unit: "sockets, one address" },
        "Open connections of all visitors at one address.",
    ),
    Key::whole(
        "limits.ingest_per_second",
        Figure { default: 500, example: 2000, least: 1, most: MOST, unit: "requests a second, one API key" },
        "Requests to the Customer-Data API, over time.",
    ),
    Key::whole(
        "limits.ingest_burst",
        Figure { default: 2000, example: 8000, least: 1, most: MOST, unit: "requests, one API key" },
        "Requests to the Customer-Data API at once.",
    ),
    Key::whole(
        "limits.sign_in_account_per_15min",
        Figure { default: 5, example: 10, least: 1, most: MOST, unit: "failed sign-ins in 15 minutes, one account" },
        "Failed sign-ins before an account has to wait.",
    ),
    Key::whole(
        "limits.sign_in_address_per_15min",
        Figure { default: 20, example: 100, least: 1, most: MOST, unit: "failed sign-ins in 15 minutes, one address" },
        "Failed sign-ins before an address has to wait.",
    ),
    Key::whole(
        "limits.proof_of_work",
        Figure { default: 50_000, example: 200_000, least: 0, most: 10_000_000, unit: "hashes, one first message" },
        "What a stranger's browser computes unseen before its first message, at most; a phone does 50000 within a second. 0 asks for none.",
    ),
];

/// Which captcha first messages need, as the widget is told: `none` or `pow`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Captcha(pub &'static str);

impl Limits {
    /// Which captcha first messages need.
    pub fn captcha(&self) -> Captcha {
        Captcha(if self.proof_of_work == 0 { "none" } else { "pow" })
    }

    pub(super) fn from_readings(readings: &Readings) -> Limits {
        Limits {
            init_per_minute: readings.whole("limits.init_per_minute"),
            messages_per_minute: readings.whole("limits.messages_per_minute"),
            messages_burst: readings.whole("limits.messages_burst"),
            conversations_per_12h: readings.whole("limits.conversations_per_12h"),
            uploads_per_hour: readings.whole("limits.uploads_per_hour"),
            searches_per_minute: readings.whole("limits.searches_per_minute"),
            address_factor: readings.whole("limits.address_factor"),
            visitor_sockets: readings.whole("limits.visitor_sockets"),
            address_sockets: readings.whole("limits.address_sockets"),
            ingest_per_second: readings.whole("limits.ingest_per_second"),
            ingest_burst: readings.whole("limits.ingest_burst"),
            sign_in_account_per_15min: readings.whole("limits.sign_in_account_per_15min"),
            sign_in_address_per_15min: readings.whole("limits.sign_in_address_per_15min"),
            proof_of_work: readings.whole("limits.proof_of_work"),
        }
    }
}
