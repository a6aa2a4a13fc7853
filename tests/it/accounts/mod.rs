//! Claiming, signing in and out, and what other sites cannot do.

mod audit;
mod claiming;
mod cross_site;
mod fresh_proof;
mod gone;
mod invitations;
mod matrix;
mod members;
mod pictures;
mod proven_deeds;
mod reset;
mod sessions;
mod sign_in;
mod two_factor;
