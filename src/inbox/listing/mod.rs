//! The list: its views by their keys, its pages, how many conversations each view holds.

pub mod api;
mod counts;
mod keys;
