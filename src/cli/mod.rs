//! The command line, one file a command. Each is a plain function that answers or says in words why not.

pub mod setup;
pub mod terminal;
