//! Keeping what somebody types.

use super::{
    super::{model::Conversation, store as conversations},
    model::{Draft, Mode},
    store,
};
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    db::Tx,
    events::Event,
};

/// What is to be kept.
#[derive(Debug, Clone)]
pub struct NewDraft {
    pub mode: Mode,
    /// Without any text the draft goes.
    pub body: String,
    /// The last message there was when it was begun; `None` for the last there is now.
    pub after_number: Option<i64>,
}

/// Keeps a draft of the agent, and answers it; `None` where it is empty and so went.
///
/// # Errors
/// `Forbidden` for whoever is no agent, `NotFound` where the conversation is gone.
pub fn keep(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId, new: NewDraft) -> Result<Option<Draft>> {
    actor.may(Permission::Read)?;
    let Actor::Agent { id: agent, .. } = *actor else {
        return Err(Error::Forbidden("Only agents keep drafts.".to_owned()));
    };
    let conversation = conversations::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    let NewDraft { mode, body, after_number } = new;
    if body.trim().is_empty() {
        if store::delete(tx, agent, id, mode)? {
            tell(tx, actor, &conversation, agent)?;
        }
        return Ok(None);
    }
    let after_number =
        after_number.map_or(conversation.last_number, |number| number.clamp(0, conversation.last_number));
    let before = store::by_key(tx, agent, id, mode)?;
    if let Some(same) = before.filter(|before| before.body == body && before.after_number == after_number) {
        return Ok(Some(same));
    }
    let draft = Draft { conversation: id, mode, body, after_number, updated_at: tx.now() };
    store::put(tx, agent, &draft)?;
    tell(tx, actor, &conversation, agent)?;
    Ok(Some(draft))
}

/// Forgets the draft that was just sent: it must not come back. Another text is kept.
///
/// # Errors
/// `Internal` only.
pub(in super::super) fn sent(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    (mode, body): (Mode, &str),
) -> Result<()> {
    let Actor::Agent { id: agent, .. } = *actor else { return Ok(()) };
    let draft = store::by_key(tx, agent, conversation.id, mode)?;
    if draft.is_some_and(|draft| draft.body.trim() == body.trim()) {
        store::delete(tx, agent, conversation.id, mode)?;
        tell(tx, actor, conversation, agent)?;
    }
    Ok(())
}

fn tell(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation, agent_id: AgentId) -> Result<()> {
    let (conversation_id, contact_id) = (conversation.id, conversation.contact);
    tx.emit(actor, &Event::DraftChanged { conversation_id, contact_id, agent_id })?;
    Ok(())
}
