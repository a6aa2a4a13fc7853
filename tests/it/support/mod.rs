//! Worlds for tests: a running part of Deskbell and the words to talk to it.

pub mod public_world;
