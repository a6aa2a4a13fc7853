//! Filters on the wire and, as JSON, in the database.

use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use super::{
    super::thread::shapes::{PriorityView, StateView},
    model::{Assignee, AttributeCondition, AttributeTest, Filters},
};
use crate::base::{
    ids::*,
    json::{self, Fields, Json, Place, ReadJson, Wrong},
    time::MINUTE,
};

/// The most values one field may ask for.
const MOST_VALUES: usize = 50;

/// The most attributes one set of filters may judge.
const MOST_ATTRIBUTES: usize = 10;

/// The longest name of an attribute, in characters.
const NAME_CHARS: usize = 64;

/// The longest value an attribute is compared with, in characters.
const VALUE_CHARS: usize = 200;

/// The longest waiting time that can be asked for, in minutes: a year.
const MOST_MINUTES: i64 = 525_600;

/// What conversations of a list have in common. An empty list asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Object)]
#[serde(default)]
#[oai(default)]
pub struct SavedFilters {
    pub states: Vec<StateView>,
    /// Ids of agents, `me` or `nobody`; at most 50.
    pub assignees: Vec<String>,
    /// At most 50.
    pub teams: Vec<TeamId>,
    /// Any of these; at most 50.
    pub tags: Vec<TagId>,
    /// At most 50.
    pub sites: Vec<SiteId>,
    pub priorities: Vec<PriorityView>,
    /// Whether the person is a customer who has proved it.
    pub is_verified: Option<bool>,
    /// The visitor waits for longer than this, 0 to 525600 minutes.
    pub waiting_minutes: Option<i64>,
    /// All of these; at most 10.
    pub attributes: Vec<AttributeFilter>,
    /// Whether it holds messages of the visitor that the asking agent has not read.
    pub unread: Option<bool>,
}

/// What an attribute of the contact must be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Object)]
pub struct AttributeFilter {
    /// 1 to 64 characters.
    pub name: String,
    pub op: AttributeOperator,
    /// At most 200 characters; absent for `set` and `not_set`, a number for `more` and `less`.
    pub value: Option<String>,
}

/// How an attribute is judged. Text is compared without regard to case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum AttributeOperator {
    Is,
    IsNot,
    Contains,
    Set,
    NotSet,
    More,
    Less,
}

/// What an agent may order a list by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum ListSort {
    Newest,
    Oldest,
    Waiting,
}

impl ReadJson for SavedFilters {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let filters = Self {
            states: some(&mut fields, "states"),
            assignees: some::<AssigneeWord>(&mut fields, "assignees").into_iter().map(|word| word.0).collect(),
            teams: some(&mut fields, "teams"),
            tags: some(&mut fields, "tags"),
            sites: some(&mut fields, "sites"),
            priorities: some(&mut fields, "priorities"),
            is_verified: fields.optional_with("is_verified", json::flag),
            waiting_minutes: fields.optional_with("waiting_minutes", minutes),
            attributes: fields
                .optional_with("attributes", |json, place, wrong| json::list(json, place, wrong, [0, MOST_ATTRIBUTES]))
                .unwrap_or_default(),
            unread: fields.optional_with("unread", json::flag),
        };
        fields.finish();
        // Where something is wrong it was noted, and what was read is then never used.
        Some(filters)
    }
}

/// A list that may be absent.
fn some<T: ReadJson>(fields: &mut Fields<'_, '_, '_>, name: &'static str) -> Vec<T> {
    let read = |json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong| json::list(json, place, wrong, [0, MOST_VALUES]);
    fields.optional_with(name, read).unwrap_or_default()
}

fn minutes(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<i64> {
    let fits = json.as_whole().filter(|minutes| (0..=MOST_MINUTES).contains(minutes));
    fits.map_or_else(|| wrong.at(place, format!("Expected a whole number from 0 to {MOST_MINUTES}.")), Some)
}

struct AssigneeWord(String);

impl ReadJson for AssigneeWord {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let word = json.as_text().filter(|word| assignee(word).is_some()).map(str::to_owned);
        word.map_or_else(|| wrong.at(place, "Expected “me”, “nobody” or the id of an agent."), |word| Some(Self(word)))
    }
}

