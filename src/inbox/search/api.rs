//! `GET /api/inbox/search`.
#![expect(clippy::too_many_arguments, reason = "each parameter of a call is described by itself")]

use jiff::tz::TimeZone;
use poem::web::Data;
use poem_openapi::{Enum, Object, OpenApi, param::Query as Param, payload::Json};

use super::{
    chips::{Chip, Reader, views as chips},
    hits::views::{self as hits, Hit},
    views::{self, Sought},
};
use crate::{
    accounts::SignedIn,
    base::{Clock, Permission, Result, ids::*, page},
    conversations::listing::model::Asker,
    db::{Db, Snapshot},
    http::ApiError,
    search::{model::Kind, query::Query},
    settings::Settings,
};

/// Hits of a part where the request does not say.
const ROWS: u32 = 30;

/// How far is counted what a chip excludes.
const MOST_WITHOUT: usize = 100;

/// What was found, newest first.
#[derive(Object)]
pub struct SearchResults {
    /// May be fewer than asked for, or none, also where there is a next part.
    pub hits: Vec<SearchHit>,
    /// The cursor of the next part; absent on the last.
    pub next: Option<String>,
    /// The operators that were read, in their order.
    pub chips: Vec<SearchChip>,
    /// Where nothing was found: what each chip excludes.
    pub without: Vec<SearchWithout>,
}

