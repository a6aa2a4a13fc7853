//! Saved replies and macros.
