//! A conversation as an agent reads it, and what the agent has begun to write.

pub mod api;
