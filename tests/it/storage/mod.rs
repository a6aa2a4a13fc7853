mod kill;
mod ledger;
mod start;
mod stubborn;
