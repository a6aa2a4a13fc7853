//! Making two people one, and two again.

pub mod api;
pub mod shapes;
