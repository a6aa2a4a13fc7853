//! Browsers that have acted in the widget.
//!
//! A visitor is made at the first act, with a token that only this browser holds, and belongs to one contact. What
//! its pages say without proof is kept as claims, apart from the contact's profile. A visitor that has proved to
//! be a customer belongs to that customer's contact, until the proof lapses.
//!
//! **Invariant:** whoever reads as a visitor sees what belongs to `VisitorActor::contact` and nothing else; a token
//! whose proof has lapsed opens nothing.

pub mod actions;
pub mod api;
pub mod challenge;
pub mod known;
pub mod model;
mod store;
pub mod tokens;
pub mod tracking;
pub mod trail;
pub mod views;
