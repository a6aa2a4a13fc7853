//! Removing one record.

use crate::{
    activity::{
        model::{Record, RecordKind},
        store,
        totals::Tally,
    },
    base::{Actor, Error, Permission, Result, Scope, ids::ContactId},
    db::Tx,
    events::Event,
};

/// Which record is meant.
#[derive(Debug, Clone)]
pub struct WhichRecord {
    pub reference: String,
    /// Needed only where several kinds have this reference.
    pub kind: Option<RecordKind>,
}

/// What was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removed {
    pub contact_id: ContactId,
    pub kind: RecordKind,
}

/// Removes a record for good.
///
/// # Errors
/// `Forbidden` without the scope `records`; `NotFound`; `Conflict` where several kinds have the reference and none was
/// named.
pub fn remove(tx: &mut Tx<'_>, actor: &Actor, which: &WhichRecord) -> Result<Removed> {
    actor.may(Permission::Scope(Scope::Records))?;
    let found = match which.kind {
        Some(kind) => store::find(tx, kind, &which.reference)?.into_iter().collect(),
        None => store::find_all(tx, &which.reference)?,
    };
    let record = only_one(found)?;
    store::delete(tx, &record)?;
    let mut tally = Tally::default();
    tally.take(&record);
    tally.write(tx)?;
    tx.emit(actor, &Event::RecordRemoved { contact_id: record.contact_id, record_id: record.id })?;
    Ok(Removed { contact_id: record.contact_id, kind: record.kind })
}

fn only_one(mut found: Vec<Record>) -> Result<Record> {
    if found.len() > 1 {
        let kinds: Vec<_> = found.iter().map(|record| record.kind.as_str()).collect();
        return Err(Error::Conflict(format!(
            "Several records have this reference: {}. Say which one with “kind”.",
            kinds.join(", ")
        )));
    }
    found.pop().ok_or(Error::NotFound("record"))
}
