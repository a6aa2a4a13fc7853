//! The panel's calls about conversations.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Path, param::Query, payload::Json};

pub use super::thread::shapes::*;
use super::views;
use crate::{
    base::{Actor, ids::*, page},
    db::Db,
    http::ApiError,
    visitors::api::VisitorAuth,
};

/// Conversations one answer to the panel holds at most.
const CONVERSATIONS: u32 = 20;

/// Messages one answer holds where the request does not say.
pub const MESSAGES: u32 = 50;

/// What is known of the visitor, as far as the panel must know.
#[derive(Debug, Object)]
pub struct KnownContact {
    /// To greet by; only what the business or the visitor itself has said.
    pub name: Option<String>,
    pub has_email: bool,
    pub has_phone: bool,
}

/// The visitor's conversations, newest first.
#[derive(Debug, Object)]
pub struct VisitorConversations {
    pub contact: KnownContact,
    /// The place in the event log this answer stands at: pass it as `after` to the socket.
    pub seq: i64,
    pub conversations: Vec<VisitorConversation>,
}

/// A part of a thread, oldest message first.
#[derive(Debug, Object)]
pub struct VisitorMessages {
    pub messages: Vec<VisitorMessage>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// The panel's calls about conversations.
pub struct WidgetConversationsApi;

#[OpenApi(prefix_path = "/api/widget")]
impl WidgetConversationsApi {
    /// List this visitor's conversations
    #[oai(path = "/conversations", method = "get", operation_id = "list_visitor_conversations")]
    async fn list(&self, auth: VisitorAuth, db: Data<&Db>) -> Result<Json<VisitorConversations>, ApiError> {
        let visitor = auth.visitor();
        let answer = db.read(move |connection| {
            let seq = crate::events::last_seq(connection)?;
            let conversations = views::of_visitor(connection, &visitor, CONVERSATIONS)?;
            let conversations = conversations.into_iter().map(VisitorConversation::from).collect();
            let contact = KnownContact { name: None, has_email: false, has_phone: false };
            Ok(VisitorConversations { contact, seq, conversations })
        });
        Ok(Json(answer.await?))
    }

    /// Read a part of a conversation
    #[oai(path = "/conversations/:id/messages", method = "get", operation_id = "list_visitor_messages")]
    async fn messages(
        &self,
        auth: VisitorAuth,
        db: Data<&Db>,
        /// The conversation.
        id: Path<ConversationId>,
        /// Only messages before this number.
        before: Query<Option<i64>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<VisitorMessages>, ApiError> {
        let limit = page::limit(limit.0, MESSAGES)?;
        let actor = Actor::Visitor(auth.visitor());
        let part = db.read(move |connection| {
            views::open(connection, &actor, id.0)?;
            views::messages(connection, id.0, before.0, limit)
        });
        let part = part.await?;
        let messages = part.messages.into_iter().map(VisitorMessage::from).collect();
        Ok(Json(VisitorMessages { messages, has_more: part.has_more }))
    }
}
