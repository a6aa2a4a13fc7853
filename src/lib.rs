#![doc = include_str!("ARCHITECTURE.md")]

pub mod base;
pub mod db;
pub mod events;
pub mod http;
pub mod jobs;

pub mod api_keys;
pub mod contacts;
pub mod activity;
pub mod docs;
