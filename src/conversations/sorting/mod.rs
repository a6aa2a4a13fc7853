//! What becomes of conversations when a tag or a team goes: they let go of it in bounded steps, so that nobody who
//! writes waits for a hundred thousand rows.

pub mod actions;
mod store;
pub mod views;
