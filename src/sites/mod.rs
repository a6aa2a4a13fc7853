//! A site: one installation of the widget on one website or brand, with its public app id, the origins that may
//! embed it, and everything that shapes its widget: look, texts, features, page rules, opening hours. A workspace has
//! one at first.
//!
//! The app id is public and names a site; the list of origins keeps other websites from *embedding* it. Neither
//! proves who a visitor is. **Invariants:** a made-up app id costs no query: all sites are held in memory; the start
//! document of a site is never larger than 1 KB: a change that would make it so is refused.

pub mod actions;
pub mod api;
pub mod colour;
pub mod context;
pub mod directory;
pub mod features;
pub mod hours;
pub mod hours_rules;
pub mod keys;
mod launcher_words;
pub mod look;
pub mod model;
pub mod origin;
pub mod page_rules;
pub mod pages;
pub mod privacy;
pub mod shapes;
pub mod sightings;
pub mod site_key;
mod store;
mod stored;
pub mod texts;
pub mod views;
mod words;

pub use actions::{Edition, Section};
pub use colour::Colour;
pub use context::ContextField;
pub use directory::Sites;
pub use features::{AskContact, Features, Purpose};
pub use hours::Hours;
pub use look::{Icon, LauncherSize, Look, Side, Theme};
pub use model::Site;
pub use origin::Origin;
pub use page_rules::PageRule;
pub use texts::{Locale, Texts, TextsByLocale};
