//! Claiming, signing in and out, and what other sites cannot do.

mod audit;
mod claiming;
mod cross_site;
mod gone;
mod invitations;
mod matrix;
mod members;
mod pictures;
mod reset;
mod sessions;
mod sign_in;
mod two_factor;
