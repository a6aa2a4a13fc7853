//! What agents do to conversations: one thing to one or many, or several under one name.

pub mod api;
pub mod running;
mod shapes;
mod words;
