//! What is known of whoever holds a visitor's token, as far as its own panel may know.

pub mod views;
