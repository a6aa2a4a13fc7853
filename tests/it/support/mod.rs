//! The world of the tests: a Deskbell of their own and browsers that visit it.

pub mod browser;
pub mod pages_world;
