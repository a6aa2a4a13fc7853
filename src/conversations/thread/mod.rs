//! What a thread and its place in lists look like to those who read them.

pub mod shapes;
