//! Deskbell through its front door.

mod accounts;
mod console;
mod sites;
mod support;
