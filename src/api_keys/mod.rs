//! Keys for the public API: what a business's own servers prove themselves with.
//!
//! An administrator makes a key under Settings → Developers, sees it once, and gives it to a server. A key is
//! `wgk_`, eight public characters that find it and thirty-two secret ones that prove it; only a SHA-256 of the whole
//! is kept. It may hold several scopes, may expire, and can be revoked.
//!
//! **Invariant:** a missing, unknown, wrong, revoked or expired key gives the same answer after the same work, and a
//! revoked one opens nothing a second later.
//!
//! Also here: the answers already given to a key's requests, by `Idempotency-Key`.

pub mod actions;
pub mod api;
pub mod idempotency;
pub mod keyring;
pub mod model;
mod store;
pub mod views;

pub use api::ApiKeyAuth;
pub use keyring::Keyring;
