mod full_disk;
mod kill;
mod ledger;
mod migrations;
mod start;
mod stubborn;
mod writer;
