//! What every inbox keeps a copy of: colleagues, teams, tags, sites, saved views.

pub mod api;
mod views;
