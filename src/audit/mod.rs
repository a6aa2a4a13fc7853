//! Acts that matter for security: who did what, when and from where. Lines are added and never changed.
