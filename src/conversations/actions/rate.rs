//! Rating a conversation.

use super::super::{
    model::{RATING_LIFE_MS, Rating, Score},
    store,
};
use crate::{
    base::{Actor, Error, Result, ids::*},
    db::Tx,
    events::Event,
};

/// Notes what the visitor gives a conversation that was resolved. It may be changed for a day; giving the same again
/// changes nothing. Once the conversation was resolved anew it may be rated anew.
///
/// # Errors
/// `NotFound` where the conversation is not the visitor's, `Forbidden` for whoever is no visitor or is blocked, `Conflict` before it
/// was ever resolved and once the day is over.
pub fn rate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ConversationId,
    (score, comment): (Score, Option<String>),
) -> Result<()> {
    let actor = &super::standing(tx, actor)?;
    if !matches!(actor, Actor::Visitor(_)) {
        return Err(Error::Forbidden("Only the visitor rates a conversation.".to_owned()));
    }
    let conversation = store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    conversation.open_to(actor)?;
    conversation.open_to_more()?;
    let Some(resolved_at) = conversation.resolved_at else {
        return Err(Error::Conflict("A conversation can be rated once it was resolved.".to_owned()));
    };
    // The same moment counts as before: a rating given then was given for what ended then.
    let given = conversation.rating.filter(|rating| rating.at >= resolved_at);
    if let Some(given) = &given {
        if given.score == score && given.comment == comment {
            return Ok(());
        }
        if given.at.plus(RATING_LIFE_MS) < tx.now() {
            return Err(Error::Conflict("This rating is more than a day old and stays as it is.".to_owned()));
        }
    }
    let at = given.map_or(tx.now(), |given| given.at);
    store::set_rating(tx, id, &Rating { score, comment, at })?;
    let (contact_id, visitor_id) = (conversation.contact, conversation.visitor);
    tx.emit(actor, &Event::ConversationRated { conversation_id: id, contact_id, visitor_id })?;
    Ok(())
}
