//! Records of customers, as their business's servers leave them: one customer with very many, and many with a hundred.

use anyhow::{Context, Result};
use deskbell::{
    activity::{
        actions::push,
        model::{PushedRecord, RecordKind, SentAmount},
        moment::Moment,
    },
    base::{Actor, Change, Currency, ids::ContactId, money::Decimal, time::MINUTE},
    contacts::{attributes::AttributeChanges, model::ExternalId},
    db::{Db, Tx},
};

/// Records of the customer who has most.
pub const OF_ONE: usize = 100_000;

/// Records of each other customer.
const OF_OTHERS: usize = 100;

/// Records that one request sends.
const AT_ONCE: usize = 1_000;

/// Makes so many records, and answers the customer who has most.
///
/// # Errors
/// What the library says.
pub async fn make(db: &Db, count: usize) -> Result<String> {
    let of_one = OF_ONE.min(count);
    let mut contact = None;
    for begin in (0..of_one).step_by(AT_ONCE) {
        contact = Some(send(db, "customer", (begin, AT_ONCE)).await?);
    }
    for begin in (of_one..count).step_by(OF_OTHERS) {
        send(db, &format!("other-{begin}"), (begin, OF_OTHERS)).await?;
    }
    Ok(contact.context("no records are wanted")?.to_string())
}

async fn send(db: &Db, customer: &str, (begin, count): (usize, usize)) -> Result<ContactId> {
    let customer = ExternalId::parse(customer).map_err(|error| anyhow::anyhow!("{error}"))?;
    let work = move |tx: &mut Tx<'_>| {
        let records = (begin..begin + count).map(|index| record(tx, index)).collect();
        Ok(push(tx, &Actor::System, &customer, records)?.contact_id)
    };
    Ok(db.write(work).await?)
}

fn record(tx: &Tx<'_>, index: usize) -> PushedRecord {
    let statuses = ["paid", "pending", "refunded", "shipped"];
    let currencies = ["EUR", "USD", "GBP"];
    let minutes = i64::try_from(index).unwrap_or(0) * MINUTE;
    PushedRecord {
        kind: RecordKind::ALL[index % RecordKind::ALL.len()],
        reference: format!("R-{index}"),
        title: Change::Set("Two pots and a fern".to_owned()),
        amount: Change::Set(SentAmount { major: Decimal::from_text("19.99").ok(), hundredths: None }),
        currency: Currency::parse(currencies[index % currencies.len()]),
        status: Change::Set(statuses[index % statuses.len()].to_owned()),
        url: Change::Set(format!("https://shop.example/orders/{index}")),
        occurred_at: Some(Moment::At(tx.now().plus(-minutes))),
        attributes: AttributeChanges::default(),
    }
}
