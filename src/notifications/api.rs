//! The bell's calls.

use poem::web::Data;
use poem_openapi::{ApiResponse, Enum, Object, OpenApi, param::Query, payload::Json};

use super::{
    actions::{self, Seen},
    model::Kind,
    views,
};
use crate::{
    accounts::SignedIn,
    base::{
        Permission, Result,
        ids::*,
        json::{self, Fields, Place, ReadJson, Wrong},
    },
    db::Db,
    events,
    http::{ApiError, JsonBody, StrictJson},
};

/// Lines of one page.
const LINES: u32 = 50;

/// What an agent is told of.
#[derive(Debug, Clone, Object)]
pub struct NotificationView {
    pub id: NotificationId,
    pub kind: NotificationKind,
    pub conversation_id: ConversationId,
    pub contact_name: String,
    /// The colleague who caused it; absent for the visitor.
    pub from_name: Option<String>,
    /// What had been said at that moment, in one line; may be empty.
    pub preview: String,
    /// The message it stands at; 0 before the first.
    pub number: i64,
    /// Of mentions: the note behind that message.
    pub entry_id: Option<EntryId>,
    /// How many of its kind it stands for.
    pub count: i64,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    pub is_read: bool,
    /// Whether the visitor waits by now, and the conversation is nobody's.
    pub is_waiting: bool,
    /// Whose the conversation is by now.
    pub taken_by_name: Option<String>,
}

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum NotificationKind {
    Mention,
    Assigned,
    TeamAssigned,
    Message,
    NewConversation,
}

/// A page of what an agent is told of, newest first.
#[derive(Debug, Object)]
pub struct NotificationsView {
    /// The place in the event log this answer stands at.
    pub seq: i64,
    /// How many are unread in all.
    pub unread: i64,
    pub notifications: Vec<NotificationView>,
    /// The cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// What was seen: one, those of a conversation, or without either all.
#[derive(Debug, Object)]
pub struct ReadNotifications {
    pub notification_id: Option<NotificationId>,
    pub conversation_id: Option<ConversationId>,
}

/// What was seen, as it was read.
pub struct SeenBody(Seen);

#[derive(ApiResponse)]
enum Noted {
    /// It is noted.
    #[oai(status = 204)]
    Done,
}

/// The bell's calls.
pub struct NotificationsApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl NotificationsApi {
    /// List what one is told of, newest first
    #[oai(path = "/notifications", method = "get", operation_id = "list_notifications")]
    async fn list(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The `next` of the page before.
        cursor: Query<Option<String>>,
    ) -> Result<Json<NotificationsView>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let cursor = cursor.0.as_deref().map(str::parse).transpose()?;
        let id = agent.agent.id;
        let answer = db.read(move |connection| {
            let seq = events::last_seq(connection)?;
            let unread = views::unread(connection, id)?;
            let (lines, next) = views::page(connection, id, cursor, LINES)?;
            let notifications = lines.into_iter().map(Into::into).collect();
            Ok(NotificationsView { seq, unread, notifications, next: next.map(|cursor| cursor.to_string()) })
        });
        Ok(Json(answer.await?))
    }

    /// Mark as read what one was told of
    #[oai(path = "/notifications/read", method = "post", operation_id = "read_notifications")]
    async fn read(&self, agent: SignedIn, db: Data<&Db>, body: StrictJson<SeenBody>) -> Result<Noted, ApiError> {
        let SeenBody(seen) = body.value;
        db.write(move |tx| actions::read(tx, &agent.actor(), seen)).await?;
        Ok(Noted::Done)
    }
}

impl JsonBody for SeenBody {
    type Shape = ReadNotifications;
}

impl ReadJson for SeenBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let one = fields.optional_with("notification_id", json::id);
        let conversation = fields.optional_with("conversation_id", json::id);
        if one.is_some() && conversation.is_some() {
            fields.wrong_at::<()>("conversation_id", "Name a notification or a conversation, not both.");
        }
        fields.finish();
        Some(Self(one.map(Seen::One).or(conversation.map(Seen::Conversation)).unwrap_or(Seen::All)))
    }
}

impl From<views::Notification> for NotificationView {
    fn from(line: views::Notification) -> Self {
        Self {
            id: line.id,
            kind: match line.kind {
                Kind::Mention => NotificationKind::Mention,
                Kind::Assigned => NotificationKind::Assigned,
                Kind::TeamAssigned => NotificationKind::TeamAssigned,
                Kind::Message => NotificationKind::Message,
                Kind::NewConversation => NotificationKind::NewConversation,
            },
            conversation_id: line.conversation,
            contact_name: line.contact_name,
            from_name: line.from_name,
            preview: line.preview,
            number: line.number,
            entry_id: line.entry,
            count: line.count,
            at: line.at.as_millis(),
            is_read: line.is_read,
            is_waiting: line.is_waiting,
            taken_by_name: line.taken_by_name,
        }
    }
}
