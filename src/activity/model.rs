//! What a record is, and what a request may say about one.

use std::str::FromStr;

use super::moment::Moment;
use crate::{
    base::{
        Amount, Change, Currency, Timestamp,
        actor::UnknownWord,
        ids::{ContactId, RecordId},
        money::Decimal,
    },
    contacts::attributes::{AttributeChanges, Attributes},
};

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    Order,
    Deposit,
    Withdrawal,
    Payment,
    Custom,
}

/// One record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub id: RecordId,
    pub contact_id: ContactId,
    pub kind: RecordKind,
    pub reference: String,
    /// What the business called it. Shown is [`Record::title`].
    pub given_title: Option<String>,
    /// In `currency`'s minor units; there is no amount without a currency.
    pub amount_minor: Option<i64>,
    pub currency: Option<Currency>,
    pub status: Option<String>,
    pub url: Option<String>,
    pub occurred_at: Timestamp,
    pub attributes: Attributes,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What a request says about one record.
#[derive(Debug, Clone)]
pub struct PushedRecord {
    pub kind: RecordKind,
    pub reference: String,
    pub title: Change<String>,
    pub amount: Change<SentAmount>,
    /// Absent: as it was, for a new record the workspace's own.
    pub currency: Option<Currency>,
    pub status: Change<String>,
    pub url: Change<String>,
    /// Absent: as it was, for a new record now.
    pub occurred_at: Option<Moment>,
    pub attributes: AttributeChanges,
}

/// An amount as it was sent: in major units, in hundredths of them, or in both, which must then agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentAmount {
    pub major: Option<Decimal>,
    pub hundredths: Option<Decimal>,
}

/// What one record of a request says about its amount, for a request in which something else is wrong already.
#[derive(Debug, Clone, Default)]
pub struct SaidOfAmount {
    /// Which record, as far as that could be read.
    pub kind: Option<RecordKind>,
    pub reference: Option<String>,
    pub currency: Option<Currency>,
    /// The amount, where it stands without a currency and so was not checked when it was read.
    pub without_currency: Option<SentAmount>,
}

/// Why an amount cannot be kept: the field, and the sentence for whoever sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongAmount {
    pub field: &'static str,
    pub detail: String,
}

/// How a status is coloured. Never shown without its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colour {
    /// It went well.
    Green,
    /// It is under way.
    Amber,
    /// It went wrong.
    Red,
    /// Anything else.
    Grey,
}

/// The longest reference, in characters.
pub const MAX_REFERENCE: usize = 255;
/// The longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// The longest status, in characters: it is shown as a badge.
pub const MAX_STATUS: usize = 64;

impl RecordKind {
    /// Every kind, in the order they are documented.
    pub const ALL: [Self; 5] = [Self::Order, Self::Deposit, Self::Withdrawal, Self::Payment, Self::Custom];

    /// The word in the API and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Deposit => "deposit",
            Self::Withdrawal => "withdrawal",
            Self::Payment => "payment",
            Self::Custom => "custom",
        }
    }

    /// The word in front of a reference where there is no title.
    fn label(self) -> &'static str {
        match self {
            Self::Order => "Order",
            Self::Deposit => "Deposit",
            Self::Withdrawal => "Withdrawal",
            Self::Payment => "Payment",
            Self::Custom => "Record",
        }
    }
}

impl FromStr for RecordKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or(UnknownWord)
    }
}

impl Record {
    /// What it is called: as the business said, else by kind and reference, such as “Deposit DEP-77”.
    pub fn title(&self) -> String {
        self.given_title.clone().unwrap_or_else(|| format!("{} {}", self.kind.label(), self.reference))
    }

    /// The amount, if there is one.
    pub fn amount(&self) -> Option<Amount> {
        Some(Amount { minor: self.amount_minor?, currency: self.currency? })
    }

    /// The colour of its status.
    pub fn colour(&self) -> Colour {
        self.status.as_deref().map_or(Colour::Grey, Colour::of)
    }
}

