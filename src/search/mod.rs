//! What can be searched: the words of messages, notes, people and records.
//!
//! Whoever owns one of these tells the index of it in the transaction of each change. The index keeps no copy of the
//! words: it forgets only what it is told exactly, and then overwrites it. Entries are numbered as they come in, so the
//! newest is found first by walking the numbers downwards.

pub mod index;
pub mod letters;
pub mod model;
pub mod query;
pub mod snippet;
mod store;
