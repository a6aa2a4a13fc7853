//! People the workspace knows.
//!
//! A contact is anyone who wrote or was sent by the business's own server; with an `external_id` it is a *customer*.
//! A profile has a few named fields and up to a hundred attributes of the business's own choosing.
//!
//! **Invariant:** what stands in a profile was said by the business itself (its servers, its tokens, its team) or
//! proved; what a page merely claims is kept with the visitor and never lands here. Every change leaves a line in the
//! `history`, which tells by whose hand it was.

pub mod actions;
pub mod api;
pub mod attributes;
pub mod bulk;
pub mod history;
pub mod joining;
pub mod model;
pub mod naming;
pub mod notes;
pub mod reading;
mod store;
pub mod views;
mod words;
