//! A customer as a whole, and what came of erasing one, on the wire.

use std::collections::BTreeMap;

use poem_openapi::{Object, types::Example};

use super::{
    actions::Counts,
    api::{cursor_example, external_id_example},
    erasing::{Erased, Remains},
    views::Known,
};
use crate::{
    activity::model::Record,
    contacts::{
        api::AttributeShape,
        attributes::{AttributeValue, Attributes},
        model::Contact,
    },
};

/// Digits of a number that every reader of JSON keeps.
const SAFE_DIGITS: usize = 15;

/// A customer with a part of its records.
#[derive(Debug, Object)]
#[oai(example)]
pub struct CustomerPage {
    /// Who it is.
    pub customer: CustomerView,
    /// Its records, newest first by when they happened.
    pub records: Vec<RecordView>,
    /// Send it as `cursor` for the part after this one; `null` on the last.
    #[oai(nullable)]
    pub next: Option<String>,
}

/// A customer as you told it.
#[derive(Debug, Object)]
#[oai(example)]
pub struct CustomerView {
    /// Our id of the customer. It never changes.
    pub id: String,
    /// Your own id of the customer.
    pub external_id: String,
    /// The name agents see.
    #[oai(nullable)]
    pub name: Option<String>,
    /// An e-mail address, in lower case.
    #[oai(nullable)]
    pub email: Option<String>,
    /// The name your customer signs in with.
    #[oai(nullable)]
    pub username: Option<String>,
    /// A phone number.
    #[oai(nullable)]
    pub phone: Option<String>,
    /// A postal address.
    #[oai(nullable)]
    pub address: Option<String>,
    /// The address of a picture.
    #[oai(nullable)]
    pub avatar_url: Option<String>,
    /// Everything else you told: text, numbers, true or false by name. A number of more than 15 digits comes as text,
    /// so that none is lost.
    pub attributes: BTreeMap<String, AttributeShape>,
    /// When it became known, in RFC 3339 and UTC.
    pub created_at: String,
    /// When the profile last changed, in RFC 3339 and UTC.
    pub updated_at: String,
}

/// A record as you sent it.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RecordView {
    /// `order`, `deposit`, `withdrawal`, `payment` or `custom`.
    pub kind: String,
    /// Your own id of it.
    pub reference: String,
    /// What agents and the customer read; without one of yours: kind and reference.
    pub title: String,
    /// In major units, exact, with all decimals of the currency.
    #[oai(nullable)]
    pub amount: Option<String>,
    /// Three letters of ISO 4217.
    #[oai(nullable)]
    pub currency: Option<String>,
    /// The word you sent.
    #[oai(nullable)]
    pub status: Option<String>,
    /// How the status is coloured: `green`, `amber`, `red` or `grey`.
    pub colour: String,
    /// Where agents find it in your own system.
    #[oai(nullable)]
    pub url: Option<String>,
    /// When it happened, in RFC 3339 and UTC.
    pub occurred_at: String,
    /// Anything else you told of it.
    pub attributes: BTreeMap<String, AttributeShape>,
    /// When it last changed here, in RFC 3339 and UTC.
    pub updated_at: String,
}

/// What came of erasing.
#[derive(Debug, Object)]
#[oai(example)]
pub struct ErasedView {
    /// How much was erased.
    pub erased: ErasedCounts,
    /// What is still there, and until when.
    pub remains: Vec<RemainsView>,
}

/// How many of each were erased.
#[derive(Debug, Object)]
#[oai(example)]
pub struct ErasedCounts {
    /// Conversations.
    pub conversations: u64,
    /// Messages in them.
    pub messages: u64,
    /// Files, sent or only uploaded.
    pub files: u64,
    /// Records.
    pub records: u64,
    /// Events that pages told.
    pub events: u64,
    /// Pages that the customer was on.
    pub pages: u64,
    /// Browsers of the customer.
    pub visitors: u64,
    /// Prepared sessions.
    pub sessions: u64,
}

/// Something that is still there.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RemainsView {
    /// What it is, in a sentence.
    pub what: String,
    /// Until when at the latest, in RFC 3339 and UTC; `null` where that is in your hands, as the sentence says.
    #[oai(nullable)]
    pub until: Option<String>,
}

impl From<Known> for CustomerPage {
    fn from(known: Known) -> Self {
        Self {
            customer: known.contact.into(),
            records: known.records.into_iter().map(RecordView::from).collect(),
            next: known.next.map(|cursor| cursor.to_string()),
        }
    }
}

impl From<Contact> for CustomerView {
    fn from(contact: Contact) -> Self {
        let Contact { id, external_id, profile, created_at, updated_at } = contact;
        Self {
            id: id.to_string(),
            external_id: external_id.map(|id| id.as_str().to_owned()).unwrap_or_default(),
            name: profile.name,
            email: profile.email,
            username: profile.username,
            phone: profile.phone,
            address: profile.address,
            avatar_url: profile.avatar_url,
            attributes: attributes(&profile.attributes),
            created_at: created_at.to_rfc3339(),
            updated_at: updated_at.to_rfc3339(),
        }
    }
}

