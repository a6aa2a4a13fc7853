//! What a thread and its place in lists look like to those who read them.

pub mod cursor;
pub mod shapes;
pub mod views;