/// Something that was found.
#[derive(Object)]
pub struct SearchHit {
    pub kind: HitKind,
    /// Of messages and notes.
    pub conversation_id: Option<ConversationId>,
    pub contact_id: ContactId,
    /// Never empty.
    pub contact_name: String,
    /// The number of the message; of a note, the message it stands behind.
    pub number: Option<i64>,
    /// Of notes.
    pub entry_id: Option<EntryId>,
    /// Who wrote it; the name of the person; what the record is called.
    pub title: String,
    /// About 160 characters around the first match, in pieces.
    pub snippet: Vec<SnippetPiece>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum HitKind {
    Message,
    Note,
    Contact,
    Record,
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum SearchKind {
    All,
    /// Messages and notes.
    Messages,
    People,
    Records,
}

/// A piece of text.
#[derive(Object)]
pub struct SnippetPiece {
    pub text: String,
    /// Whether this is what was looked for.
    pub is_hit: bool,
}

/// An operator that was read.
#[derive(Object)]
pub struct SearchChip {
    /// `from`, `tag`, `is`, `before`, `after`, `site` or `team`.
    pub operator: String,
    pub value: String,
    /// In words, such as “From Ana”.
    pub label: String,
    /// Whether there is anything of that name; where not, nothing is found.
    pub is_known: bool,
}

/// What a chip excludes.
#[derive(Object)]
pub struct SearchWithout {
    /// Its place among the chips, from 0.
    pub chip: i64,
    /// How much would be found without it, counted up to 100 among the newest.
    pub hits: i64,
}

/// The inbox's call for finding.
pub struct SearchApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl SearchApi {
    /// Search messages, people and records
    #[oai(path = "/search", method = "get", operation_id = "search")]
    async fn search(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        clock: Data<&Clock>,
        settings: Data<&Settings>,
        /// Words, the last by its beginning, and operators: `from:` (me, visitor, an agent, an address), `tag:`,
        /// `is:` (open, snoozed, done, unread, mine, unassigned, verified), `before:` and `after:` (YYYY-MM-DD),
        /// `site:`, `team:`. Values with blanks stand in quotes. With operators only messages and notes are found.
        q: Param<String>,
        /// Without, all.
        kind: Param<Option<SearchKind>>,
        /// The `next` of the part before.
        cursor: Param<Option<String>>,
        /// How many, 1 to 100.
        limit: Param<Option<i64>>,
        /// Where the reader is, as `Europe/Berlin`: days begin there. Without, or where it is not known, where the
        /// workspace is.
        time_zone: Param<Option<String>>,
    ) -> Result<Json<SearchResults>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let limit = page::limit(limit.0, ROWS)? as usize;
        let below = cursor.0.as_deref().map(read_cursor).transpose()?.unwrap_or(i64::MAX);
        let zone = settings.current().map(|workspace| workspace.time_zone.clone()).unwrap_or_default();
        let reads_in = time_zone.0.as_deref().and_then(|zone| TimeZone::get(zone).ok());
        let time_zone = reads_in.or_else(|| TimeZone::get(&zone).ok()).unwrap_or(TimeZone::UTC);
        let asker = Asker { agent: agent.agent.id, now: clock.now() };
        let reader = Reader { agent: agent.agent.id, time_zone };
        let (query, kind) = (Query::of(&q), kind.0.unwrap_or(SearchKind::All));
        let answer = db.read(move |connection| results(connection, (asker, &reader), (&query, kind), (below, limit)));
        Ok(Json(answer.await?))
    }
}

fn results(
    connection: &Snapshot,
    (asker, reader): (Asker, &Reader),
    (query, kind): (&Query, SearchKind),
    (below, limit): (i64, usize),
) -> Result<SearchResults> {
    let chips = read_chips(connection, (asker, reader), query)?;
    let kinds = kind.kinds(!chips.is_empty());
    let sought = Sought { query, chips: &chips, kinds };
    let part = match kind {
        // Nobody is open or tagged but conversations.
        SearchKind::People | SearchKind::Records if !chips.is_empty() => views::Part::default(),
        _ => views::part(connection, asker, sought, (below, limit))?,
    };
    let is_nothing = part.found.is_empty() && part.next.is_none() && below == i64::MAX;
    let without = if is_nothing { views::without(connection, asker, sought, MOST_WITHOUT)? } else { Vec::new() };
    let hits = hits::of(connection, &part.found, &query.words)?;
    Ok(SearchResults {
        hits: hits.into_iter().map(SearchHit::from).collect(),
        next: part.next.map(|number| number.to_string()),
        chips: chips.into_iter().map(SearchChip::from).collect(),
        without: (0..).zip(without).map(|(chip, hits)| SearchWithout { chip, hits: hits as i64 }).collect(),
    })
}

fn read_chips(connection: &Snapshot, (asker, reader): (Asker, &Reader), query: &Query) -> Result<Vec<Chip>> {
    if query.operators.is_empty() {
        return Ok(Vec::new());
    }
    let names = chips::names(connection, asker)?;
    Ok(query.operators.iter().map(|operator| names.chip(operator.clone(), reader)).collect())
}

fn read_cursor(text: &str) -> Result<i64, ApiError> {
    Ok(text.parse().map_err(|_| page::wrong_cursor())?)
}

impl SearchKind {
    fn kinds(self, has_chips: bool) -> &'static [Kind] {
        match self {
            Self::All if !has_chips => &[],
            Self::People => &[Kind::Contact, Kind::Visitor],
            Self::Records => &[Kind::Record],
            Self::All | Self::Messages => &[Kind::Message, Kind::Note],
        }
    }
}

impl From<Hit> for SearchHit {
    fn from(hit: Hit) -> Self {
        let kind = match hit.kind {
            Kind::Message => HitKind::Message,
            Kind::Note => HitKind::Note,
            Kind::Contact | Kind::Visitor => HitKind::Contact,
            Kind::Record => HitKind::Record,
        };
        let piece = |piece: crate::search::snippet::Piece| SnippetPiece { text: piece.text, is_hit: piece.is_hit };
        Self {
            kind,
            conversation_id: hit.conversation,
            contact_id: hit.contact,
            contact_name: hit.contact_name,
            number: hit.number,
            entry_id: hit.entry,
            title: hit.title,
            snippet: hit.snippet.into_iter().map(piece).collect(),
            at: hit.at.as_millis(),
        }
    }
}

impl From<Chip> for SearchChip {
    fn from(chip: Chip) -> Self {
        Self {
            operator: chip.operator.as_str().to_owned(),
            value: chip.value,
            label: chip.label,
            is_known: chip.means.is_some(),
        }
    }
}