impl From<Record> for RecordView {
    fn from(record: Record) -> Self {
        Self {
            kind: record.kind.as_str().to_owned(),
            title: record.title(),
            amount: record.amount().map(|amount| amount.to_string()),
            currency: record.currency.map(|currency| currency.code().to_owned()),
            colour: record.colour().as_str().to_owned(),
            attributes: attributes(&record.attributes),
            occurred_at: record.occurred_at.to_rfc3339(),
            updated_at: record.updated_at.to_rfc3339(),
            reference: record.reference,
            status: record.status,
            url: record.url,
        }
    }
}

fn attributes(attributes: &Attributes) -> BTreeMap<String, AttributeShape> {
    let value = |value: &AttributeValue| match value {
        AttributeValue::Text(text) => text.as_str().into(),
        AttributeValue::Boolean(value) => (*value).into(),
        AttributeValue::Number(text) => number(text),
    };
    attributes.iter().map(|(name, said)| (name.to_owned(), AttributeShape(value(said)))).collect()
}

/// A number where it survives the way, else its text.
fn number(text: &str) -> serde_json::Value {
    let digits = text.split(['e', 'E']).next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
    let number = serde_json::from_str::<serde_json::Number>(text).ok().filter(|_| digits <= SAFE_DIGITS);
    number.map_or_else(|| text.into(), serde_json::Value::Number)
}

impl From<Erased> for ErasedView {
    fn from(erased: Erased) -> Self {
        Self { erased: erased.counts.into(), remains: erased.remains.into_iter().map(RemainsView::from).collect() }
    }
}

impl From<Counts> for ErasedCounts {
    fn from(counts: Counts) -> Self {
        let count = |count: usize| count as u64;
        Self {
            conversations: count(counts.conversations),
            messages: count(counts.messages),
            files: count(counts.files),
            records: count(counts.records),
            events: count(counts.events),
            pages: count(counts.pages),
            visitors: count(counts.visitors),
            sessions: count(counts.sessions),
        }
    }
}

impl From<Remains> for RemainsView {
    fn from(remains: Remains) -> Self {
        Self { what: remains.what, until: remains.until.map(|at| at.to_rfc3339()) }
    }
}

impl Example for CustomerPage {
    fn example() -> Self {
        Self { customer: CustomerView::example(), records: vec![RecordView::example()], next: cursor_example() }
    }
}

impl Example for CustomerView {
    fn example() -> Self {
        let text = |text: &str| Some(text.to_owned());
        Self {
            id: "con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".to_owned(),
            external_id: external_id_example(),
            name: text("Jordan Lee"),
            email: text("jordan@example.com"),
            username: text("jlee"),
            phone: text("+44 7700 900123"),
            address: text("12 King St, London"),
            avatar_url: text("https://cdn.example.com/u/42.png"),
            attributes: BTreeMap::from([("vip_tier".to_owned(), AttributeShape("Gold".into()))]),
            created_at: "2026-11-20T08:00:00.000Z".to_owned(),
            updated_at: "2026-11-21T09:30:00.000Z".to_owned(),
        }
    }
}

impl Example for RecordView {
    fn example() -> Self {
        Self {
            kind: "deposit".to_owned(),
            reference: "DEP-77".to_owned(),
            title: "Deposit by bank transfer".to_owned(),
            amount: Some("19.99".to_owned()),
            currency: Some("USD".to_owned()),
            status: Some("completed".to_owned()),
            colour: "green".to_owned(),
            url: Some("https://admin.example.com/deposits/77".to_owned()),
            occurred_at: "2026-11-21T09:30:00.000Z".to_owned(),
            attributes: BTreeMap::from([("method".to_owned(), AttributeShape("SEPA".into()))]),
            updated_at: "2026-11-21T09:30:02.000Z".to_owned(),
        }
    }
}

impl Example for ErasedView {
    fn example() -> Self {
        Self { erased: ErasedCounts::example(), remains: vec![RemainsView::example()] }
    }
}

impl Example for ErasedCounts {
    fn example() -> Self {
        Counts {
            conversations: 2,
            messages: 31,
            files: 3,
            records: 12,
            events: 40,
            pages: 87,
            visitors: 2,
            sessions: 0,
        }
        .into()
    }
}

impl Example for RemainsView {
    fn example() -> Self {
        let what =
            "Our own ids of the customer, its browsers and conversations in the log of events, without any content.";
        Self { what: what.to_owned(), until: Some("2027-02-19T09:30:00.000Z".to_owned()) }
    }
}
