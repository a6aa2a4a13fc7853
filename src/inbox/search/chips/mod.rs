//! Operators of a search, as the chips that the inbox shows: what each means, and whether it means anything.

pub mod views;

use jiff::{civil::Date, tz::TimeZone};

use super::super::directory::api::{DirectoryAgent, DirectorySite, DirectoryTag, DirectoryTeam};
use crate::{
    base::{Timestamp, ids::*},
    conversations::{
        listing::model::{Assignee, Filters},
        model::State,
    },
    search::query::Operator,
};

/// An operator with what it means here.
#[derive(Debug, Clone)]
pub struct Chip {
    pub operator: Operator,
    pub value: String,
    /// In words, such as “From Ana”.
    pub label: String,
    /// `None` where there is nothing of that name; then nothing is found.
    pub means: Option<Narrowing>,
}

/// What a chip asks of a message or note.
#[derive(Debug, Clone)]
pub enum Narrowing {
    /// Of its conversation.
    Filters(Filters),
    ByVisitor,
    ByAgent(AgentId),
    /// A visitor with this e-mail address, proved or claimed.
    ByAddress(String),
    Before(Timestamp),
    From(Timestamp),
}

/// What operators may name.
pub struct Names {
    pub agents: Vec<DirectoryAgent>,
    pub teams: Vec<DirectoryTeam>,
    pub tags: Vec<DirectoryTag>,
    pub sites: Vec<DirectorySite>,
}

/// Who reads, and where: what `me` and a day mean.
#[derive(Debug, Clone)]
pub struct Reader {
    pub agent: AgentId,
    pub time_zone: TimeZone,
}

impl Names {
    /// The chip of an operator.
    pub fn chip(&self, (operator, value): (Operator, String), reader: &Reader) -> Chip {
        let (word, found) = match operator {
            Operator::From => ("From", self.sender(&value, reader)),
            Operator::Is => ("Is", state(&value)),
            Operator::Tag => ("Tag", of_name(&value, self.tags.iter().map(|tag| (&tag.name, tag.id)), tagged)),
            Operator::Site => ("Site", of_name(&value, self.sites.iter().map(|site| (&site.name, site.id)), on_site)),
            Operator::Team => ("Team", of_name(&value, self.teams.iter().map(|team| (&team.name, team.id)), of_team)),
            Operator::Before => ("Before", day(&value, 0, reader).map(|(day, at)| (day, Narrowing::Before(at)))),
            Operator::After => ("After", day(&value, 1, reader).map(|(day, at)| (day, Narrowing::From(at)))),
        };
        let (name, means) = found.map_or_else(|| (value.clone(), None), |(name, means)| (name, Some(means)));
        Chip { operator, label: format!("{word} {name}"), value, means }
    }

    fn sender(&self, value: &str, reader: &Reader) -> Option<(String, Narrowing)> {
        match value.to_lowercase().as_str() {
            "me" => return Some(("you".to_owned(), Narrowing::ByAgent(reader.agent))),
            "visitor" => return Some(("visitor".to_owned(), Narrowing::ByVisitor)),
            _ => {}
        }
        let whole = |agent: &&DirectoryAgent| is_same(&agent.name, value) || is_same(&agent.email, value);
        let first = |agent: &&DirectoryAgent| agent.name.split(' ').next().is_some_and(|name| is_same(name, value));
        let agent = self.agents.iter().find(whole).or_else(|| self.agents.iter().find(first));
        match agent {
            Some(agent) => Some((agent.name.clone(), Narrowing::ByAgent(agent.id))),
            None if value.contains('@') => Some((value.to_owned(), Narrowing::ByAddress(value.to_lowercase()))),
            None => None,
        }
    }
}

fn is_same(left: &str, right: &str) -> bool {
    left.to_lowercase() == right.to_lowercase()
}

fn of_name<'a, T>(
    value: &str,
    mut names: impl Iterator<Item = (&'a String, T)>,
    narrows: fn(T) -> Filters,
) -> Option<(String, Narrowing)> {
    let (name, id) = names.find(|(name, _)| is_same(name, value))?;
    Some((name.clone(), Narrowing::Filters(narrows(id))))
}

fn tagged(tag: TagId) -> Filters {
    Filters { tags: vec![tag], ..Filters::default() }
}

fn on_site(site: SiteId) -> Filters {
    Filters { sites: vec![site], ..Filters::default() }
}

fn of_team(team: TeamId) -> Filters {
    Filters { teams: vec![team], ..Filters::default() }
}

fn state(value: &str) -> Option<(String, Narrowing)> {
    let value = value.to_lowercase();
    let any = Filters::default();
    let filters = match value.as_str() {
        "open" => Filters { states: vec![State::Open], ..any },
        "snoozed" => Filters { states: vec![State::Snoozed], ..any },
        "done" => Filters { states: vec![State::Done], ..any },
        "unread" => Filters { is_unread: Some(true), ..any },
        "mine" => Filters { assignees: vec![Assignee::Me], ..any },
        "unassigned" => Filters { assignees: vec![Assignee::Nobody], ..any },
        "verified" => Filters { is_verified: Some(true), ..any },
        _ => return None,
    };
    Some((value, Narrowing::Filters(filters)))
}

/// The beginning of a day, or of one `later`, where the reader is.
fn day(value: &str, later: i64, reader: &Reader) -> Option<(String, Timestamp)> {
    let date: Date = value.parse().ok()?;
    let begin = date.checked_add(jiff::Span::new().days(later)).ok()?.to_zoned(reader.time_zone.clone()).ok()?;
    Some((date.to_string(), Timestamp::from_millis(begin.timestamp().as_millisecond())))
}
