//! The documentation: of the public API, its OpenAPI document and a page made from it; and of what a page can say to the
//! widget.
//!
//! Everything a developer reads here comes from the code that answers: descriptions are the doc comments of the
//! request objects, examples are their examples. The page loads nothing from elsewhere and needs no script.

mod answers;
pub mod api;
pub mod document;
mod examples;
mod page;
pub mod pages;
mod problems;
mod widget;
