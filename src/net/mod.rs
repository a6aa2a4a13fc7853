//! Requests that Deskbell itself sends, to addresses that a person has named.
//!
//! It lives inside somebody's network, and whoever may name an address must not reach that network through it. So an
//! address is checked as it is written, and what its name resolves to is checked again when the connection is made,
//! in the same look-up that the connection uses: a name that answers differently the second time changes nothing.
//! Redirects are followed by hand and checked anew. Nothing waits long or grows large.
//!
//! **Invariant:** nobody else in this code opens a connection to an address that came from outside.

mod client;
mod fetch;
mod guard;
mod networks;
mod resolver;

pub use client::{Net, NetOptions};
pub use fetch::{FetchError, Fetched};
pub use guard::{Guard, Refusal};
pub use resolver::Lookup;
