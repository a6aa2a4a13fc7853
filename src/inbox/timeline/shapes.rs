//! What a person did, on the wire.

use std::collections::BTreeMap;

use poem_openapi::{Enum, Object};

use super::{
    super::card::shapes::FactView,
    views::{Item, Part, Wanted},
};
use crate::{
    activity::{
        model::{Colour, Record, RecordKind},
        totals::{Group, Sum},
    },
    base::Currency,
    visitors::{tracking::views::Tracked, trail::views::Seen},
};

/// What a person did, newest first: a part of it.
#[derive(Object)]
pub struct ActivityPage {
    pub items: Vec<ActivityItem>,
    /// The cursor of the next part; absent on the last.
    pub next: Option<String>,
}

/// What an item of somebody's activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ActivityKind {
    Order,
    Deposit,
    Withdrawal,
    Payment,
    Custom,
    /// What a page told with `track`.
    Event,
    /// A page of the website that the person was on.
    Page,
}

/// One thing a person did. Fields that its kind has not are absent.
#[derive(Object)]
pub struct ActivityItem {
    /// Unique among the person's items.
    pub id: String,
    pub kind: ActivityKind,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// Never empty.
    pub title: String,
    /// The business's own id of a record.
    pub reference: Option<String>,
    /// In major units, exact: "19.99".
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub status: Option<String>,
    /// Of the status: `green`, `amber`, `red` or `grey`.
    pub colour: Option<String>,
    /// Where a record is found in the business's own system, or the page; http or https.
    pub url: Option<String>,
    /// Attributes of a record, properties of an event.
    pub facts: Vec<FactView>,
}

/// What the records of a kind come to in a currency.
#[derive(Object)]
pub struct ActivityTotal {
    pub kind: ActivityKind,
    /// ISO 4217; absent for records without an amount.
    pub currency: Option<String>,
    /// How many records, those that went wrong left out.
    pub count: i64,
    /// Their sum in major units, exact: "19.99".
    pub amount: Option<String>,
    /// How many went wrong: those whose status is red. They are in neither figure.
    pub failed: i64,
}

impl From<Part> for ActivityPage {
    fn from(part: Part) -> Self {
        let items = part.items.into_iter().map(ActivityItem::from).collect();
        Self { items, next: part.next.map(|place| place.to_string()) }
    }
}

impl From<Item> for ActivityItem {
    fn from(item: Item) -> Self {
        match item {
            Item::Record(record) => (*record).into(),
            Item::Event(number, event) => Self::of_event(number, event),
            Item::Page(number, page) => Self::of_page(number, page),
        }
    }
}

impl From<ActivityKind> for Wanted {
    fn from(kind: ActivityKind) -> Self {
        match kind {
            ActivityKind::Order => Self::Records(RecordKind::Order),
            ActivityKind::Deposit => Self::Records(RecordKind::Deposit),
            ActivityKind::Withdrawal => Self::Records(RecordKind::Withdrawal),
            ActivityKind::Payment => Self::Records(RecordKind::Payment),
            ActivityKind::Custom => Self::Records(RecordKind::Custom),
            ActivityKind::Event => Self::Events,
            ActivityKind::Page => Self::Pages,
        }
    }
}

impl ActivityItem {
    fn of_event(number: i64, event: Tracked) -> Self {
        let title = if event.name.trim().is_empty() { "Event".to_owned() } else { event.name };
        let facts = FactView::all(event.properties);
        Self { facts, ..Self::bare(format!("event-{number}"), ActivityKind::Event, (event.at.as_millis(), title)) }
    }

    fn of_page(number: i64, page: Seen) -> Self {
        let title = page.title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| page.url.clone());
        let item = Self::bare(format!("page-{number}"), ActivityKind::Page, (page.at.as_millis(), title));
        Self { url: Some(page.url), ..item }
    }

    fn bare(id: String, kind: ActivityKind, (at, title): (i64, String)) -> Self {
        Self {
            id,
            kind,
            at,
            title,
            reference: None,
            amount: None,
            currency: None,
            status: None,
            colour: None,
            url: None,
            facts: Vec::new(),
        }
    }
}

impl ActivityTotal {
    /// Totals by kind and currency, those that went wrong apart.
    pub fn all(sums: Vec<(Group, Sum)>) -> Vec<Self> {
        let mut totals: BTreeMap<(RecordKind, Option<Currency>), (Sum, i64)> = BTreeMap::new();
        for (group, sum) in sums {
            let (went, failed) = totals.entry((group.kind, group.currency)).or_default();
            if group.colour == Colour::Red {
                *failed += sum.records;
            } else {
                went.records += sum.records;
                went.minor += sum.minor;
            }
        }
        let total = |((kind, currency), (sum, failed)): ((RecordKind, Option<Currency>), (Sum, i64))| Self {
            kind: kind.into(),
            currency: currency.map(|currency| currency.code().to_owned()),
            count: sum.records,
            amount: currency.map(|currency| currency.major(sum.minor)),
            failed,
        };
        totals.into_iter().map(total).collect()
    }
}

impl From<RecordKind> for ActivityKind {
    fn from(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Order => Self::Order,
            RecordKind::Deposit => Self::Deposit,
            RecordKind::Withdrawal => Self::Withdrawal,
            RecordKind::Payment => Self::Payment,
            RecordKind::Custom => Self::Custom,
        }
    }
}

impl From<Record> for ActivityItem {
    fn from(record: Record) -> Self {
        let facts = record.attributes.iter().map(|(name, value)| (name.to_owned(), value.to_text().into_owned()));
        Self {
            id: record.id.to_string(),
            kind: record.kind.into(),
            at: record.occurred_at.as_millis(),
            title: record.title(),
            amount: record.amount().map(|amount| amount.to_string()),
            currency: record.currency.map(|currency| currency.code().to_owned()),
            colour: record.status.is_some().then(|| record.colour().as_str().to_owned()),
            facts: FactView::all(facts.collect()),
            reference: Some(record.reference),
            status: record.status,
            url: record.url,
        }
    }
}
