//! People as agents work on them: found, edited, noted about, blocked, merged, erased.

pub mod api;
pub mod bodies;
pub mod shapes;
