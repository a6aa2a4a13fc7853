//! Web mechanics without a word of the product: connections, limits, errors on the wire, headers, assets.

pub mod api_error;
pub mod client;
pub mod csrf;
pub mod forms;
pub mod html;
pub mod limits;
pub mod session;

pub use api_error::ApiError;
pub use client::Client;
pub use limits::{Key, Limit, Limits};
