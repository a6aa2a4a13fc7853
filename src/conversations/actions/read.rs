//! Noting how far somebody has read.

use super::super::store;
use crate::{
    base::{Actor, Error, Permission, Result, ids::*},
    db::Tx,
    events::Event,
};

/// Notes that `actor` has seen the conversation up to message `number`; a number past the end means the end. What
/// was read stays read: a smaller number changes nothing. Whoever may not answer only looks on: to the visitor nobody has
/// seen it.
///
/// # Errors
/// `NotFound` where the conversation is not the visitor's, `Forbidden` for whoever may not read it.
pub fn read(tx: &mut Tx<'_>, actor: &Actor, id: ConversationId, number: i64) -> Result<()> {
    let actor = &super::standing(tx, actor)?;
    let conversation = store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    conversation.open_to(actor)?;
    let number = number.clamp(0, conversation.last_number);
    let (conversation_id, contact_id, visitor_id) = (id, conversation.contact, conversation.visitor);
    match actor {
        Actor::Visitor(_) if store::set_visitor_read(tx, id, number)? => {
            tx.emit(actor, &Event::VisitorRead { conversation_id, contact_id, visitor_id, number })?;
        }
        Actor::Agent { id: agent_id, role } => {
            let (agent_id, is_quiet) = (*agent_id, !role.may(Permission::Reply));
            if !is_quiet {
                store::set_team_read(tx, id, number)?;
            }
            if store::set_agent_read(tx, agent_id, id, number)? {
                let read = Event::AgentRead { conversation_id, contact_id, visitor_id, agent_id, number, is_quiet };
                tx.emit(actor, &read)?;
            }
        }
        _ => {}
    }
    Ok(())
}
