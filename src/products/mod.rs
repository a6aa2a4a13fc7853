//! What the business sells: pushed by its own servers, looked up by agents, sent to visitors as cards.
//!
//! A product is known by the business's own `external_id`; sending it again changes the fields sent. Cards in messages
//! are copies, so that a conversation goes on telling what was offered.
//!
//! **Invariants:** prices are exact in their currency's minor units; a request is taken whole or not at all; the words
//! that are searched change in the transaction of their product.

pub mod actions;
pub mod api;
pub mod catalogue;
pub mod model;
pub mod reading;
pub mod search;
mod store;
pub mod views;
