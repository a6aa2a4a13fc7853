//! Posting a message, and starting a conversation with it.

use super::super::{
    model::{Conversation, NewMessage},
    store::{self, MessageRow},
};
use crate::{
    base::{Actor, Error, FieldErrors, Result, VisitorActor, ids::*},
    db::Tx,
    events::{Author, Event},
};

/// Where a message has got its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    pub conversation: ConversationId,
    pub message: MessageId,
    /// Its place in the conversation, from 1.
    pub number: i64,
    /// The event that tells of it; 0 for a repeat.
    pub seq: i64,
}

/// Posts a message. Posting the same `client_id` again answers the place of the first and stores nothing.
///
/// # Errors
/// `NotFound` where the conversation is not the visitor's, `Forbidden` for whoever may not answer, `Invalid` where
/// an agent names no conversation.
pub fn post(tx: &mut Tx<'_>, actor: &Actor, new: &NewMessage) -> Result<Posted> {
    let actor = &super::standing(tx, actor)?;
    let (author, agent) = match actor {
        Actor::Visitor(_) => (Author::Visitor, None),
        Actor::Agent { id, .. } => (Author::Agent, Some(*id)),
        Actor::ApiKey { .. } | Actor::System => {
            return Err(Error::Forbidden("Only visitors and agents write messages.".to_owned()));
        }
    };
    let conversation = match (new.conversation, actor) {
        (named, Actor::Visitor(visitor)) => of_visitor(tx, visitor, (new, named))?,
        (Some(id), _) => store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?,
        (None, _) => {
            let sentence = "Name the conversation you answer in.";
            return Err(FieldErrors::one("/conversation_id", sentence).into());
        }
    };
    conversation.open_to(actor)?;
    let id: MessageId = tx.new_id();
    let row = MessageRow { id, conversation: &conversation, author, agent, client_id: &new.client_id, body: &new.body };
    if !store::insert_message(tx, &row)? {
        let (message, number) = store::sent_before(tx, conversation.id, author, &new.client_id)?;
        return Ok(Posted { conversation: conversation.id, message, number, seq: 0 });
    }
    store::count_message(tx, conversation.id, author)?;
    let number = conversation.last_number + 1;
    if let Actor::Agent { id: agent, .. } = actor {
        // Whoever answers has read what is above the answer.
        store::set_agent_read(tx, *agent, conversation.id, number)?;
    }
    let seq = tx.emit(
        actor,
        &Event::MessagePosted {
            conversation_id: conversation.id,
            contact_id: conversation.contact,
            visitor_id: conversation.visitor,
            message_id: id,
            number,
            author,
        },
    )?;
    Ok(Posted { conversation: conversation.id, message: id, number, seq })
}

/// The visitor's conversation that this message belongs to: the one it began before, whatever is named now (its
/// acknowledgement may have been lost), the named one, or a new one.
fn of_visitor(
    tx: &mut Tx<'_>,
    visitor: &VisitorActor,
    (new, named): (&NewMessage, Option<ConversationId>),
) -> Result<Conversation> {
    if let Some(begun) = store::begun_with(tx, visitor.id, &new.client_id)? {
        return Ok(begun);
    }
    if let Some(id) = named {
        return store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"));
    }
    let conversation = store::insert(tx, visitor, &new.client_id)?;
    let event = Event::ConversationStarted { conversation_id: conversation.id, contact_id: conversation.contact };
    tx.emit(&Actor::Visitor(*visitor), &event)?;
    Ok(conversation)
}
