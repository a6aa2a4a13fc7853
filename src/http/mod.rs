//! Web mechanics without a word of the product: connections, limits, errors on the wire, headers, assets.

pub mod api_error;
pub mod client;
pub mod limits;

pub use api_error::ApiError;
pub use client::Client;
pub use limits::{Key, Limit, Limits};
