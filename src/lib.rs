#![doc = include_str!("ARCHITECTURE.md")]

pub mod accounts;
pub mod base;
pub mod config;
pub mod db;
pub mod events;
pub mod jobs;

pub mod http;

pub mod settings;
pub mod sites;
pub mod visitors;
pub mod conversations;
pub mod api_keys;
pub mod contacts;
pub mod activity;
