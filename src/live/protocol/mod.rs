//! The frames of sockets and streams. Visitors and agents have separate types, so what is private has no way out.

mod agent;
mod both;
mod says;
mod visitor;

pub use agent::*;
pub use both::*;
pub use says::*;
pub use visitor::*;
