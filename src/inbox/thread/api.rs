//! The calls of a thread: opening it, reading on, and drafts.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, param::Query, payload::Json};

use crate::{
    accounts::SignedIn,
    base::{FieldErrors, Permission, Result, ids::*, page},
    conversations::{
        api::{AgentMessage, ConversationSummary, MESSAGES},
        drafts::{
            self,
            actions::NewDraft,
            shapes::{Draft, DraftBody, DraftMode, Drafts, KeptDraft},
        },
        entries::{self, shapes::AgentEntry},
        thread::{
            cursor::Place,
            views::{Part, part},
        },
        views,
    },
    db::Db,
    events,
    http::{ApiError, StrictJson},
    inbox::{
        card::shapes::{ContactCard, ContactDetails},
        timeline::shapes::{ActivityPage, ActivityTotal},
        views::card,
    },
};

/// Messages and entries one answer holds at most where everything back to a message is asked for.
const MOST: u32 = 500;

/// Drafts one answer holds at most.
const DRAFTS: u32 = 100;

/// The largest body of a draft, in bytes: forty thousand characters, the most of them written as escapes.
const DRAFT_BYTES: usize = 262_144;

/// A conversation, opened.
#[derive(Object)]
pub struct InboxThread {
    /// The place in the event log this answer stands at.
    pub seq: i64,
    pub conversation: ConversationSummary,
    pub unread: i64,
    pub contact: ContactDetails,
    /// The newest 20.
    pub activity: ActivityPage,
    /// What the records come to, by kind and currency.
    pub totals: Vec<ActivityTotal>,
    /// With the entries the newest 50, oldest first.
    pub messages: Vec<AgentMessage>,
    /// Notes and what was done, oldest first. An entry stands behind the message `after_number`; entries behind the same
    /// one are in the order of their numbers.
    pub entries: Vec<AgentEntry>,
    /// Pass it as `before` for what came before; absent at the beginning.
    pub next: Option<String>,
    /// What this agent has begun to write here: a reply, a note, or both.
    pub drafts: Vec<Draft>,
    /// The newest note here that names this agent, where one does.
    pub mentions: Vec<EntryId>,
}

/// A part of a thread, each kind oldest first.
#[derive(Object)]
pub struct AgentMessages {
    pub messages: Vec<AgentMessage>,
    pub entries: Vec<AgentEntry>,
    /// Pass it as `before` for what came before; absent at the beginning.
    pub next: Option<String>,
}

/// The calls of a thread.
pub struct ThreadApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl ThreadApi {
    /// Open a conversation
    #[oai(path = "/conversations/:id", method = "get", operation_id = "get_conversation")]
    async fn thread(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /** The conversation. */
        id: Path<ConversationId>,
    ) -> Result<Json<InboxThread>, ApiError> {
        let answer = db.read(move |connection| {
            let (me, id) = (agent.agent.id, id.0);
            views::open(connection, &agent.actor(), id)?;
            let seq = events::last_seq(connection)?;
            let summary = views::summary_of(connection, id, Some(me))?;
            let card = ContactCard::from(card(connection, summary.contact)?);
            let part = AgentMessages::from(part(connection, id, (Place::END, None), MESSAGES)?);
            let drafts = drafts::views::of_conversation(connection, me, id)?;
            let mentions = entries::views::mentioning(connection, id, me)?;
            Ok(InboxThread {
                seq,
                unread: summary.unread,
                conversation: summary.into(),
                contact: card.contact,
                activity: card.activity,
                totals: card.totals,
                messages: part.messages,
                entries: part.entries,
                next: part.next,
                drafts: drafts.into_iter().map(Draft::from).collect(),
                mentions: mentions.into_iter().collect(),
            })
        });
        Ok(Json(answer.await?))
    }

    /// Read a part of a conversation
    #[oai(path = "/conversations/:id/messages", method = "get", operation_id = "list_messages")]
    async fn messages(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The conversation.
        id: Path<ConversationId>,
        /// The `next` of the part after this one; without it the newest.
        before: Query<Option<String>>,
        /// Everything back to this message, up to 500 messages and entries; then `limit` counts for nothing.
        from: Query<Option<i64>>,
        /// How many messages and entries together, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<AgentMessages>, ApiError> {
        let limit = page::limit(limit.0, MESSAGES)?;
        let before = before.0.as_deref().map_or(Ok(Place::END), str::parse)?;
        let from = from.0;
        if from.is_some_and(|from| from < 0) {
            let sentence = "Expected the number of a message, such as 12.";
            return Err(FieldErrors::one("/from", sentence).into());
        }
        let limit = if from.is_some() { MOST } else { limit };
        let part = db.read(move |connection| {
            views::open(connection, &agent.actor(), id.0)?;
            part(connection, id.0, (before, from), limit)
        });
        Ok(Json(part.await?.into()))
    }

    /// List what this agent has begun to write
    #[oai(path = "/drafts", method = "get", operation_id = "list_drafts")]
    async fn drafts(&self, agent: SignedIn, db: Data<&Db>) -> Result<Json<Drafts>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let listed = db.read(move |connection| drafts::views::of_agent(connection, agent.agent.id, DRAFTS));
        let (drafts, has_more) = listed.await?;
        Ok(Json(Drafts { drafts: drafts.into_iter().map(Draft::from).collect(), has_more }))
    }

    /// Keep what this agent has begun to write
    ///
    /// A text that is sent takes its draft with it.
    #[oai(path = "/conversations/:id/drafts/:mode", method = "put", operation_id = "keep_draft")]
    async fn keep_draft(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The conversation.
        id: Path<ConversationId>,
        /// What it is to become.
        mode: Path<DraftMode>,
        body: StrictJson<DraftBody, DRAFT_BYTES>,
    ) -> Result<Json<KeptDraft>, ApiError> {
        let DraftBody { body, after_number } = body.value;
        let new = NewDraft { mode: mode.0.into(), body, after_number };
        let kept = db.write(move |tx| drafts::actions::keep(tx, &agent.actor(), id.0, new)).await?;
        Ok(Json(KeptDraft { draft: kept.map(Draft::from) }))
    }
}

impl From<Part> for AgentMessages {
    fn from(part: Part) -> Self {
        Self {
            messages: part.messages.into_iter().map(AgentMessage::from).collect(),
            entries: part.entries.into_iter().map(AgentEntry::from).collect(),
            next: part.next.map(|place| place.to_string()),
        }
    }
}
