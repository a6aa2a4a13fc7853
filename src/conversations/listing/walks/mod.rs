//! Ways through an index.

pub mod views;
