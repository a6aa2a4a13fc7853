//! Browsers that have acted in the widget.
//!
//! A visitor is made at the first act, with a token that only this browser holds, and belongs to one contact. What
//! its pages say without proof is kept as claims, apart from the contact's profile. A visitor that has proved to
//! be a customer belongs to that customer's contact, until the proof lapses.
//!
//! **Invariant:** whoever reads as a visitor sees what `VisitorActor::may_see` allows and nothing else: with proof what
//! belongs to the contact, without it what was said in that very browser, also where agents have merged the contact
//! into a customer. A token whose proof has lapsed opens nothing.

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
