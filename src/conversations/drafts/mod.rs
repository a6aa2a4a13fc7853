//! What agents have begun to write: kept on the server for each conversation and agent, so that nothing typed is lost.

pub mod actions;
pub mod model;
pub mod shapes;
mod store;
pub mod views;

pub use model::Mode;
