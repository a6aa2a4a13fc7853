//! Two contacts that agents know to be one person: shown side by side, made one, and parted again within thirty days.
//!
//! A claim is never a reason; only an agent decides, and sees before what wins and what goes. Two customers are never
//! made one: the business's own servers know them as two people.
//!
//! **Invariant:** an agent's word is no proof. A browser that is put to a customer by a merge sees no more than before
//! (`VisitorActor::may_see`), and one that has proved who it is does not go back with an undo.

pub mod actions;
pub mod model;
pub mod plan;
mod store;
pub mod undoing;
pub mod views;
