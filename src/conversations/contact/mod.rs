//! The conversations of one person.

pub mod views;
