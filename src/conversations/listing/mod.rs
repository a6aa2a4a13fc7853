//! Lists of conversations as agents see them: which belong to one, in which order, page by page.
//!
//! Every list walks an index in its own order and stops as soon as a page is full. What no index answers is looked at
//! row by row, and only so many rows for each request: a page may then hold few or none, and still name the next.

mod conditions;
pub mod model;
pub mod shapes;
pub mod views;
mod walks;
