#![doc = include_str!("ARCHITECTURE.md")]

// What the rest stands on, lowest first.
pub mod base;
pub mod config;
pub mod db;
pub mod events;
pub mod jobs;
pub mod net;
pub mod rich_text;

pub mod http;

// Features: each may use those above it.
pub mod accounts;
pub mod activity;
pub mod api_keys;
pub mod audit;
pub mod contacts;
pub mod conversations;
pub mod files;
pub mod inbox;
pub mod notifications;
pub mod people;
pub mod pictures;
pub mod products;
pub mod replies;
pub mod saved_views;
pub mod search;
pub mod settings;
pub mod sites;
pub mod tags;
pub mod teams;
pub mod transfer;
pub mod visitors;

// Reactors: they follow the log; nobody above uses them.
pub mod housekeeping;
pub mod live;

// What people and programs reach it by.
pub mod app;
pub mod cli;
pub mod console;
pub mod docs;
pub mod handles;
pub mod routes;
