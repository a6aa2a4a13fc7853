//! Settings pages.

mod developers;
mod install;
