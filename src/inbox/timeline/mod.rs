//! What somebody did, newest first: records of the business, what pages told, and the pages themselves, in one order.
//!
//! **Invariant:** the order is total (time, then source, then row), and a cursor is a place in it. However many items
//! share a millisecond, each comes once.

pub mod cursor;
pub mod shapes;
pub mod views;
