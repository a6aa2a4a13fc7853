//! Doing an act to a conversation: whether it fits, what changes, and the line that says so.

use super::{
    super::{
        actions::{self, note_act},
        entries::shapes::{ActKind, ActLine},
        model::{Conversation, Priority, Status, UNTIL_REPLY},
        store as conversations,
    },
    model::{Act, MAX_SNOOZE_MS, MAX_TAGS},
    store, views,
};
use crate::{
    accounts,
    base::{Actor, Error, FieldErrors, Permission, Result, Timestamp, ids::*},
    db::Tx,
    events::Event,
};

/// Does one thing to a conversation. What is so already stays so, and leaves no line. `asks_rating` says whether
/// visitors of a site are asked how it was.
///
/// # Errors
/// `Forbidden` for whoever may not, `NotFound`, `Invalid` where it names what is not there, cannot answer, or a moment
/// that does not fit.
pub fn act(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, act): (ConversationId, &Act),
    asks_rating: &dyn Fn(SiteId) -> bool,
) -> Result<()> {
    actor.may(act.permission())?;
    let mut conversation = conversations::by_id(tx, id)?.ok_or(Error::NotFound("conversation"))?;
    match act {
        Act::AssignAgent(agent) => assign(tx, actor, &conversation, *agent),
        Act::AssignTeam(team) => assign_team(tx, actor, &conversation, *team),
        Act::Snooze(until) => snooze(tx, actor, &mut conversation, *until),
        Act::Wake => wake(tx, actor, &conversation),
        Act::Resolve => actions::resolve(tx, actor, id, asks_rating),
        Act::Reopen => actions::reopen(tx, actor, id),
        Act::Priority(priority) => set_priority(tx, actor, &conversation, *priority),
        Act::Tag(tag) => add_tag(tx, actor, &conversation, *tag),
        Act::Untag(tag) => remove_tag(tx, actor, &conversation, *tag),
        Act::Unread => mark_unread(tx, actor, &conversation),
        Act::Read => actions::read(tx, actor, id, conversation.last_number),
    }
}

/// Says who is to answer, or that nobody in particular is.
pub(in super::super) fn assign(
    tx: &mut Tx<'_>,
    actor: &Actor,
    conversation: &Conversation,
    agent: Option<AgentId>,
) -> Result<()> {
    if agent == conversation.assignee {
        return Ok(());
    }
    let name = match agent {
        Some(agent) => Some(assignable(tx, agent)?),
        None => match conversation.assignee {
            Some(before) => accounts::views::agent(tx, before)?.map(|agent| agent.name),
            None => None,
        },
    };
    store::set_assignee(tx, conversation.id, agent)?;
    let what = if agent.is_some() { ActKind::Assigned } else { ActKind::Unassigned };
    note_act(tx, actor, conversation, ActLine { what, name, until: None })
}

/// The name of an agent who can answer.
fn assignable(tx: &Tx<'_>, id: AgentId) -> Result<String> {
    let wrong = |sentence: String| Err(FieldErrors::one("/act/agent_id", sentence).into());
    match accounts::views::agent(tx, id)? {
        None => wrong("There is no such person in the team any more. Choose somebody else.".to_owned()),
        Some(agent) if !agent.is_active => {
            wrong(format!("{} does not work here any more. Choose somebody else.", agent.name))
        }
        Some(agent) if !agent.role.may(Permission::Reply) => {
            wrong(format!("{} can only read. Choose somebody who answers.", agent.name))
        }
        Some(agent) => Ok(agent.name),
    }
}

fn assign_team(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation, team: Option<TeamId>) -> Result<()> {
    if team == conversation.team {
        return Ok(());
    }
    let name = team.or(conversation.team).map_or(Ok(None), |team| views::team_name(tx, team))?;
    if team.is_some() && name.is_none() {
        return Err(FieldErrors::one("/act/team_id", "There is no such team any more. Choose another one.").into());
    }
    store::set_team(tx, conversation.id, team)?;
    let what = if team.is_some() { ActKind::TeamAssigned } else { ActKind::TeamUnassigned };
    note_act(tx, actor, conversation, ActLine { what, name, until: None })
}

