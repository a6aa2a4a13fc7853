//! Contacts out of a table that an administrator has uploaded.
//!
//! The file waits in the database until somebody has said what each column is; then all of its rows become contacts, or
//! none.
//!
//! **Invariants:** a wrong row stores nothing of any other; repeating an import changes nothing.

pub mod actions;
pub mod mapping;
pub mod rows;
mod store;
pub mod table;
pub mod views;
