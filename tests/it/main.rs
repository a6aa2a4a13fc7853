//! Behaviour, through the front door: a real server on a free port, a real database file.

mod live;
mod support;
