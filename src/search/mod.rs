//! One index over messages, notes, people and records, kept in the transaction of each change.
