//! What agents choose for themselves: how the inbox behaves, what it may call them for, and whether they can be reached.

pub mod actions;
pub mod api;
pub mod model;
pub mod shapes;
mod store;
pub mod views;

pub use model::{Availability, PreferenceChanges, Preferences, Word};
