//! The words messages and notes are found by: their text, the names of their files, and what was answered to a form.

use super::store::{self, MessageRow};
use crate::{
    base::{Result, ids::*},
    conversations::entries,
    db::Tx,
    search::{
        index,
        model::{Item, Kind},
    },
};

/// Tells the index of a message that somebody has written, with its files.
pub fn message_added(tx: &Tx<'_>, message: &MessageRow<'_>, has_files: bool) -> Result<()> {
    let item = Item::within(Kind::Message, message.id, message.conversation.id);
    if !has_files {
        return index::add(tx, &item, message.body);
    }
    index::add(tx, &item, &store::words_of_message(tx, message.id)?)
}

/// Answers the form of a message by `answer`, and tells the index of it.
pub fn message_answered(
    tx: &Tx<'_>,
    (id, conversation): (MessageId, ConversationId),
    answer: impl FnOnce(&Tx<'_>) -> Result<()>,
) -> Result<()> {
    let before = store::words_of_message(tx, id)?;
    answer(tx)?;
    let after = store::words_of_message(tx, id)?;
    index::change(tx, &Item::within(Kind::Message, id, conversation), (&before, &after))
}

/// Tells the index that a message goes. Its files must still be there.
pub fn message_removed(tx: &Tx<'_>, id: MessageId) -> Result<()> {
    index::remove(tx, &Item::new(Kind::Message, id), &store::words_of_message(tx, id)?)
}

/// Tells the index of a note, with its files.
pub fn note_added(tx: &Tx<'_>, id: EntryId, conversation: ConversationId) -> Result<()> {
    index::add(tx, &Item::within(Kind::Note, id, conversation), &entries::store::words_of(tx, id)?)
}

/// Tells the index that a note goes. Its files must still be there.
pub fn note_removed(tx: &Tx<'_>, id: EntryId) -> Result<()> {
    index::remove(tx, &Item::new(Kind::Note, id), &entries::store::words_of(tx, id)?)
}
