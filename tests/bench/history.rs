//! A business with a history: customers, one of whom has bought very often, and all that they bought.

use std::ops::Range;

use anyhow::{Context, Result};
use deskbell::{
    activity::{
        self,
        model::{PushedRecord, RecordKind, SentAmount},
        moment::Moment,
    },
    base::{Actor, Change, Currency, Scope, Scopes, Timestamp, ids::ContactId, money::Decimal},
    contacts::{self, attributes::AttributeChanges, model::ExternalId},
    db::{Db, Tx},
};

/// Customers beside the one who has bought very often.
pub const CUSTOMERS: usize = 9_000;

/// The one who has.
pub const REGULAR: &str = "the regular";

/// Records in one transaction.
const BATCH: usize = 1_000;

/// One record in a minute, back from now.
const MINUTE_MS: i64 = 60_000;

/// How many records there are to be.
#[derive(Clone, Copy)]
pub struct Bought {
    /// Of the one who has bought very often.
    pub regular: usize,
    /// Of all others together.
    pub others: usize,
}

/// What another customer is called, by number.
pub fn name(number: usize) -> String {
    format!("customer-{}", number % CUSTOMERS)
}

/// Makes the customers and their records, through the actions that the API calls.
///
/// # Errors
/// What the library says.
pub async fn make(db: &Db, bought: Bought) -> Result<ContactId> {
    let actor = db.write(|tx| Ok(server_of_the_business(tx))).await?;
    for begin in (0..CUSTOMERS).step_by(BATCH) {
        let actor = actor.clone();
        let work = move |tx: &mut Tx<'_>| {
            for number in begin..CUSTOMERS.min(begin + BATCH) {
                contacts::actions::find_or_create_customer(tx, &actor, &external_id(&name(number))?)?;
            }
            Ok(())
        };
        db.write(work).await?;
    }
    let regular = push(db, &actor, (REGULAR.to_owned(), 0..bought.regular)).await?;
    let each = bought.others.div_ceil(CUSTOMERS);
    for number in 0..CUSTOMERS {
        let begin = number * each;
        let those = begin.min(bought.others)..(begin + each).min(bought.others);
        if !those.is_empty() {
            push(db, &actor, (name(number), those.start + bought.regular..those.end + bought.regular)).await?;
        }
    }
    Ok(regular)
}

fn server_of_the_business(tx: &Tx<'_>) -> Actor {
    Actor::ApiKey { id: tx.new_id(), scopes: Scopes::new([Scope::Identify, Scope::Records]) }
}

/// Sends what a customer bought; at least one record.
async fn push(db: &Db, actor: &Actor, (customer, numbers): (String, Range<usize>)) -> Result<ContactId> {
    let mut contact = None;
    for begin in numbers.clone().step_by(BATCH) {
        let (actor, customer, end) = (actor.clone(), customer.clone(), numbers.end.min(begin + BATCH));
        let work = move |tx: &mut Tx<'_>| {
            let now = tx.now();
            let records = (begin..end).map(|number| record(number, now)).collect();
            activity::actions::push(tx, &actor, &external_id(&customer)?, records)
        };
        contact = Some(db.write(work).await?.contact_id);
    }
    contact.with_context(|| format!("{customer} has bought nothing"))
}

fn external_id(text: &str) -> deskbell::base::Result<ExternalId> {
    ExternalId::parse(text).map_err(|_| deskbell::base::Error::internal("a customer's id does not fit"))
}

fn record(number: usize, now: Timestamp) -> PushedRecord {
    let (kind, word, status) = match number % 8 {
        0 => (RecordKind::Payment, "Payment", "paid"),
        1 => (RecordKind::Deposit, "Deposit", "pending"),
        2 => (RecordKind::Order, "Order", "refunded"),
        _ => (RecordKind::Order, "Order", "completed"),
    };
    let major = Decimal::from_number(&format!("{}.{:02}", 10 + number % 90, number % 100)).ok();
    PushedRecord {
        kind,
        reference: format!("A-{number:07}"),
        title: Change::Set(format!("{word} A-{number:07}")),
        amount: Change::Set(SentAmount { major, hundredths: None }),
        currency: Currency::parse(if number.is_multiple_of(5) { "USD" } else { "EUR" }),
        status: Change::Set(status.to_owned()),
        url: Change::Set(format!("https://shop.example/orders/{number}")),
        occurred_at: Some(Moment::At(now.plus(-MINUTE_MS * i64::try_from(number).unwrap_or(0)))),
        attributes: AttributeChanges::default(),
    }
}
