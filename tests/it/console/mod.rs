//! Settings pages.

mod install;
