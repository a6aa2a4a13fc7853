//! What one event looks like to those who may see it. A new kind of event does not compile until it is decided for both.

mod agents;
mod visitor;

pub use agents::{ForAgents, for_agents};
pub use visitor::{ForVisitors, Whose, for_visitor};
