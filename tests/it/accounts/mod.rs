//! Claiming, signing in and out, and what other sites cannot do.

mod claiming;
mod cross_site;
mod pictures;
mod reset;
mod sessions;
mod sign_in;
