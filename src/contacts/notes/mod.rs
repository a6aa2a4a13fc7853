//! What agents have written down about a person, for each other. No visitor is ever shown any of it.

pub mod actions;
mod store;
pub mod views;

/// The longest note, in characters.
pub const MAX_NOTE: usize = 4_000;
