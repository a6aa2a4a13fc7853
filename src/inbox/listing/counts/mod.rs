//! How many conversations each view holds.

pub mod views;