fn assignee(word: &str) -> Option<Assignee> {
    match word {
        "me" => Some(Assignee::Me),
        "nobody" => Some(Assignee::Nobody),
        id => id.parse().ok().map(Assignee::Agent),
    }
}

/// Reads one of a few words.
fn word<T: for<'de> Deserialize<'de>>(
    json: &Json<'_>,
    (place, words): (&Place<'_>, &str),
    wrong: &mut Wrong,
) -> Option<T> {
    let read = json.as_text().and_then(|word| serde_json::from_value(word.into()).ok());
    read.map_or_else(|| wrong.at(place, format!("Expected one of {words}.")), Some)
}

impl ReadJson for StateView {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        word(&json, (place, "open, snoozed, done"), wrong)
    }
}

impl ReadJson for PriorityView {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        word(&json, (place, "none, low, medium, high, urgent"), wrong)
    }
}

impl ReadJson for ListSort {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        word(&json, (place, "newest, oldest, waiting"), wrong)
    }
}

impl ReadJson for AttributeOperator {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        word(&json, (place, "is, is_not, contains, set, not_set, more, less"), wrong)
    }
}

impl ReadJson for AttributeFilter {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [1, NAME_CHARS]));
        let op: Option<AttributeOperator> = fields.required("op");
        let value =
            fields.optional_with("value", |json, place, wrong| json::text(json, place, wrong, [0, VALUE_CHARS]));
        let read = Self { name: name.unwrap_or_default(), op: op.unwrap_or(AttributeOperator::Set), value };
        if op.is_some() && read.test().is_none() {
            let sentence = match read.op {
                AttributeOperator::More | AttributeOperator::Less => "Give a number to compare with.",
                _ => "Give a value to compare with.",
            };
            fields.wrong_at::<()>("value", sentence);
        }
        fields.finish();
        Some(read)
    }
}

impl AttributeFilter {
    /// How the attribute is judged; `None` where the value does not fit.
    fn test(&self) -> Option<AttributeTest> {
        let value = self.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        let number = || value.and_then(|value| value.parse().ok()).filter(|number: &f64| number.is_finite());
        match self.op {
            AttributeOperator::Is => value.map(|value| AttributeTest::Is(value.to_owned())),
            AttributeOperator::IsNot => value.map(|value| AttributeTest::IsNot(value.to_owned())),
            AttributeOperator::Contains => value.map(|value| AttributeTest::Contains(value.to_owned())),
            AttributeOperator::Set => Some(AttributeTest::Set),
            AttributeOperator::NotSet => Some(AttributeTest::NotSet),
            AttributeOperator::More => number().map(AttributeTest::More),
            AttributeOperator::Less => number().map(AttributeTest::Less),
        }
    }
}

impl From<&SavedFilters> for Filters {
    fn from(saved: &SavedFilters) -> Self {
        let condition =
            |filter: &AttributeFilter| filter.test().map(|test| AttributeCondition { name: filter.name.clone(), test });
        Self {
            states: saved.states.iter().map(|state| (*state).into()).collect(),
            assignees: saved.assignees.iter().filter_map(|word| assignee(word)).collect(),
            teams: saved.teams.clone(),
            tags: saved.tags.clone(),
            sites: saved.sites.clone(),
            priorities: saved.priorities.iter().map(|priority| (*priority).into()).collect(),
            is_verified: saved.is_verified,
            waiting_ms: saved.waiting_minutes.map(|minutes| minutes.saturating_mul(MINUTE)),
            attributes: saved.attributes.iter().filter_map(condition).collect(),
            is_unread: saved.unread,
            mentions_me: false,
        }
    }
}
