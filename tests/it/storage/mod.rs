mod full_disk;
mod kill;
mod ledger;
mod start;
mod stubborn;
