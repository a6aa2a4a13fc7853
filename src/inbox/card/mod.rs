//! The person beside a thread: who it is, what it ordered, what its pages told.

pub mod shapes;
