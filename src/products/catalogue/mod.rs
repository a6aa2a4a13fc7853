//! The catalogue as agents look it up.

pub mod api;
