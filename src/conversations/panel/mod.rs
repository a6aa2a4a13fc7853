//! What visitors see of their conversations in the list of the panel.

pub mod views;
