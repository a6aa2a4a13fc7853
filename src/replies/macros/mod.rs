//! Macros: several acts under one name, everybody's.

pub mod actions;
pub mod model;
pub mod steps;
mod store;
pub mod views;

pub use steps::Step;
