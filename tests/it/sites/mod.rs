//! What the widget asks for first.

mod init;
mod panel;
