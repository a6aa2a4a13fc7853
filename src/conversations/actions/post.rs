//! Posting a message, and starting a conversation with it.

use super::{
    super::{
        acts, drafts,
        model::{Conversation, NewMessage, Status},
        shapes::EventKind,
        store::{self, MessageRow},
        words,
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
    if wants_more(&conversation, agent, new) {
        // A repeat must not say again what its first sending said, and is not refused for what came after it.
        if let Some(before) = store::sent_before(tx, conversation.id, author, &new.client_id)? {
            return Ok(repeat(&conversation, before));
        }
        must_fit(tx, &conversation, (agent, new))?;
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
    words::message_added(tx, &row, !new.file_ids.is_empty())?;
    store::count_message(tx, &row)?;
    let number = conversation.last_number + 1;
    if let Some(agent) = agent {
        // Whoever answers has read what is above the answer.
        store::set_agent_read(tx, agent, conversation.id, number)?;
        store::set_team_read(tx, conversation.id, number)?;
        drafts::actions::sent(tx, actor, &conversation, (drafts::Mode::Reply, new.body.as_str()))?;
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

/// Whether a message may be refused for how the conversation stands, or changes something about it that is said in a line
/// of its own.
fn wants_more(conversation: &Conversation, agent: Option<AgentId>, new: &NewMessage) -> bool {
    let is_asleep = conversation.status == Status::Resolved || conversation.snoozed_until.is_some();
    let has_left = conversation.assignee.is_some() && !conversation.is_in_hands;
    let Some(agent) = agent else { return is_asleep || has_left || conversation.is_blocked };
    is_asleep || conversation.speaker != Some(agent) || !conversation.is_in_hands || new.after_number.is_some()
}

/// Asks whether this may be said now: a blocked person says nothing more, and nobody answers over somebody. Asked in the
/// transaction that stores it, so that nothing comes in between.
fn must_fit(tx: &Tx<'_>, conversation: &Conversation, (agent, new): (Option<AgentId>, &NewMessage)) -> Result<()> {
    let Some(agent) = agent else { return conversation.open_to_more() };
    let Some(after) = new.after_number else { return Ok(()) };
    if !store::has_others_after(tx, conversation.id, after, agent)? {
        return Ok(());
    }
    let sentence = "Somebody has written here since you began this answer. Read what is new, then send it again.";
    Err(Error::Conflict(sentence.to_owned()))
}

/// Does and says what a message, or the answer to a form, changes: whoever writes again opens the conversation again; a visitor wakes it, and
/// takes it from somebody who does not work here any more; an agent takes what is in nobody's hands, and is whom the
/// visitor talks with now.
pub(super) fn add_lines(tx: &mut Tx<'_>, actor: &Actor, conversation: &mut Conversation) -> Result<()> {
    open_again(tx, actor, conversation)?;
    let Actor::Agent { id: agent, .. } = actor else {
        acts::actions::wake(tx, actor, conversation)?;
        let has_left = !conversation.is_in_hands;
        return if has_left { acts::actions::assign(tx, &Actor::System, conversation, None) } else { Ok(()) };
    };
    if !conversation.is_in_hands {
        acts::actions::assign(tx, actor, conversation, Some(*agent))?;
    }
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
