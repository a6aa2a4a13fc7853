//! Web mechanics without a word of the product: connections, limits, errors on the wire, headers, assets.

pub mod allowance;
pub mod api_error;
pub mod body;
pub mod client;
pub mod idempotency;
pub mod json;
pub mod limits;
pub mod problems;
pub mod query;
pub mod shapes;

pub use allowance::tell_allowance;
pub use api_error::ApiError;
pub use client::Client;
pub use idempotency::{Answered, IdempotencyKey};
pub use json::{JsonBody, JsonView, OptionalJson, StrictJson};
pub use limits::{Key, Limit, Limits};
pub use problems::problems;

/// The one answer to missing, unknown, wrong, revoked and expired credentials.
pub const CREDENTIALS: &str =
    "The credentials are missing, unknown, revoked or expired. Send a valid key as “Authorization: Bearer wgk_…”.";
