//! What a verified customer sees of its own records in the panel.

pub mod api;
pub mod views;
