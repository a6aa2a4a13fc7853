#![doc = include_str!("ARCHITECTURE.md")]

pub mod accounts;
pub mod base;
pub mod cli;
pub mod console;
pub mod db;
pub mod events;
pub mod http;
pub mod jobs;
pub mod settings;
pub mod sites;
