//! What the widget asks for first, and what knows the answer.

mod changes;
mod directory;
mod embedding;
mod hours;
mod init;
mod keys;
mod page_rules;
mod panel;
mod privacy;
mod switches;
