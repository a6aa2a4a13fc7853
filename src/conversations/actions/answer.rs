//! Answering a form.

use super::super::{
    answers::{self, Values},
    shapes::{Answer, Form, MessageContent},
    store, words,
};
use crate::{
    base::{Actor, Error, Result, VisitorActor, ids::*},
    db::Tx,
    events::Event,
    visitors::{self, model::Claims},
};

/// Answers the form that message `number` holds, once: the conversation goes on as after a message, and the visitor waits
/// for what the team says to it. A form that asks who the visitor is tells claims with it.
///
/// # Errors
/// `NotFound` where the conversation is not the visitor's or the message is no form, `Conflict` where it was answered,
/// `Invalid` with every wrong field at `/values/<name>`, `Forbidden` for whoever is no visitor or is blocked, and for who is blocked.
pub fn answer(tx: &mut Tx<'_>, actor: &Actor, (id, number): (ConversationId, i64), values: &Values) -> Result<()> {
    let actor = super::standing(tx, actor)?;
    let Actor::Visitor(visitor) = &actor else {
        return Err(Error::Forbidden("Only the visitor answers a form.".to_owned()));
    };
    let mut conversation = store::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    conversation.open_to(&actor)?;
    conversation.open_to_more()?;
    let asked = store::asked(tx, id, number)?.ok_or(Error::NotFound("form"))?;
    let content = asked.content.as_deref().and_then(|content| serde_json::from_str(content).ok());
    let Some(MessageContent::Form(form)) = content else { return Err(Error::NotFound("form")) };
    if asked.answered_at.is_some() {
        return Err(Error::Conflict("This form was answered already. Write a message to add something.".to_owned()));
    }
    let answer = answers::judge(&form, values)?;
    super::post::add_lines(tx, &actor, &mut conversation)?;
    words::message_answered(tx, (asked.id, id), |tx| store::set_answer(tx, asked.id, &answer))?;
    store::count_answer(tx, id)?;
    let event = Event::MessageAnswered {
        conversation_id: id,
        contact_id: conversation.contact,
        visitor_id: conversation.visitor,
        message_id: asked.id,
        number,
    };
    tx.emit(&actor, &event)?;
    tx.emit(&actor, &Event::ConversationChanged { conversation_id: id, contact_id: conversation.contact })?;
    claim(tx, visitor, (&form, &answer))
}

fn claim(tx: &mut Tx<'_>, visitor: &VisitorActor, (form, answer): (&Form, &Answer)) -> Result<()> {
    if !form.is_contact {
        return Ok(());
    }
    let said = |name: &str| answer.values.iter().find(|value| value.name == name).map(|value| value.value.clone());
    let claims = Claims { name: said("name"), email: said("email"), phone: said("phone"), ..Claims::default() };
    if claims.is_empty() { Ok(()) } else { visitors::actions::claim(tx, visitor, claims) }
}
