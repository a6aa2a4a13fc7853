#![doc = include_str!("ARCHITECTURE.md")]

// What the rest stands on, lowest first.
pub mod base;
pub mod config;
pub mod db;
pub mod events;
pub mod jobs;

pub mod http;

// Features: each may use those above it.
pub mod accounts;
pub mod api_keys;
pub mod settings;
pub mod sites;
pub mod contacts;
pub mod visitors;
pub mod activity;
pub mod conversations;
pub mod people;
pub mod inbox;

// Reactors: they follow the log; nobody above uses them.
pub mod live;
pub mod housekeeping;

// What people and programs reach it by.
pub mod console;
pub mod docs;
pub mod routes;
pub mod app;
pub mod cli;
