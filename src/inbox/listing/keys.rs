//! The keys that views are known by.

use std::str::FromStr;

use crate::{
    base::{FieldErrors, Result, ids::*},
    conversations::{
        listing::{
            model::{Asker, Assignee, Filters, Order},
            shapes::ListSort,
        },
        model::State,
    },
    db::Snapshot,
    saved_views,
};

/// A view of the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewKey {
    Mine,
    Unassigned,
    Mentions,
    Open,
    Snoozed,
    Done,
    All,
    Team(TeamId),
    Tag(TagId),
    Site(SiteId),
    Saved(SavedViewId),
}

impl FromStr for ViewKey {
    type Err = crate::base::Error;

    fn from_str(text: &str) -> Result<Self> {
        let of_id = || {
            let (kind, id) = text.split_once(':')?;
            match kind {
                "team" => id.parse().ok().map(Self::Team),
                "tag" => id.parse().ok().map(Self::Tag),
                "site" => id.parse().ok().map(Self::Site),
                "saved" => id.parse().ok().map(Self::Saved),
                _ => None,
            }
        };
        Ok(match text {
            "mine" => Self::Mine,
            "unassigned" => Self::Unassigned,
            "mentions" => Self::Mentions,
            "open" => Self::Open,
            "snoozed" => Self::Snoozed,
            "done" => Self::Done,
            "all" => Self::All,
            _ => {
                let sentence = "There is no such view. Use mine, unassigned, mentions, open, snoozed, done, all, team:ID, tag:ID, site:ID or saved:ID.";
                of_id().ok_or_else(|| FieldErrors::one("/view", sentence))?
            }
        })
    }
}

impl ViewKey {
    /// What belongs to it and its order, where another order is not asked for. `states` counts where the view itself
    /// says nothing of states; without, those are the open ones.
    ///
    /// # Errors
    /// `NotFound` for a saved view that the agent does not see.
    pub fn resolve(
        self,
        snapshot: &Snapshot,
        asker: Asker,
        (states, sort): (Option<Vec<State>>, Option<ListSort>),
    ) -> Result<(Filters, Order)> {
        let order = |sort| match sort {
            ListSort::Newest => Order::Newest,
            ListSort::Oldest => Order::Oldest,
            ListSort::Waiting => Order::Waiting,
        };
        if let Self::Saved(id) = self {
            let view = saved_views::views::one(snapshot, asker.agent, id)?;
            return Ok((Filters::from(&view.filters), order(sort.unwrap_or(view.sort))));
        }
        let order = match (self, sort) {
            (Self::Snoozed, None) => Order::SnoozeEnd,
            (Self::Mentions, None | Some(ListSort::Newest)) => Order::Mentioned,
            (Self::Mentions, Some(ListSort::Oldest)) => Order::MentionedOldest,
            (_, sort) => order(sort.unwrap_or(ListSort::Newest)),
        };
        Ok((self.filters(states), order))
    }

    fn filters(self, states: Option<Vec<State>>) -> Filters {
        let any = Filters { states: states.unwrap_or_else(|| vec![State::Open]), ..Filters::default() };
        let only = |states| Filters { states, ..Filters::default() };
        match self {
            Self::Mine => Filters { assignees: vec![Assignee::Me], ..any },
            Self::Unassigned => Filters { assignees: vec![Assignee::Nobody], ..any },
            Self::Mentions => Filters { mentions_me: true, ..any },
            Self::Team(team) => Filters { teams: vec![team], ..any },
            Self::Tag(tag) => Filters { tags: vec![tag], ..any },
            Self::Site(site) => Filters { sites: vec![site], ..any },
            Self::Open => any,
            Self::Snoozed => only(vec![State::Snoozed]),
            Self::Done => only(vec![State::Done]),
            Self::All | Self::Saved(_) => only(Vec::new()),
        }
    }
}
