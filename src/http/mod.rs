//! Web mechanics without a word of the product: connections, limits, errors on the wire, headers, assets.

pub mod allowance;
pub mod api_error;
pub mod assets;
pub mod body;
pub mod client;
pub mod connections;
pub mod csrf;
pub mod form_with_file;
pub mod forms;
pub mod front_door;
pub mod health;
pub mod html;
pub mod idempotency;
pub mod in_flight;
pub mod json;
pub mod limits;
pub mod own_origin;
pub mod patient;
pub mod problems;
pub mod query;
pub mod security_log;
pub mod server;
pub mod session;
pub mod shapes;
pub mod tls;
pub mod upload;

pub use allowance::tell_allowance;
pub use api_error::ApiError;
pub use assets::Assets;
pub use client::Client;
pub use idempotency::{Answered, IdempotencyKey};
pub use json::{JsonBody, JsonView, OptionalJson, StrictJson};
pub use limits::{Key, Limit, Limits};
pub use problems::problems;
pub use security_log::log_act;
pub use upload::{Upload, UploadLimit};

/// The one answer to missing, unknown, wrong, revoked and expired credentials.
pub const CREDENTIALS: &str =
    "The credentials are missing, unknown, revoked or expired. Send a valid key as “Authorization: Bearer wgk_…”.";
