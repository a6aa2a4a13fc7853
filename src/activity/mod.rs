//! What a customer's business sends about them: orders, deposits, withdrawals, payments and whatever else.
//!
//! A record is known by its kind and its `reference`; posting it again changes the fields sent, and the last accepted
//! request wins. Agents see records beside the conversation, newest first; a verified customer sees its own.
//!
//! **Invariants:** amounts are exact in their currency's minor units; a request is taken whole or not at all; a record
//! belongs to one customer, and moving it tells both.

pub mod actions;
pub mod api;
pub mod model;
pub mod moment;
pub mod panel;
pub mod reading;
mod store;
pub mod totals;
pub mod views;
