//! The worlds of the tests, and those who live in them.

pub mod agent;
pub mod browser;
pub mod dump;
pub mod pages_world;
pub mod process;
pub mod public_world;
pub mod raw;
pub mod secure;
pub mod socket;
pub mod totp;
pub mod visitor;
pub mod world;
