//! The team as visitors meet it: who they are, and how soon they usually answer.

pub mod views;
