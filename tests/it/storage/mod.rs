mod full_disk;
mod kill;
pub mod ledger;
mod migrations;
mod start;
mod stubborn;
mod upgrade;
mod writer;
