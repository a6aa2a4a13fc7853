//! Deskbell from outside: through its front doors.

mod ingest;
mod support;
