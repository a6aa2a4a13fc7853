//! What the records of each contact come to: how many, and their sum, by kind, currency and colour of the status.
//!
//! Kept in the transaction of every change, so that a card opens as quickly with a hundred thousand records as with
//! ten. A request gathers what it changes and writes it once.
//!
//! **Invariant:** a contact has either no line here, and is counted when it is asked for, or lines that a count of its
//! records would give.

mod store;
pub mod views;

use std::collections::BTreeMap;

use super::model::{Colour, Record, RecordKind};
use crate::{
    base::{Currency, Result, ids::ContactId},
    db::Tx,
};

/// Contacts that are looked at in one transaction of [`count_some`].
const AT_ONCE: u32 = 100;

/// What is summed up together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub kind: RecordKind,
    /// Absent where the records have no amount.
    pub currency: Option<Currency>,
    pub colour: Colour,
}

/// How many records, and their sum in minor units: a sum may exceed 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    pub records: i64,
    pub minor: i128,
}

/// What a request changes, gathered.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<ContactId, BTreeMap<Group, Sum>>);

impl Group {
    /// Where a record is counted.
    pub fn of(record: &Record) -> Self {
        let currency = record.amount().map(|amount| amount.currency);
        Self { kind: record.kind, currency, colour: record.colour() }
    }
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.records += other.records;
        self.minor += other.minor;
    }
}

impl Tally {
    /// A record that is there from now on.
    pub fn add(&mut self, record: &Record) {
        self.count(record, 1);
    }

    /// A record that is not there any more, as it was.
    pub fn take(&mut self, record: &Record) {
        self.count(record, -1);
    }

    fn count(&mut self, record: &Record, times: i64) {
        let minor = i128::from(times) * i128::from(record.amount_minor.unwrap_or(0));
        let sums = self.0.entry(record.contact_id).or_default();
        sums.entry(Group::of(record)).or_default().add(Sum { records: times, minor });
    }

    /// Writes what was gathered. Call it when the records themselves are written: a contact that was never counted is
    /// counted now.
    ///
    /// # Errors
    /// `Internal` only.
    pub fn write(self, tx: &Tx<'_>) -> Result<()> {
        for (contact, sums) in self.0 {
            if !views::is_counted(tx, contact)? {
                count(tx, contact)?;
                continue;
            }
            for (group, change) in sums.into_iter().filter(|(_, change)| *change != Sum::default()) {
                let mut sum = store::sum(tx, contact, group)?;
                sum.add(change);
                store::set(tx, contact, (group, sum))?;
            }
        }
        Ok(())
    }
}

/// Counts up to a hundred contacts after `after` that have records and were never counted, as an older version left
/// them; answers where to go on, and `None` where all are counted.
///
/// # Errors
/// `Internal` only.
pub fn count_some(tx: &Tx<'_>, mut after: Option<ContactId>) -> Result<Option<ContactId>> {
    for _ in 0..AT_ONCE {
        let Some(contact) = views::next_with_records(tx, after)? else { return Ok(None) };
        after = Some(contact);
        if !views::is_counted(tx, contact)? {
            count(tx, contact)?;
            // One at a time: it may be a contact of a hundred thousand records.
            return Ok(after);
        }
    }
    Ok(after)
}

/// Forgets what the records of a contact come to.
///
/// # Errors
/// `Internal` only.
pub fn forget(tx: &Tx<'_>, contact: ContactId) -> Result<()> {
    store::delete_of(tx, contact)
}

fn count(tx: &Tx<'_>, contact: ContactId) -> Result<()> {
    for line in views::recount(tx, contact)? {
        store::set(tx, contact, line)?;
    }
    Ok(())
}
