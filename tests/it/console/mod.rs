//! The console: what administrators make and change, and what everybody else may not.

mod check;
mod customer_data;
mod developers;
mod hours;
mod identity;
mod imports;
mod install;
mod integrations;
mod keys;
mod launcher;
mod own_replies;
mod permissions;
mod products;
mod profile;
mod rules;
mod security_log;
mod site_keys;
mod sites;
mod tester;
mod work;
mod workspace;
