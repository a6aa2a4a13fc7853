//! The Customer-Data API as a business's server meets it.

mod docs;
mod fields;
mod idempotency;
mod identify;
mod keys;
mod products;
mod records;
mod removal;
mod replay;
mod requests;
mod standing;
mod unreadable;
