//! Records as they stand in JSON.

use super::{
    actions::WhichRecord,
    model::{MAX_REFERENCE, MAX_STATUS, MAX_TITLE, PushedRecord, RecordKind, SaidOfAmount, SentAmount},
    moment::Moment,
};
use crate::{
    base::{
        Change, FieldErrors,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
        money::Decimal,
    },
    contacts::{
        attributes::AttributeChanges,
        model::ExternalId,
        reading::{empty_clears, line, web_address},
    },
};

/// The most records of one request.
pub const MAX_RECORDS: usize = 1_000;

/// Records of one customer.
pub struct NewRecords {
    pub external_id: ExternalId,
    pub records: Vec<PushedRecord>,
}

/// A request with records as it was sent, right or wrong.
pub struct SentRecords(pub Result<NewRecords, WrongRecords>);

/// A request in which fields are wrong, and what can only be checked beside the database.
pub struct WrongRecords {
    /// The problem type of its own, if there is one.
    pub problem: Option<&'static str>,
    pub errors: FieldErrors,
    /// One for each record, in order.
    pub amounts: Vec<SaidOfAmount>,
}

/// One record as it was sent; without `record` where it cannot be read.
#[derive(Default)]
struct SentRecord {
    record: Option<PushedRecord>,
    amount: SaidOfAmount,
}

impl ReadJson for SentRecords {
    /// Always answers: what is wrong is part of the value.
    fn read_json(json: Json<'_>, place: &Place<'_>, _: &mut Wrong) -> Option<Self> {
        let mut wrong = Wrong::default();
        let (external_id, sent) = read_request(json, place, &mut wrong).unwrap_or_default();
        let (problem, errors) = wrong.into_parts();
        let (records, amounts): (Vec<_>, Vec<_>) = sent.into_iter().map(|sent| (sent.record, sent.amount)).unzip();
        let records = records.into_iter().collect::<Option<Vec<_>>>();
        Some(Self(match external_id.zip(records) {
            Some((external_id, records)) if errors.is_empty() => Ok(NewRecords { external_id, records }),
            _ => Err(WrongRecords { problem, errors, amounts }),
        }))
    }
}

impl ReadJson for NewRecords {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let (external_id, sent) = read_request(json, place, wrong)?;
        let records = sent.into_iter().map(|sent| sent.record).collect::<Option<Vec<_>>>();
        Some(Self { external_id: external_id?, records: records? })
    }
}

fn read_request(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<(Option<ExternalId>, Vec<SentRecord>)> {
    let mut fields = Fields::open(json, place, wrong)?;
    let external_id = fields.required("external_id");
    let records =
        fields.required_with("records", |json, place, wrong| json::list(json, place, wrong, [1, MAX_RECORDS]));
    fields.finish();
    Some((external_id, records.unwrap_or_default()))
}

impl ReadJson for WhichRecord {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let reference = fields.required_with("reference", reference);
        let kind = fields.optional_with("kind", RecordKind::read_json);
        fields.finish();
        Some(Self { reference: reference?, kind })
    }
}

impl ReadJson for RecordKind {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        match json.as_text().map(str::parse) {
            Some(Ok(kind)) => Some(kind),
            _ => wrong.at(place, format!("Expected one of {}.", Self::ALL.map(Self::as_str).join(", "))),
        }
    }
}

impl ReadJson for SentRecord {
    /// Always answers, so that one record that cannot be read leaves the others their places.
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let Some(mut fields) = Fields::open(json, place, wrong) else { return Some(Self::default()) };
        let kind = fields.required("kind");
        let reference = fields.required_with("reference", reference);
        let title = line(&mut fields, "title", MAX_TITLE);
        let major = fields.change_with("amount", json::amount);
        let hundredths = fields.change_with("amount_cents", hundredths);
        let mut has_wrong_currency = false;
        let currency = fields.optional_with("currency", |json, place, wrong| {
            let currency = json::currency(json, place, wrong);
            has_wrong_currency = currency.is_none();
            currency
        });
        let status = line(&mut fields, "status", MAX_STATUS);
        let url = empty_clears(fields.change_with("url", web_address));
        let occurred_at = fields.optional_with("occurred_at", moment);
        let attributes = AttributeChanges::take(&mut fields);
        let amount = join(major, hundredths);
        // Where the currency stands beside it, an amount is checked at once, together with all other fields.
        if let (Change::Set(sent), Some(currency)) = (amount, currency)
            && let Err(fault) = sent.in_currency(currency)
        {
            fields.wrong_at::<()>(fault.field, fault.detail);
        }
        fields.finish();
        let without_currency = amount.value().filter(|_| currency.is_none() && !has_wrong_currency);
        let said = SaidOfAmount { kind, reference: reference.clone(), currency, without_currency };
        let record = kind.zip(reference).map(|(kind, reference)| PushedRecord {
            kind,
            reference,
            title,
            amount,
            currency,
            status,
            url,
            occurred_at,
            attributes,
        });
        Some(Self { record, amount: said })
    }
}

/// The two ways to send an amount as one change. `null` in one of them gives way to the other.
fn join(major: Change<Decimal>, hundredths: Change<Decimal>) -> Change<SentAmount> {
    if !major.is_sent() && !hundredths.is_sent() {
        return Change::Leave;
    }
    let sent = SentAmount { major: major.value(), hundredths: hundredths.value() };
    if sent == SentAmount::default() { Change::Clear } else { Change::Set(sent) }
}

fn reference(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let text = json::text(json, place, wrong, [1, MAX_REFERENCE])?;
    if text.trim().is_empty() || text.contains(['\n', '\r', '\t']) {
        return wrong.at(place, "Expected your own id of this record on one line, such as DEP-77.");
    }
    Some(text)
}

fn hundredths(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Decimal> {
    let read = match &json {
        Json::Number(number) => Decimal::from_hundredths(number),
        other => Err(format!("Expected a whole number of hundredths, such as 1999 for 19.99, not {}.", other.noun())),
    };
    read.map_or_else(|detail| wrong.at(place, detail), Some)
}

fn moment(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Moment> {
    match json.as_text().map(|text| Moment::parse(text.trim())) {
        Some(Some(moment)) => Some(moment),
        _ => wrong.at(place, "Expected a time such as 2026-11-21T09:30:00Z, or a date such as 2026-11-21."),
    }
}
