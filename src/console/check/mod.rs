//! The check of an installation: reads a page as a browser gets it and says what keeps the messenger from showing.
//!
//! It sees what the server of that website sends, and runs no script: what a tag manager adds later is not there. So it
//! never says that something is missing for certain, but where to look next.

mod findings;
mod policy;
mod snippet;
mod surroundings;
mod tags;
mod vendors;

pub use findings::{Expected, Finding, State, examine};
