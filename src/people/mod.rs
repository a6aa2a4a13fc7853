//! What concerns a whole person: a browser that says who it is, and the customer it proves to be.
//!
//! Proof is what only the business's server can make: a hash, a signed token, or a prepared session. With it a browser
//! becomes the customer, and what it said before as a stranger joins the customer's history. Without it everything a
//! page says is a claim.
//!
//! **Invariant:** a claim never merges contacts, never reveals anything, and never touches a profile.

pub mod actions;
pub mod api;
pub mod blocking;
pub mod customers;
pub mod merging;
pub mod model;
pub mod prepared;
pub mod proofs;
