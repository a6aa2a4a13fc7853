//! What agents are told of: the bell's list.
//!
//! [`Notifier`] follows the log and writes one unread line for each agent, conversation and kind. Whoever reads the
//! conversation has read its lines. What each person wants to be *called* for is decided where it would sound: in the
//! inbox, by its preferences. Of an agent's lines the newest 500 are kept, read ones for 90 days,
//! and of unread mentions and handed over conversations the newest 500 beside them.
//! **Invariant:** nobody is told of what it did itself.

pub mod actions;
pub mod api;
pub mod model;
mod notifier;
mod store;
pub mod views;

pub use notifier::Notifier;
