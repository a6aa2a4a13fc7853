//! What the widget asks for first, and what knows the answer.

mod directory;
mod init;
mod panel;
