//! Filters as a condition on a row.

pub mod views;
