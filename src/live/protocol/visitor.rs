//! What a panel may hear.

use poem_openapi::{Object, Union};
use serde::Serialize;

use super::both::*;
use crate::{
    base::ids::*,
    conversations::{api::VisitorMessage, shapes::StatusView},
};

/// A message in one of the visitor's conversations.
#[derive(Debug, Serialize, Object)]
pub struct VisitorMessageFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub message: VisitorMessage,
}

/// A message is not what it was: it was answered.
#[derive(Debug, Serialize, Object)]
pub struct VisitorChangedFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub message: VisitorMessage,
}

/// A conversation was resolved, reopened or rated.
#[derive(Debug, Serialize, Object)]
pub struct VisitorConversationFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub status: StatusView,
    /// What the visitor gave it, 1 to 5.
    pub rating: Option<i64>,
}

/// The site was changed: fetch the panel's configuration anew.
#[derive(Debug, Serialize, Object)]
pub struct SiteFrame {
    pub seq: i64,
}

/// The team has read up to a number.
#[derive(Debug, Serialize, Object)]
pub struct TeamReadFrame {
    pub seq: i64,
    pub conversation_id: ConversationId,
    pub number: i64,
}

/// Somebody of the team types.
#[derive(Debug, Serialize, Object)]
pub struct TeamTypingFrame {
    pub conversation_id: ConversationId,
    pub name: Option<String>,
    pub is_typing: bool,
}

/// Conversations were joined with the customer's others: fetch the list anew.
#[derive(Debug, Serialize, Object)]
pub struct VisitorJoinedFrame {
    pub seq: i64,
}

/// The customer's records changed: fetch them anew where they are shown.
#[derive(Debug, Serialize, Object)]
pub struct VisitorActivityFrame {
    pub seq: i64,
}

/// What a panel may hear.
#[derive(Debug, Serialize, Union)]
#[serde(tag = "type")]
#[oai(discriminator_name = "type", one_of = true)]
pub enum VisitorHears {
    #[serde(rename = "ready")]
    #[oai(mapping = "ready")]
    Ready(ReadyFrame),
    #[serde(rename = "position")]
    #[oai(mapping = "position")]
    Position(PositionFrame),
    #[serde(rename = "ack")]
    #[oai(mapping = "ack")]
    Ack(AckFrame),
    #[serde(rename = "refused")]
    #[oai(mapping = "refused")]
    Refused(RefusedFrame),
    #[serde(rename = "message")]
    #[oai(mapping = "message")]
    Message(VisitorMessageFrame),
    #[serde(rename = "changed")]
    #[oai(mapping = "changed")]
    Changed(VisitorChangedFrame),
    #[serde(rename = "conversation")]
    #[oai(mapping = "conversation")]
    Conversation(VisitorConversationFrame),
    #[serde(rename = "site")]
    #[oai(mapping = "site")]
    Site(SiteFrame),
    #[serde(rename = "read")]
    #[oai(mapping = "read")]
    Read(TeamReadFrame),
    #[serde(rename = "typing")]
    #[oai(mapping = "typing")]
    Typing(TeamTypingFrame),
    #[serde(rename = "joined")]
    #[oai(mapping = "joined")]
    Joined(VisitorJoinedFrame),
    #[serde(rename = "activity")]
    #[oai(mapping = "activity")]
    Activity(VisitorActivityFrame),
    #[serde(rename = "reload")]
    #[oai(mapping = "reload")]
    Reload(ReloadFrame),
    #[serde(rename = "error")]
    #[oai(mapping = "error")]
    Error(ErrorFrame),
}
