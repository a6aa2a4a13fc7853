//! People as agents work on them: found, edited, noted about, blocked, merged, erased.

pub mod api;
mod model;
pub mod shapes;
mod views;
