//! What agents do to conversations, one or many at once.

pub mod api;
