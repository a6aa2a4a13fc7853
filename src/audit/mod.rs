//! Acts that matter for security: who did what, when and from where. Lines are added and never changed.
//!
//! A line is written in the transaction of its act, so one cannot be without the other. It keeps the name that the actor
//! had then, and ids and small facts: no secret, and nothing of what people write to each other.
//! **Invariant:** nothing changes a line; after two years it is forgotten.

pub mod actions;
pub mod model;
mod store;
pub mod views;

pub use model::{About, By, Fact, Kind};
