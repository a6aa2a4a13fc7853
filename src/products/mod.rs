//! What the business sells: pushed by its own servers, looked up by agents, sent to visitors as cards.
//!
//! A product is known by the business's own `external_id`; sending it again changes the fields sent. Cards in messages
//! are copies, so that a conversation goes on telling what was offered.

pub mod catalogue;
