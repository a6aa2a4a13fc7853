//! What goes in and out in bulk: tables of contacts in, everything a workspace holds out.

pub mod exports;
pub mod imports;
