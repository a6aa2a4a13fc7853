//! Behaviour, through the front door: a real server on a free port, a real database file.

mod accounts;
mod architecture;
mod cli;
mod console;
mod files;
mod ingest;
mod live;
mod net;
mod people;
mod sites;
mod storage;
mod support;
mod web;
