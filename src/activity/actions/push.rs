//! Creating and updating records, many at once.

use std::collections::BTreeSet;

use crate::{
    activity::{
        model::{PushedRecord, Record, WrongAmount},
        store,
        totals::Tally,
        views::{self, Customs},
    },
    base::{
        Actor, Change, Currency, Error, FieldErrors, Permission, Result, Scope,
        ids::{ContactId, RecordId},
    },
    contacts::{self, attributes::Attributes, model::ExternalId},
    db::Tx,
    events::Event,
};

/// What became of the records of one request. Each is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pushed {
    pub contact_id: ContactId,
    pub created: u32,
    pub updated: u32,
    /// Belonged to another customer until now.
    pub moved: u32,
    pub unchanged: u32,
}

/// What a request does beside the records themselves.
#[derive(Default)]
struct Changes {
    /// Records that left another customer.
    left: BTreeSet<(ContactId, RecordId)>,
    tally: Tally,
}

/// A wrong field of one record.
struct WrongField {
    field: &'static str,
    detail: String,
}

/// Creates or updates records of the customer `external_id`, all or none. What was not sent stays; sending the same
/// again changes nothing.
///
/// # Errors
/// `Forbidden` without the scope `records`; `Invalid` naming each amount that cannot be kept.
pub fn push(tx: &mut Tx<'_>, actor: &Actor, external_id: &ExternalId, records: Vec<PushedRecord>) -> Result<Pushed> {
    actor.may(Permission::Scope(Scope::Records))?;
    let customs = views::customs(tx)?;
    let (contact_id, _) = contacts::actions::find_or_create_customer(tx, actor, external_id)?;
    let mut pushed = Pushed { contact_id, created: 0, updated: 0, moved: 0, unchanged: 0 };
    let mut errors = FieldErrors::new();
    let mut changes = Changes::default();
    for (index, sent) in records.into_iter().enumerate() {
        let before = store::find(tx, sent.kind, &sent.reference)?;
        let draft = before.clone().unwrap_or_else(|| blank(tx, contact_id, &sent));
        let after = match apply(draft, sent, &customs) {
            Ok(record) => Record { contact_id, ..record },
            Err(wrong) => {
                let named = wrong.into_iter().map(|wrong| (format!("/records/{index}/{}", wrong.field), wrong.detail));
                named.for_each(|(pointer, detail)| errors.add(pointer, detail));
                continue;
            }
        };
        // Also after a wrong one: a later record may build on this, and the error takes all of it back.
        keep(tx, (before, after), &mut pushed, &mut changes)?;
    }
    errors.or(())?;
    changes.tally.write(tx)?;
    tell(tx, actor, &pushed, changes.left)?;
    Ok(pushed)
}

/// A record of which nothing is known but what it is.
fn blank(tx: &Tx<'_>, contact_id: ContactId, sent: &PushedRecord) -> Record {
    Record {
        id: tx.new_id(),
        contact_id,
        kind: sent.kind,
        reference: sent.reference.clone(),
        given_title: None,
        amount_minor: None,
        currency: None,
        status: None,
        url: None,
        occurred_at: tx.now(),
        attributes: Attributes::default(),
        created_at: tx.now(),
        updated_at: tx.now(),
    }
}

/// The record after what was sent, or each field of it that cannot be kept.
fn apply(mut record: Record, sent: PushedRecord, customs: &Customs) -> Result<Record, Vec<WrongField>> {
    let mut wrong: Vec<_> =
        apply_amount(&mut record, sent.amount, sent.currency, customs.currency).err().into_iter().collect();
    record.given_title = sent.title.apply(record.given_title);
    record.status = sent.status.apply(record.status);
    record.url = sent.url.apply(record.url);
    if let Some(moment) = sent.occurred_at {
        record.occurred_at = moment.in_zone(&customs.time_zone);
    }
    let merged = record.attributes.merge(sent.attributes);
    wrong.extend(merged.err().map(|detail| WrongField { field: "attributes", detail }));
    if wrong.is_empty() { Ok(record) } else { Err(wrong) }
}

/// Sets amount and currency together: minor units mean nothing without their currency.
fn apply_amount(
    record: &mut Record,
    amount: Change<crate::activity::model::SentAmount>,
    currency: Option<Currency>,
    own: Currency,
) -> Result<(), WrongField> {
    let becomes = currency.or(record.currency);
    match amount {
        Change::Leave => {
            if record.amount_minor.is_some() && becomes != record.currency {
                let detail =
                    "This record has an amount in another currency. Send the amount together with the currency.";
                return Err(WrongField { field: "currency", detail: detail.to_owned() });
            }
            record.currency = becomes;
        }
        Change::Clear => {
            record.amount_minor = None;
            record.currency = becomes;
        }
        Change::Set(sent) => {
            let wrong = |WrongAmount { field, detail }| WrongField { field, detail };
            let amount = sent.in_currency(becomes.unwrap_or(own)).map_err(wrong)?;
            record.amount_minor = amount.map(|amount| amount.minor);
            record.currency = amount.map(|amount| amount.currency).or(becomes);
        }
    }
    Ok(())
}

/// Writes what differs, and counts.
fn keep(
    tx: &Tx<'_>,
    (before, after): (Option<Record>, Record),
    pushed: &mut Pushed,
    changes: &mut Changes,
) -> Result<()> {
    match before {
        None => {
            store::insert(tx, &after)?;
            changes.tally.add(&after);
            pushed.created += 1;
        }
        Some(before) if before == after => pushed.unchanged += 1,
        Some(before) => {
            store::update(tx, &after)?;
            changes.tally.take(&before);
            changes.tally.add(&after);
            if before.contact_id == after.contact_id {
                pushed.updated += 1;
            } else {
                pushed.moved += 1;
                changes.left.insert((before.contact_id, before.id));
            }
        }
    }
    Ok(())
}

/// One event for the customer, and one for each record that left another.
fn tell(tx: &mut Tx<'_>, actor: &Actor, pushed: &Pushed, left: BTreeSet<(ContactId, RecordId)>) -> Result<(), Error> {
    for (contact_id, record_id) in left {
        tx.emit(actor, &Event::RecordRemoved { contact_id, record_id })?;
    }
    let count = pushed.created + pushed.updated + pushed.moved;
    if count > 0 {
        tx.emit(actor, &Event::RecordsPushed { contact_id: pushed.contact_id, count })?;
    }
    Ok(())
}
