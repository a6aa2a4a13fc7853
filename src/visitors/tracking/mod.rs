//! What pages tell of their visitor with `track`: a name, a few properties, a time. Agents see the newest.
//!
//! Told, not proven: it is shown and nothing is decided by it. Kept for 90 days, and of each contact the newest thousand.

pub mod actions;
pub mod api;
mod store;
pub mod views;
