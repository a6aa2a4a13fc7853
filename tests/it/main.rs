//! Behaviour, through the front door: a real server on a free port, a real database file.

mod ingest;
mod live;
mod support;
