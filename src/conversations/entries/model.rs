//! What somebody wants to note.

use super::super::model::{ClientId, MessageBody};
use crate::base::{FieldErrors, Result, ids::*};

/// The most people one note may name.
pub const MAX_MENTIONS: usize = 20;

/// A private note to be written.
#[derive(Debug, Clone)]
pub struct NewNote {
    pub conversation: ConversationId,
    pub client_id: ClientId,
    pub body: MessageBody,
    /// The agents it names, each once.
    pub mentions: Vec<AgentId>,
    /// Uploaded files to keep with it, at most ten.
    pub file_ids: Vec<FileId>,
}

/// The people a note names, each once, in order.
///
/// # Errors
/// `Invalid` at `/mentions` where there are more than 20.
pub fn mentions(given: &[AgentId]) -> Result<Vec<AgentId>> {
    let mut mentions = Vec::new();
    for agent in given {
        if !mentions.contains(agent) {
            mentions.push(*agent);
        }
    }
    if mentions.len() > MAX_MENTIONS {
        let sentence = format!("A note names {MAX_MENTIONS} people; this one names {}.", mentions.len());
        return Err(FieldErrors::one("/mentions", sentence).into());
    }
    Ok(mentions)
}
