//! What only the team sees of a thread: notes, and lines about what was done. Nothing for visitors reads from here.

pub mod shapes;
pub mod views;
