//! Saved replies and macros: what is written once, and several acts under one name.
//!
//! A reply belongs to everybody or to one agent; macros are everybody's. Placeholders in them are filled in by the inbox
//! when they are inserted.
//!
//! **Invariants:** a stored text holds only placeholders that this version knows; a change is made from the version that
//! somebody saw, else it is refused.

pub mod actions;
pub mod api;
pub mod macros;
pub mod model;
pub mod placeholders;
pub mod shapes;
mod store;
pub mod views;

pub use model::SavedReply;
