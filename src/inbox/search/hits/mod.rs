//! What was found, as people read it.

pub mod views;
