//! The request bodies of the records operations, as the OpenAPI document describes them. `reading.rs` reads them.

use std::collections::BTreeMap;

use poem_openapi::{
    Enum, Object,
    registry::{MetaSchema, MetaSchemaRef},
    types::Example,
};

use crate::contacts::api::AttributeShape;

crate::described_value!(
    /// An amount in major units.
    AmountShape,
    MetaSchema {
        one_of: vec![
            MetaSchemaRef::Inline(Box::new(MetaSchema::new("number"))),
            MetaSchemaRef::Inline(Box::new(MetaSchema {
                pattern: Some("^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?$".to_owned()),
                ..MetaSchema::new("string")
            })),
        ],
        ..MetaSchema::ANY
    }
);

/// What a record is about.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename = "RecordKind", rename_all = "snake_case")]
pub enum KindShape {
    Order,
    Deposit,
    Withdrawal,
    Payment,
    Custom,
}

/// Records of one customer, all or none of which are taken.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PushRecords {
    /// Your own id of the customer. One that we do not know yet becomes a customer without a profile. `"0"` and empty
    /// text are what shops send for guests and are refused (`guest_external_id`).
    #[oai(validator(min_length = 1, max_length = 255))]
    external_id: String,
    /// 1 to 1,000 records. Where one reference stands twice, the later one wins.
    #[oai(validator(min_items = 1, max_items = 1000))]
    records: Vec<PushRecord>,
}

/// One record. Only `kind` and `reference` are required; on a repeat, what you do not send stays as it was.
#[derive(Debug, Object)]
#[oai(example)]
pub struct PushRecord {
    /// What it is about.
    kind: KindShape,
    /// Your own id of it, unique within its kind, on one line. Send it again to update the record.
    #[oai(validator(min_length = 1, max_length = 255))]
    reference: String,
    /// What agents and the customer read. Without one: kind and reference, such as “Deposit DEP-77”.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 200))]
    title: Option<String>,
    /// The amount in major units (`19.99` is 19 dollars and 99 cents), as a number or, safest, as text. May be
    /// negative. It is kept exactly: more decimals than the currency has are refused, but for the dust floating point
    /// leaves in numbers (`19.989999999999998`).
    #[oai(nullable, skip_serializing_if_is_none)]
    amount: Option<AmountShape>,
    /// The amount in whole hundredths of the major unit, in every currency: `1999` is 19.99. Send this or `amount`;
    /// both only if they agree.
    #[oai(nullable, skip_serializing_if_is_none)]
    amount_cents: Option<i64>,
    /// Three letters of ISO 4217. Without one: the currency the record has, for a new one your workspace's own. To
    /// change it, send the amount too.
    #[oai(nullable, skip_serializing_if_is_none, validator(min_length = 3, max_length = 3))]
    currency: Option<String>,
    /// Any word or two. Well-known words are coloured: see “Status colours”.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 64))]
    status: Option<String>,
    /// Where agents find it in your own system; `https` or `http`. Customers do not see it.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_length = 2000))]
    url: Option<String>,
    /// When it happened: RFC 3339, such as `2026-11-21T09:30:00Z`. A date alone, or a time without offset, is read in
    /// your workspace's time zone. Without one: now.
    #[oai(nullable, skip_serializing_if_is_none)]
    occurred_at: Option<String>,
    /// Anything else worth knowing, for agents: as for customers, merged, and `null` removes one.
    #[oai(nullable, skip_serializing_if_is_none, validator(max_properties = 100))]
    attributes: Option<BTreeMap<String, AttributeShape>>,
}

/// Which record to remove.
#[derive(Debug, Object)]
#[oai(example)]
pub struct RemoveRecord {
    /// Your own id of it.
    #[oai(validator(min_length = 1, max_length = 255))]
    reference: String,
    /// Its kind. Needed only where several kinds have this reference.
    #[oai(nullable, skip_serializing_if_is_none)]
    kind: Option<KindShape>,
}

impl Example for PushRecords {
    fn example() -> Self {
        let withdrawal = PushRecord {
            kind: KindShape::Withdrawal,
            reference: "WD-9".to_owned(),
            title: None,
            amount: None,
            amount_cents: Some(2_000),
            currency: Some("USD".to_owned()),
            status: Some("pending".to_owned()),
            url: None,
            occurred_at: None,
            attributes: None,
        };
        Self { external_id: "cust_42".to_owned(), records: vec![PushRecord::example(), withdrawal] }
    }
}

impl Example for PushRecord {
    fn example() -> Self {
        Self {
            kind: KindShape::Deposit,
            reference: "DEP-77".to_owned(),
            title: Some("Deposit by bank transfer".to_owned()),
            amount: Some(AmountShape("19.99".into())),
            amount_cents: None,
            currency: Some("USD".to_owned()),
            status: Some("completed".to_owned()),
            url: Some("https://admin.example.com/deposits/77".to_owned()),
            occurred_at: Some("2026-11-21T09:30:00Z".to_owned()),
            attributes: Some(BTreeMap::from([("method".to_owned(), AttributeShape("SEPA".into()))])),
        }
    }
}

impl Example for RemoveRecord {
    fn example() -> Self {
        Self { reference: "DEP-77".to_owned(), kind: Some(KindShape::Deposit) }
    }
}
