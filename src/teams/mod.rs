//! Teams of agents: what conversations are assigned to beside a person.
//!
//! **Invariant:** there are at most a hundred, and no two share a name.

pub mod actions;
pub mod model;
mod store;
pub mod views;

pub use model::Team;
