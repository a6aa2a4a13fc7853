//! A customer as a whole, for the business's own servers: read back what is known, and erase it.
//!
//! Reading back gives what the business itself has sent. Erasing forgets everything that is known of the person, in
//! steps that never hold the writer for long; one that ends half-way is finished by the same request again.
//!
//! **Invariant:** the profile goes last and in one transaction with the event, when nothing else is left: whoever is
//! half erased is still found by its id.

pub mod actions;
pub mod api;
pub mod erasing;
pub mod shapes;
mod store;
pub mod views;
