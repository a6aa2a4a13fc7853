//! One search over messages, notes, people and records.

pub mod api;
mod chips;
mod hits;
pub(super) mod views;
