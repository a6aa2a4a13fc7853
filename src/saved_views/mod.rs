//! Lists of conversations that agents have put together: filters under a name, one's own or everybody's.

pub mod actions;
pub mod api;
pub mod model;
mod store;
pub mod views;
