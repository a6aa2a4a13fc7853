//! Words that conversations are sorted by.
