//! Files that visitors and agents send with their messages.
//!
//! Somebody uploads a file, and sends it by naming it in a message: only its uploader, only once. Images are decoded and
//! written anew, so that nothing else they held is kept; all other files are stored as they are and are always a
//! download. The bytes lie in the data folder under a name made of the id alone.
//!
//! **Invariants:** a row is written only after its bytes are on disk; who may fetch a file is decided when it is
//! fetched, by where it was sent.

pub mod actions;
pub mod address;
pub mod api;
pub mod folder;
pub mod intake;
pub mod model;
pub mod moving;
pub mod name;
pub mod pages;
pub mod rewrite;
pub mod shapes;
mod store;
pub mod views;

pub use address::Addresses;
pub use intake::Files;
pub use model::File;
