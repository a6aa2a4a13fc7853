//! What a business can do with its products.

mod push;
mod remove;

pub use push::{Pushed, push};
pub use remove::{WhichProduct, remove};
