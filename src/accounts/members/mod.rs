//! The people of a workspace, as who manages them sees them.
//!
//! **Invariants:** there is always an owner who can sign in; only owners make or touch owners; nobody changes their own
//! role or switches themselves off; whoever is deactivated is out within seconds, and keeps their name in history.

pub mod actions;
pub mod model;
mod store;
pub mod views;

pub use model::{
    Member, OwnSession, may_change, may_change_role, may_deactivate, may_reactivate, may_reset_two_factor,
};
