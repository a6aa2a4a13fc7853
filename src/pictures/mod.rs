//! Logos and faces: small pictures that everybody may see.
//!
//! An administrator or an agent uploads one; it is decoded, fitted into 256 × 256 pixels and written anew, so that
//! nothing of the uploaded bytes is kept. It is named by the SHA-256 of its bytes: the same picture is stored once,
//! and its address can be cached for ever.
//!
//! **Invariant:** what is served here was encoded by this server, as PNG or JPEG.

pub mod actions;
pub mod model;
pub mod pages;
pub mod raster;
mod store;
pub mod views;

pub use model::{Picture, PictureId};
