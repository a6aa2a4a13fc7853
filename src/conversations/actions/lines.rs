//! Lines about the conversation itself, in their place among the messages.

use super::super::{
    model::Conversation,
    shapes::{ConversationEvent, EventKind, MessageContent},
    store::{self, MessageRow},
};
use crate::{
    base::{Actor, Result, ids::*},
    db::Tx,
    events::{Author, Event},
};

/// Adds what Deskbell itself says at the end of the conversation. Nobody has to read it, so it is unread for nobody.
///
/// # Errors
/// `Internal` only.
pub fn add(tx: &mut Tx<'_>, actor: &Actor, conversation: &mut Conversation, content: &MessageContent) -> Result<()> {
    let id: MessageId = tx.new_id();
    let body = content.fallback();
    let row = MessageRow {
        id,
        conversation,
        author: Author::System,
        agent: None,
        client_id: None,
        body: &body,
        content: Some(content),
        is_event: true,
    };
    store::insert_message(tx, &row)?;
    store::count_message(tx, &row)?;
    conversation.last_number += 1;
    let event = Event::MessagePosted {
        conversation_id: conversation.id,
        contact_id: conversation.contact,
        visitor_id: conversation.visitor,
        message_id: id,
        number: conversation.last_number,
        author: Author::System,
    };
    tx.emit(actor, &event)?;
    Ok(())
}

/// A line that says what happened, and by whom.
pub fn line(event: EventKind, name: Option<String>) -> MessageContent {
    MessageContent::Event(ConversationEvent { event, name, is_undoing: None })
}
