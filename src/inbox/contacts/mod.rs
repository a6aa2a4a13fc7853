//! People as agents work on them: found, edited, noted about, blocked, merged, erased.

pub mod api;
pub mod shapes;
mod views;
