//! Invitations of people, by a link that is shown once and opens once.
//!
//! A link holds 256 random bits, of which only the SHA-256 is kept. It is bound to an e-mail address and a role, ends after
//! seven days, with its first use, when it is revoked, when the address is invited again, and with the right of who made
//! it to invite.

pub mod actions;
pub mod model;
mod store;
pub mod views;

pub use model::{Invitation, NewInvitation, Standing};
