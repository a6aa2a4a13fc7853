//! What a business can do with records.

mod erase;
mod push;
mod remove;

pub use erase::erase;
pub use push::{Pushed, push};
pub use remove::{Removed, WhichRecord, remove};
