//! The spine: one append-only log of everything that has happened.
//!
//! An action writes its rows *and* its event in one transaction; whatever reacts (sockets, housekeeping, later
//! mail and webhooks) reads the log from its own cursor. Payloads hold ids and small facts, never message text:
//! forgetting a person needs no rewriting of history, and the log may be pruned.

mod catalogue;
mod consumer;
mod followed;
mod log;

pub use catalogue::{Author, Directory, Event};
pub use consumer::{Consumer, begin_at_end, run_consumer};
pub use followed::{Followed, LATE_BY};
pub use log::{Recorded, after, after_of_contact, last_change_of_site, last_seq, oldest_seq, prune};
