//! The inbox's calls about lists: a page, which conversations belong to a view, how many each view holds.
#![expect(clippy::too_many_arguments, reason = "each parameter of a call is described by itself")]

use std::collections::BTreeMap;

use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Query, payload::Json};

use super::{counts::views as counts, keys::ViewKey};
use crate::{
    accounts::SignedIn,
    base::{
        Clock, FieldErrors, Permission, Result,
        ids::*,
        json::{self, Place, ReadJson, Wrong},
        page,
    },
    conversations::{
        api::ConversationSummary,
        listing::{
            model::{Asker, Cursor, Filters, Order},
            shapes::{ListSort, SavedFilters},
            views,
        },
        model::State,
        views::Summary,
    },
    db::{Db, Snapshot},
    events,
    http::ApiError,
};

/// Rows of the list where the request does not say.
const ROWS: u32 = 50;

/// Conversations that one request may ask after.
const MOST_IDS: usize = 100;

/// The longest filters that a request may hold, in bytes.
const FILTERS_BYTES: usize = 20_000;

/// A line of the list.
#[derive(Object)]
pub struct InboxRow {
    pub conversation: ConversationSummary,
    /// Messages of the visitor that this agent has not read.
    pub unread: i64,
    /// Whether this agent has begun to write.
    pub has_draft: bool,
}

/// A page of the list.
#[derive(Object)]
pub struct InboxPage {
    /// The place in the event log this answer stands at: pass it as `after` to the socket.
    pub seq: i64,
    /// May be fewer than asked for, or none, also where there is a next page: what no index answers is looked for
    /// among so many rows for each request.
    pub conversations: Vec<InboxRow>,
    /// The cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// Conversations that belong to a view.
#[derive(Object)]
pub struct MatchingIds {
    /// The place in the event log this answer stands at.
    pub seq: i64,
    pub ids: Vec<ConversationId>,
}

/// How many conversations views hold.
#[derive(Object)]
pub struct ViewCounts {
    /// The place in the event log this answer stands at.
    pub seq: i64,
    /// By the key of each view, counted up to 1000; a saved view is counted among its newest conversations. `done` and
    /// `all` are not counted.
    pub counts: BTreeMap<String, i64>,
}

/// Which conversations of a view are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum ListState {
    Open,
    Snoozed,
    Done,
    All,
}

impl ListState {
    fn states(self) -> Vec<State> {
        match self {
            Self::Open => vec![State::Open],
            Self::Snoozed => vec![State::Snoozed],
            Self::Done => vec![State::Done],
            Self::All => Vec::new(),
        }
    }
}

/// What is asked for, beside the place in it.
struct Asked {
    view: ViewKey,
    states: Option<Vec<State>>,
    sort: Option<ListSort>,
    filters: Option<Filters>,
}

impl Asked {
    fn read(
        (view, state): (Option<&str>, Option<ListState>),
        sort: Option<ListSort>,
        filters: Option<&str>,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            view: view.map_or(Ok(ViewKey::All), str::parse)?,
            states: state.map(ListState::states),
            sort,
            filters: filters.map(read_filters).transpose()?,
        })
    }

    fn resolve(self, snapshot: &Snapshot, asker: Asker) -> Result<(Vec<Filters>, Order)> {
        let (of_view, order) = self.view.resolve(snapshot, asker, (self.states, self.sort))?;
        Ok(([of_view].into_iter().chain(self.filters).collect(), order))
    }
}

fn read_filters(text: &str) -> Result<Filters, ApiError> {
    let place = Place::Field(&Place::Top, "filters");
    let mut wrong = Wrong::default();
    let tree = if text.len() > FILTERS_BYTES { None } else { json::parse(text.as_bytes()).ok() };
    let filters = match tree {
        Some(tree) => SavedFilters::read_json(tree, &place, &mut wrong),
        None => wrong.at(&place, "Expected the filters of a view as JSON."),
    };
    let (_, errors) = wrong.into_parts();
    Ok(errors.or(filters.as_ref().map(Filters::from).unwrap_or_default())?)
}

