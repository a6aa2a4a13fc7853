//! Commands.

mod commands;
mod setup;
