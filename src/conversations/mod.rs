//! Conversations between contacts and the team.
//!
//! A visitor starts one with its first message; agents answer. Messages are numbered from 1 without gaps, which is
//! the order of the thread and the measure of how far each side has read. A message is sent with a `client_id`:
//! the same one again is the same message.
//!
//! **Invariant:** a conversation belongs to one contact. A visitor that has proved to be that contact reads and writes
//! all of its conversations; any other only those begun in its own browser.

pub mod actions;
pub mod acts;
pub mod answers;
pub mod api;
pub mod contact;
mod content;
pub mod drafts;
pub mod entries;
pub mod listing;
pub mod model;
pub mod panel;
pub mod shapes;
pub mod sorting;
mod store;
pub mod team;
pub mod thread;
mod transcript;
pub mod views;
mod words;
