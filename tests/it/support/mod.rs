//! The world of the tests, and those who live in it.

pub mod agent;
pub mod socket;
pub mod visitor;
pub mod world;
