//! Writing notes, and lines about what was done.

use super::{
    super::{drafts, model::Conversation, store as conversations},
    model::NewNote,
    shapes::ActLine,
    store::{self, EntryRow},
};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, ids::*},
    db::Tx,
    events::Event,
    files,
};

/// Where a note has got its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    pub conversation: ConversationId,
    pub entry: EntryId,
    /// The message it stands behind.
    pub after_number: i64,
    /// The event that tells of it; 0 for a repeat.
    pub seq: i64,
}

/// Writes a private note. The same `client_id` again answers the place of the first and stores nothing.
///
/// # Errors
/// `Forbidden` for whoever may not, `NotFound`, `Invalid` where it names somebody who is not in the team, or files that
/// are not the agent's to send.
pub fn note(tx: &mut Tx<'_>, actor: &Actor, new: &NewNote) -> Result<Noted> {
    actor.may(Permission::Reply)?;
    let Actor::Agent { id: agent, .. } = actor else {
        return Err(Error::Forbidden("Only agents write notes.".to_owned()));
    };
    let conversation = conversations::by_id(tx, new.conversation)?.ok_or(Error::NotFound("conversation"))?;
    if let Some(before) = store::by_client_id(tx, conversation.id, new.client_id.as_str())? {
        if before.agent != Some(*agent) {
            let sentence = "Something else in this conversation has this client_id. Give the note one of its own.";
            return Err(FieldErrors::one("/client_id", sentence).into());
        }
        let (entry, after_number) = (before.id, before.after_number);
        return Ok(Noted { conversation: conversation.id, entry, after_number, seq: 0 });
    }
    if !new.mentions.is_empty() && !store::are_active(tx, &new.mentions)? {
        let sentence = "Somebody this note names is not in the team any more. Take the name out and send it again.";
        return Err(FieldErrors::one("/mentions", sentence).into());
    }
    let row = EntryRow {
        id: tx.new_id(),
        conversation: &conversation,
        agent: Some(*agent),
        client_id: Some(new.client_id.as_str()),
        body: new.body.as_str(),
        act: None,
        mentions: &new.mentions,
    };
    let number = store::insert(tx, &row)?.ok_or_else(|| Error::internal("a note is there and was not found"))?;
    files::actions::attach_to_entry(tx, actor, &new.file_ids, row.id)?;
    for mentioned in &new.mentions {
        store::mention(tx, *mentioned, conversation.id, number)?;
    }
    drafts::actions::sent(tx, actor, &conversation, (drafts::Mode::Note, new.body.as_str()))?;
    let seq = tell(tx, actor, &row)?;
    Ok(Noted { conversation: conversation.id, entry: row.id, after_number: conversation.last_number, seq })
}

/// Adds a line that says what was done, behind the last message. Only the team sees it.
///
/// # Errors
/// `Internal` only.
pub fn note_act(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation, line: ActLine) -> Result<()> {
    note_act_once(tx, actor, (conversation, None), line).map(drop)
}

/// The same under a `client_id`; `false`, and no line, where the conversation has an entry of that one.
///
/// # Errors
/// `Internal` only.
pub fn note_act_once(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (conversation, client_id): (&Conversation, Option<&str>),
    line: ActLine,
) -> Result<bool> {
    let agent = if let Actor::Agent { id, .. } = actor { Some(*id) } else { None };
    let row = EntryRow { id: tx.new_id(), conversation, agent, client_id, body: "", act: Some(&line), mentions: &[] };
    if store::insert(tx, &row)?.is_none() {
        return Ok(false);
    }
    tell(tx, actor, &row)?;
    Ok(true)
}

fn tell(tx: &mut Tx<'_>, actor: &Actor, row: &EntryRow<'_>) -> Result<i64> {
    let (conversation_id, contact_id, entry_id) = (row.conversation.id, row.conversation.contact, row.id);
    tx.emit(actor, &Event::EntryAdded { conversation_id, contact_id, entry_id })
}