/// The inbox's calls about lists.
pub struct ListApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl ListApi {
    /// List conversations
    #[oai(path = "/conversations", method = "get", operation_id = "list_conversations")]
    async fn list(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        clock: Data<&Clock>,
        /// `mine`, `unassigned`, `mentions`, `open`, `snoozed`, `done`, `all`, `team:ID`, `tag:ID`, `site:ID` or
        /// `saved:ID`; without, all.
        view: Query<Option<String>>,
        /// Which of them, where the view does not say; without, the open ones.
        state: Query<Option<ListState>>,
        /// Without: mentions newest first, snoozed ones by the end of the snooze, saved views by their own, all others
        /// newest first.
        sort: Query<Option<ListSort>>,
        /// The `next` of the page before.
        cursor: Query<Option<String>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
        /// The filters of a view as JSON, to try them before they are saved: they narrow the view.
        filters: Query<Option<String>>,
    ) -> Result<Json<InboxPage>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let limit = page::limit(limit.0, ROWS)?;
        let asked = Asked::read((view.0.as_deref(), state.0), sort.0, filters.0.as_deref())?;
        let asker = Asker { agent: agent.agent.id, now: clock.now() };
        let answer = db.read(move |connection| {
            let seq = events::last_seq(connection)?;
            let (filters, order) = asked.resolve(connection, asker)?;
            let after = cursor.0.as_deref().map(|text| Cursor::parse(text, order)).transpose()?;
            let page = views::page(connection, asker, (&filters, order), (after, limit))?;
            let conversations = page.rows.into_iter().map(InboxRow::from).collect();
            Ok(InboxPage { seq, conversations, next: page.next.map(Cursor::to_text) })
        });
        Ok(Json(answer.await?))
    }

    /// Ask which conversations belong to a view
    #[oai(path = "/conversations/matching", method = "get", operation_id = "match_conversations")]
    async fn matching(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        clock: Data<&Clock>,
        /// As in the list.
        view: Query<Option<String>>,
        /// As in the list.
        state: Query<Option<ListState>>,
        /// As in the list.
        filters: Query<Option<String>>,
        /// 1 to 100 conversations, separated by commas.
        ids: Query<String>,
    ) -> Result<Json<MatchingIds>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let ids = read_ids(&ids)?;
        let asked = Asked::read((view.0.as_deref(), state.0), None, filters.0.as_deref())?;
        let asker = Asker { agent: agent.agent.id, now: clock.now() };
        let answer = db.read(move |connection| {
            let seq = events::last_seq(connection)?;
            let (filters, _) = asked.resolve(connection, asker)?;
            Ok(MatchingIds { seq, ids: views::matching(connection, asker, &filters, &ids)? })
        });
        Ok(Json(answer.await?))
    }

    /// Count the conversations of each view
    #[oai(path = "/counts", method = "get", operation_id = "get_counts")]
    async fn counts(&self, agent: SignedIn, db: Data<&Db>, clock: Data<&Clock>) -> Result<Json<ViewCounts>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let asker = Asker { agent: agent.agent.id, now: clock.now() };
        let answer = db.read(move |connection| {
            let seq = events::last_seq(connection)?;
            Ok(ViewCounts { seq, counts: counts::all(connection, asker)? })
        });
        Ok(Json(answer.await?))
    }
}

fn read_ids(text: &str) -> Result<Vec<ConversationId>, ApiError> {
    let ids: Option<Vec<_>> = text.split(',').take(MOST_IDS + 1).map(|id| id.parse().ok()).collect();
    let sentence = || FieldErrors::one("/ids", format!("Name 1 to {MOST_IDS} conversations, separated by commas."));
    Ok(ids.filter(|ids| ids.len() <= MOST_IDS).ok_or_else(sentence).map_err(crate::base::Error::from)?)
}

impl From<Summary> for InboxRow {
    fn from(summary: Summary) -> Self {
        Self { unread: summary.unread, has_draft: summary.has_draft, conversation: summary.into() }
    }
}
