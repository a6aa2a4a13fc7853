//! A site: one installation of the widget on one website or brand, with its public app id, the origins that may
//! embed it, and its look. A workspace has one at first.
//!
//! The app id is public and names a site; the list of origins keeps other websites from *embedding* it. Neither
//! proves who a visitor is. **Invariant:** a made-up app id costs no query: all sites are held in memory.

pub mod actions;
pub mod api;
pub mod colour;
pub mod directory;
pub mod model;
pub mod origin;
pub mod pages;
pub mod site_key;
mod store;
pub mod views;

pub use colour::Colour;
pub use directory::Sites;
pub use model::{LauncherSize, Look, Side, Site, Theme};
pub use origin::Origin;
