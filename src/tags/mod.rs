//! Words that conversations are sorted by.
//!
//! **Invariant:** there are at most five hundred, and no two share a name.

pub mod actions;
pub mod api;
pub mod model;
mod store;
pub mod views;

pub use model::{Colour, Tag};
