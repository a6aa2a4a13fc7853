//! What agents do to a conversation beside writing in it: whose it is, when it is looked at again, how urgent it is, and
//! by which words it is found.
//!
//! What is done leaves a line among the entries of the thread, which only the team sees; an act that changes nothing
//! leaves none.

pub mod actions;
pub mod leaving;
pub mod model;
pub mod reading;
pub mod shapes;
pub(super) mod store;
pub mod views;
pub mod waking;
