//! Visitors' tokens: 256 bits that only one browser holds, kept as their SHA-256.
//!
//! A token is renewed at most once a day. The one before stays valid until its successor was first used, since an
//! answer may be lost on its way, and a minute longer, since another tab may still hold it. Who shows it later holds a
//! copy. A browser that proves who it is gets a fresh token at once: whoever knew the one before must not become the
//! customer with it.

pub mod actions;
pub mod model;
pub(super) mod store;

pub use model::{Caller, TokenHash};