fn snooze(tx: &mut Tx<'_>, actor: &Actor, conversation: &mut Conversation, until: Option<Timestamp>) -> Result<()> {
    let end = until.unwrap_or(UNTIL_REPLY);
    if conversation.status == Status::Open && conversation.snoozed_until == Some(end) {
        return Ok(());
    }
    let wrong = match until {
        Some(until) if until <= tx.now() => Some("This moment is over. Choose one in the future."),
        Some(until) if until > tx.now().plus(MAX_SNOOZE_MS) => {
            Some("This is more than five years away. Choose an earlier moment.")
        }
        _ => None,
    };
    if let Some(sentence) = wrong {
        return Err(FieldErrors::one("/act/until", sentence).into());
    }
    actions::open_again(tx, actor, conversation)?;
    store::set_snooze(tx, conversation.id, Some(end))?;
    let until = until.map(Timestamp::as_millis);
    note_act(tx, actor, conversation, ActLine { what: ActKind::Snoozed, name: None, until })
}

/// Ends a snooze, with the line that says so.
pub(in super::super) fn wake(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation) -> Result<()> {
    if conversation.snoozed_until.is_none() {
        return Ok(());
    }
    store::set_snooze(tx, conversation.id, None)?;
    note_act(tx, actor, conversation, ActLine { what: ActKind::Woken, name: None, until: None })
}

/// Wakes up to `limit` conversations whose snooze has ended, and answers how many.
///
/// # Errors
/// `Internal` only.
pub fn wake_due(tx: &mut Tx<'_>, limit: u32) -> Result<usize> {
    let due = store::due(tx, tx.now(), limit)?;
    for id in &due {
        let conversation = conversations::by_id(tx, *id)?.ok_or(Error::NotFound("conversation"))?;
        wake(tx, &Actor::System, &conversation)?;
    }
    Ok(due.len())
}

/// Unassigns those of these conversations whose agent cannot answer any more.
///
/// # Errors
/// `Internal` only.
pub fn let_go(tx: &mut Tx<'_>, held: &[ConversationId]) -> Result<()> {
    for id in held {
        let Some(conversation) = conversations::by_id(tx, *id)? else { continue };
        let Some(holder) = conversation.assignee else { continue };
        if assignable(tx, holder).is_err() {
            assign(tx, &Actor::System, &conversation, None)?;
        }
    }
    Ok(())
}

fn set_priority(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation, priority: Priority) -> Result<()> {
    if priority == conversation.priority {
        return Ok(());
    }
    store::set_priority(tx, conversation.id, priority)?;
    let name = Some(priority.as_str().to_owned());
    note_act(tx, actor, conversation, ActLine { what: ActKind::Priority, name, until: None })
}

fn add_tag(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation, tag: TagId) -> Result<()> {
    let wrong = |sentence: &str| Err(FieldErrors::one("/act/tag_id", sentence).into());
    let Some(name) = views::tag_name(tx, tag)? else {
        return wrong("There is no such tag any more. Choose another one.");
    };
    if !store::tag(tx, conversation.id, tag)? {
        return Ok(());
    }
    if views::tags_of(tx, conversation.id)? > MAX_TAGS {
        return wrong("A conversation takes 30 tags. Take one away first.");
    }
    note_act(tx, actor, conversation, ActLine { what: ActKind::Tagged, name: Some(name), until: None })
}

fn remove_tag(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation, tag: TagId) -> Result<()> {
    if !store::untag(tx, conversation.id, tag)? {
        return Ok(());
    }
    let name = views::tag_name(tx, tag)?;
    note_act(tx, actor, conversation, ActLine { what: ActKind::Untagged, name, until: None })
}

fn mark_unread(tx: &mut Tx<'_>, actor: &Actor, conversation: &Conversation) -> Result<()> {
    let Actor::Agent { id: agent_id, .. } = actor else { return Ok(()) };
    if store::set_unread(tx, conversation.id, *agent_id)? {
        let (conversation_id, contact_id) = (conversation.id, conversation.contact);
        tx.emit(actor, &Event::MarkedUnread { conversation_id, contact_id, agent_id: *agent_id })?;
    }
    Ok(())
}
