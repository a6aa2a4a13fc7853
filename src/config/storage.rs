//! `[storage]`: the database and its disk.

use super::key::{Figure, Key};
use super::readings::Readings;

/// How the database is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// Connections that read at the same time.
    pub readers: usize,
    /// Writes that may wait; one more is answered with 503.
    pub writer_queue: usize,
    /// With less free space than this on the disk, writes are refused with 503.
    pub min_free_bytes: u64,
    /// The largest file that somebody may send, in bytes.
    pub max_file_bytes: u64,
}

const BYTES_PER_MIB: u64 = 1024 * 1024;

pub(super) const KEYS: &[Key] = &[
    Key::whole(
        "storage.readers",
        Figure { default: 4, example: 8, least: 1, most: 64, unit: "connections" },
        "How many reads run at the same time.",
    ),
    Key::whole(
        "storage.writer_queue",
        Figure { default: 8192, example: 16384, least: 1, most: 1_000_000, unit: "writes" },
        "How many writes may wait for the disk. One more is told to try again (503).",
    ),
    Key::whole(
        "storage.min_free_mib",
        Figure { default: 64, example: 1024, least: 1, most: 1_000_000, unit: "MiB" },
        "With less free space than this, writes are refused (503) before the disk is full.",
    ),
    Key::whole(
        "storage.max_file_mib",
        Figure { default: 10, example: 25, least: 1, most: 1024, unit: "MiB" },
        "The largest file that a visitor or an agent may send.",
    ),
];

impl Storage {
    pub(super) fn from_readings(readings: &Readings) -> Storage {
        Storage {
            readers: readings.whole("storage.readers"),
            writer_queue: readings.whole("storage.writer_queue"),
            min_free_bytes: readings.whole::<u64>("storage.min_free_mib") * BYTES_PER_MIB,
            max_file_bytes: readings.whole::<u64>("storage.max_file_mib") * BYTES_PER_MIB,
        }
    }
}
