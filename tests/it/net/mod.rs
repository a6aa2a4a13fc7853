//! Requests of our own: where they may go, and how much of an answer they take.

mod answers;
mod refusals;
pub mod server;
