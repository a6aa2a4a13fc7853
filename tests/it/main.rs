//! Deskbell through its front door.

mod accounts;
mod cli;
mod console;
mod sites;
mod support;
