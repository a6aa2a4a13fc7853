//! What the widget asks for first, and what knows the answer.

mod changes;
mod directory;
mod hours;
mod init;
mod page_rules;
mod panel;
