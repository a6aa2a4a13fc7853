//! What only the team sees of a thread: notes, and lines about what was done. Nothing for visitors reads from here.

pub mod actions;
pub mod model;
pub mod shapes;
pub(super) mod store;
pub mod views;