impl SentAmount {
    /// The amount in a currency.
    ///
    /// # Errors
    /// [`WrongAmount`] where it cannot be kept exactly, or the two disagree.
    pub fn in_currency(self, currency: Currency) -> Result<Option<Amount>, WrongAmount> {
        let convert = |field, sent: Option<Decimal>| {
            sent.map(|decimal| decimal.in_currency(currency).map_err(|detail| WrongAmount { field, detail }))
                .transpose()
        };
        let major = convert("amount", self.major)?;
        let hundredths = convert("amount_cents", self.hundredths)?;
        match (major, hundredths) {
            (Some(major), Some(hundredths)) if major != hundredths => Err(WrongAmount {
                field: "amount_cents",
                detail: format!(
                    "“amount” says {major} and “amount_cents” says {hundredths}. Send one of them, or the same in both."
                ),
            }),
            (major, hundredths) => Ok(major.or(hundredths)),
        }
    }
}

impl Colour {
    /// Every colour.
    pub const ALL: [Self; 4] = [Self::Green, Self::Amber, Self::Red, Self::Grey];

    /// The word in frames and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Grey => "grey",
        }
    }

    /// The colour of a status, by whole words in it; where several match, the more alarming one.
    pub fn of(status: &str) -> Self {
        let joined: String =
            status.chars().map(|character| if character.is_alphanumeric() { character } else { '_' }).collect();
        let joined = format!("_{}_", joined.to_lowercase());
        let holds = |words: &[&str]| words.iter().any(|word| holds_whole(joined.as_bytes(), word.as_bytes()));
        if holds(&RED) {
            Self::Red
        } else if holds(&AMBER) {
            Self::Amber
        } else if holds(&GREEN) {
            Self::Green
        } else {
            Self::Grey
        }
    }
}

/// Whether a word stands between two underscores. Asked for each record that is written or counted, so it makes no text.
fn holds_whole(joined: &[u8], word: &[u8]) -> bool {
    let whole = |window: &[u8]| matches!(window, [b'_', middle @ .., b'_'] if middle == word);
    joined.windows(word.len() + 2).any(whole)
}

/// Words that say it went well.
pub const GREEN: [&str; 9] =
    ["paid", "completed", "complete", "success", "succeeded", "delivered", "fulfilled", "active", "approved"];
/// Words that say it is under way. A space or a hyphen does for an underscore: “on hold”, “on-hold”.
pub const AMBER: [&str; 8] =
    ["pending", "processing", "on_hold", "shipped", "in_transit", "authorized", "partially_paid", "awaiting"];
/// Words that say it went wrong.
pub const RED: [&str; 9] =
    ["failed", "refunded", "cancelled", "canceled", "declined", "rejected", "chargeback", "expired", "error"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_coloured_by_whole_words() {
        for (status, colour) in [
            ("Paid", Colour::Green),
            ("wc-completed", Colour::Green),
            ("unpaid", Colour::Grey),
            ("incomplete", Colour::Grey),
            ("PARTIALLY_PAID", Colour::Amber),
            ("partially paid", Colour::Amber),
            ("on-hold", Colour::Amber),
            ("on_hold", Colour::Amber),
            ("on hold", Colour::Amber),
            ("In transit", Colour::Amber),
            ("refunded", Colour::Red),
            ("Payment failed, retry pending", Colour::Red),
            ("erroneous", Colour::Grey),
            ("bezahlt", Colour::Grey),
            ("", Colour::Grey),
        ] {
            assert_eq!(Colour::of(status), colour, "{status}");
        }
    }

    #[test]
    fn two_amounts_must_agree() {
        let usd = Currency::parse("USD").unwrap();
        let sent = |major: &str, hundredths: &str| SentAmount {
            major: Decimal::from_number(major).ok(),
            hundredths: Decimal::from_hundredths(hundredths).ok(),
        };

        assert_eq!(sent("19.989999999999998", "1999").in_currency(usd).unwrap().unwrap().to_string(), "19.99");
        assert_eq!(sent("19.98", "1999").in_currency(usd).unwrap_err().field, "amount_cents");
        assert_eq!(sent("19.999", "1999").in_currency(usd).unwrap_err().field, "amount");
    }
}
