//! `[connections]`: how long and how often somebody may hold on to the server.

use std::time::Duration;

use super::key::{Figure, Key};
use super::readings::Readings;

/// Bounds on connections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connections {
    /// Open connections from one address (/64 in IPv6); a trusted proxy is not counted.
    pub per_address: usize,
    /// From the first byte until the request's header is complete, however slowly it trickles.
    pub header_timeout: Duration,
    /// From the header until the request's body is complete.
    pub body_timeout: Duration,
    /// How long a stop waits for what is in flight.
    pub shutdown: Duration,
}

pub(super) const KEYS: &[Key] = &[
    Key::whole(
        "connections.per_address",
        Figure { default: 256, example: 1024, least: 1, most: 1_000_000, unit: "connections" },
        "How many connections one address may hold open. Trusted proxies are not counted.",
    ),
    Key::whole(
        "connections.header_timeout_s",
        Figure { default: 10, example: 20, least: 1, most: 600, unit: "seconds" },
        "How long a request's header may take to arrive in full.",
    ),
    Key::whole(
        "connections.body_timeout_s",
        Figure { default: 30, example: 120, least: 1, most: 3600, unit: "seconds" },
        "How long a request's body may take to arrive in full.",
    ),
    Key::whole(
        "connections.shutdown_s",
        Figure { default: 10, example: 20, least: 1, most: 300, unit: "seconds" },
        "How long a stop waits for what is being done.",
    ),
];

impl Connections {
    pub(super) fn from_readings(readings: &Readings) -> Connections {
        Connections {
            per_address: readings.whole("connections.per_address"),
            header_timeout: readings.seconds("connections.header_timeout_s"),
            body_timeout: readings.seconds("connections.body_timeout_s"),
            shutdown: readings.seconds("connections.shutdown_s"),
        }
    }
}
