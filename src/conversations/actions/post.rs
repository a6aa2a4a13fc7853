//! Posting a message, and starting a conversation with it.

use super::{
    super::{
        model::{Conversation, NewMessage, Status},
        shapes::EventKind,
        store::{self, MessageRow},
    },
    lines,
    state::{name_of, open_again},
};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, VisitorActor, ids::*},
    db::Tx,
    events::{Author, Event},
    files,
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

/// Posts a message. Posting the same `client_id` again answers the place of the first and stores nothing. What it
/// changes about the conversation is said in a line before it: that it goes on, or that somebody else answers now.
///
/// # Errors
/// `NotFound` where the conversation is not the visitor's, `Forbidden` for whoever may not answer, `Invalid` where
/// an agent names no conversation or a visitor sends what only the team may.
pub fn post(tx: &mut Tx<'_>, actor: &Actor, new: &NewMessage) -> Result<Posted> {
    let actor = &super::standing(tx, actor)?;
    if let Actor::Agent { .. } = actor {
        actor.may(Permission::Reply)?;
    }
    let (author, agent) = author(actor)?;
    if author == Author::Visitor && new.content.is_some() {
        let sentence = "Only the team sends more than text and files. Send the text alone.";
        return Err(FieldErrors::one("/content", sentence).into());
    }
    let mut conversation = find(tx, actor, new)?;
    conversation.open_to(actor)?;
    if wants_line(&conversation, agent) {
        // A repeat must not say again what its first sending said.
        if let Some(before) = store::sent_before(tx, conversation.id, author, &new.client_id)? {
            return Ok(repeat(&conversation, before));
        }
        add_lines(tx, actor, &mut conversation)?;
    }
    let id: MessageId = tx.new_id();
    let row = MessageRow {
        id,
        conversation: &conversation,
        author,
        agent,
        client_id: Some(&new.client_id),
        body: new.body.as_str(),
        content: new.content.as_ref(),
        is_event: false,
    };
    if !store::insert_message(tx, &row)? {
        let before = store::sent_before(tx, conversation.id, author, &new.client_id)?;
        let before = before.ok_or_else(|| Error::internal("a message is there and cannot be found"))?;
        return Ok(repeat(&conversation, before));
    }
    files::actions::attach(tx, actor, &new.file_ids, id)?;
    store::count_message(tx, &row)?;
    let number = conversation.last_number + 1;
    if let Some(agent) = agent {
        // Whoever answers has read what is above the answer.
        store::set_agent_read(tx, agent, conversation.id, number)?;
    }
    let event = Event::MessagePosted {
        conversation_id: conversation.id,
        contact_id: conversation.contact,
        visitor_id: conversation.visitor,
        message_id: id,
        number,
        author,
    };
    let seq = tx.emit(actor, &event)?;
    Ok(Posted { conversation: conversation.id, message: id, number, seq })
}

fn author(actor: &Actor) -> Result<(Author, Option<AgentId>)> {
    match actor {
        Actor::Visitor(_) => Ok((Author::Visitor, None)),
        Actor::Agent { id, .. } => Ok((Author::Agent, Some(*id))),
        Actor::ApiKey { .. } | Actor::System => {
            Err(Error::Forbidden("Only visitors and agents write messages.".to_owned()))
        }
    }
}

fn repeat(conversation: &Conversation, (message, number): (MessageId, i64)) -> Posted {
    Posted { conversation: conversation.id, message, number, seq: 0 }
}

/// Whether a message changes something about the conversation that is said in a line of its own.
fn wants_line(conversation: &Conversation, agent: Option<AgentId>) -> bool {
    let is_somebody_else = agent.is_some_and(|agent| conversation.speaker != Some(agent));
    conversation.status == Status::Resolved || is_somebody_else
}

/// Says what the message changes: whoever writes again opens the conversation again; an agent who did not write last is
/// whom the visitor talks with now.
fn add_lines(tx: &mut Tx<'_>, actor: &Actor, conversation: &mut Conversation) -> Result<()> {
    open_again(tx, actor, conversation)?;
    let Actor::Agent { id: agent, .. } = actor else { return Ok(()) };
    if conversation.speaker == Some(*agent) {
        return Ok(());
    }
    let name = name_of(tx, actor)?;
    lines::add(tx, actor, conversation, &lines::line(EventKind::Joined, name))?;
    store::set_speaker(tx, conversation.id, *agent)
}

/// The conversation a message belongs to.
fn find(tx: &mut Tx<'_>, actor: &Actor, new: &NewMessage) -> Result<Conversation> {
    match (new.conversation, actor) {
        (named, Actor::Visitor(visitor)) => of_visitor(tx, visitor, (new, named)),
        (Some(id), _) => store::by_id(tx, id)?.ok_or(Error::NotFound("conversation")),
        (None, _) => {
            let sentence = "Name the conversation you answer in.";
            Err(FieldErrors::one("/conversation_id", sentence).into())
        }
    }
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
