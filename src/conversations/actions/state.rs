//! Resolving a conversation and taking it up again.

use super::{
    super::{
        model::{Conversation, Status},
        shapes::{ConversationEvent, EventKind, MessageContent, RatingAsked},
        store,
    },
    lines,
};
use crate::{
    accounts,
    base::{Actor, Error, Permission, Result, ids::*},
    db::Tx,
    events::Event,
};

/// Resolves a conversation and, where `asks_rating` says so of its site and something was said since it was last asked,
/// asks the visitor how it was. A resolved one stays as it is.
///
/// # Errors
/// `Forbidden` for whoever is no agent, `NotFound`.
pub fn resolve(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ConversationId,
    asks_rating: impl FnOnce(SiteId) -> bool,
) -> Result<()> {
    actor.may(Permission::Reply)?;
    let mut conversation = store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    if conversation.status == Status::Resolved {
        return Ok(());
    }
    let asks = conversation.is_due_for_rating() && asks_rating(conversation.site);
    store::set_status(tx, id, Status::Resolved)?;
    let Conversation { contact: contact_id, visitor: visitor_id, .. } = conversation;
    tx.emit(actor, &Event::ConversationResolved { conversation_id: id, contact_id, visitor_id })?;
    let name = name_of(tx, actor)?;
    lines::add(tx, actor, &mut conversation, &lines::line(EventKind::Resolved, name))?;
    if asks {
        lines::add(tx, actor, &mut conversation, &MessageContent::Rating(RatingAsked {}))?;
    }
    Ok(())
}

/// Takes a resolved conversation up again. An open one stays as it is.
///
/// # Errors
/// As [`resolve`].
pub fn reopen(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId) -> Result<()> {
    actor.may(Permission::Reply)?;
    let mut conversation = store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    open_again(tx, actor, &mut conversation)
}

/// Opens a conversation where it was resolved, with the line that says so.
pub(in super::super) fn open_again(tx: &mut Tx<'_>, actor: &Actor, conversation: &mut Conversation) -> Result<()> {
    if conversation.status == Status::Open {
        return Ok(());
    }
    store::set_status(tx, conversation.id, Status::Open)?;
    let mut is_undoing = false;
    if let Actor::Agent { .. } = actor {
        store::wait_again(tx, conversation.id)?;
        is_undoing = conversation.is_undone_at(tx.now());
        if is_undoing {
            store::resolved_before(tx, conversation.id)?;
        }
    }
    conversation.status = Status::Open;
    let Conversation { id: conversation_id, contact: contact_id, visitor: visitor_id, .. } = *conversation;
    tx.emit(actor, &Event::ConversationReopened { conversation_id, contact_id, visitor_id })?;
    let (event, name) = (EventKind::Reopened, name_of(tx, actor)?);
    // What was undone stays so, whatever the visitor says of a later end.
    let line = ConversationEvent { event, name, is_undoing: Some(is_undoing) };
    lines::add(tx, actor, conversation, &MessageContent::Event(line))
}

/// The name of the agent who acts; visitors are not named.
pub(super) fn name_of(tx: &Tx<'_>, actor: &Actor) -> Result<Option<String>> {
    let Actor::Agent { id, .. } = actor else { return Ok(None) };
    Ok(accounts::views::agent(tx, *id)?.map(|agent| agent.name))
}
