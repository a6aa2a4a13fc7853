//! The workspace: one business, one running Deskbell. Its name, time zone and currency, the address it is reached at
//! and the secret that signs customers' ids.
//!
//! An administrator changes it while Deskbell runs; what must be known before the start is in `config/`.
//! **Invariant:** the identity secret is stored nowhere. It follows from the server secret and a salt, so a copy of
//! the database alone signs nothing.

pub mod actions;
pub mod cache;
pub mod model;
pub mod profile;
mod store;
pub mod views;

pub use cache::Settings;
pub use model::{PublicAddress, ServerSecret, Workspace, WorkspaceName};
