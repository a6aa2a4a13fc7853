//! Files that visitors and agents send with their messages.

pub mod shapes;
