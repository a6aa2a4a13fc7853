//! What agents see: the list, a thread, and the person beside it, put together from the features that own them.
//!
//! Holds no rows of its own; whatever an agent does goes to the feature that owns it.

pub mod acting;
pub mod api;
mod card;
pub mod contacts;
pub mod directory;
pub mod listing;
pub mod merges;
pub mod search;
pub mod thread;
pub mod timeline;
pub mod views;
