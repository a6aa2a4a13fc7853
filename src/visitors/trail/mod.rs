//! The pages that visitors were on, in order: what agents see of somebody's way through the website.
//!
//! Reported by the page, not proven; nothing is decided by it. Of each visitor the newest hundred are kept, and none
//! for longer than 90 days.

pub mod actions;
mod store;
pub mod views;
