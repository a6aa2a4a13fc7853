//! The documentation, held against the server that it describes: its document, its page, its examples and its snippets.

mod document;
mod examples;
mod schema;
mod seed;
mod shop;
mod snippets;
