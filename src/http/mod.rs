//! Web mechanics without a word of the product: connections, limits, errors on the wire, headers, assets.

pub mod api_error;
pub mod assets;
pub mod client;
pub mod connections;
pub mod front_door;
pub mod health;
pub mod limits;
pub mod own_origin;
pub mod patient;
pub mod server;
pub mod tls;

pub use api_error::ApiError;
pub use assets::Assets;
pub use client::Client;
pub use limits::{Key, Limit, Limits};
