//! Commands.

mod setup;
