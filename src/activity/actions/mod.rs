//! What a business can do with records.

mod push;
mod remove;

pub use push::{Pushed, push};
pub use remove::{Removed, WhichRecord, remove};
