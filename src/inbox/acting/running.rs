//! Running a macro: all its steps in one transaction, those left out that cannot be done any more.

use super::words::Words;
use crate::{
    base::{Actor, Error, Permission, Result, Timestamp, ids::*, time::MINUTE},
    conversations::{
        actions,
        acts::model::Act,
        entries::{
            model::NewNote,
            shapes::{ActKind, ActLine},
        },
        model::{ClientId, MessageBody, NewMessage},
        views::{self, Conversation},
    },
    db::Tx,
    replies::{
        self,
        macros::{Step, steps::Whom},
    },
};

/// A macro that somebody wants to run.
#[derive(Debug, Clone)]
pub struct NewRun {
    pub conversation: ConversationId,
    pub macro_id: MacroId,
    /// The sender's own name for it: the same again does nothing.
    pub client_id: ClientId,
    /// The last message there was when it was begun: what others have written since stops a reply, and with it all.
    pub after_number: Option<i64>,
}

/// One run, as its steps see it.
struct Run<'r> {
    actor: &'r Actor,
    agent: AgentId,
    new: &'r NewRun,
    conversation: &'r Conversation,
    words: Words,
    /// The name of this run, for what its steps write.
    id: EntryId,
}

/// Runs a macro, and answers a sentence for each step that was left out. The same `client_id` again does nothing.
///
/// # Errors
/// `Forbidden` for whoever may not, `NotFound` where the conversation or the macro is gone, `Conflict` where somebody has
/// written since it was begun; nothing of it was done then.
pub fn run(tx: &mut Tx<'_>, actor: &Actor, new: &NewRun, asks_rating: &dyn Fn(SiteId) -> bool) -> Result<Vec<String>> {
    actor.may(Permission::Reply)?;
    let Actor::Agent { id: agent, .. } = *actor else {
        return Err(Error::Forbidden("Only agents run macros.".to_owned()));
    };
    let conversation = views::open(tx, actor, new.conversation)?;
    let (name, steps) = replies::views::macro_steps(tx, new.macro_id)?.ok_or(Error::NotFound("macro"))?;
    let line = ActLine { what: ActKind::Macro, name: Some(name), until: None };
    if !actions::note_act_once(tx, actor, (&conversation, Some(new.client_id.as_str())), line)? {
        return Ok(Vec::new());
    }
    let words = Words::of(tx, &conversation, agent, tx.now())?;
    let run = Run { actor, agent, new, conversation: &conversation, words, id: tx.new_id() };
    let mut left_out = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        match tx.attempt(|tx| run.take(tx, (index, step), asks_rating)) {
            Ok(()) => {}
            Err(error @ (Error::Invalid(_) | Error::NotFound(_))) => {
                left_out.push(format!("Step {} was left out: {error}", index + 1));
            }
            Err(error) => return Err(error),
        }
    }
    replies::macros::actions::note_use(tx, new.macro_id)?;
    Ok(left_out)
}

impl Run<'_> {
    fn take(&self, tx: &mut Tx<'_>, (index, step): (usize, &Step), asks_rating: &dyn Fn(SiteId) -> bool) -> Result<()> {
        let act = match step {
            Step::Reply { body } => return self.reply(tx, index, body),
            Step::Note { body } => return self.note(tx, index, body),
            Step::Tag { tag_id } => Act::Tag(*tag_id),
            Step::Untag { tag_id } => Act::Untag(*tag_id),
            Step::AssignAgent { agent_id } => Act::AssignAgent(match agent_id {
                Whom::Nobody => None,
                Whom::Me => Some(self.agent),
                Whom::Agent(agent) => Some(*agent),
            }),
            Step::AssignTeam { team_id } => Act::AssignTeam(*team_id),
            Step::Priority { priority } => Act::Priority(*priority),
            Step::Snooze { minutes } => Act::Snooze(minutes.map(|minutes| self.in_minutes(tx, minutes))),
            Step::Resolve => Act::Resolve,
        };
        actions::act(tx, self.actor, (self.conversation.id, &act), asks_rating)
    }

    fn in_minutes(&self, tx: &Tx<'_>, minutes: i64) -> Timestamp {
        tx.now().plus(minutes.saturating_mul(MINUTE))
    }

    fn reply(&self, tx: &mut Tx<'_>, index: usize, body: &str) -> Result<()> {
        let mut new = NewMessage::text(Some(self.conversation.id), self.client_id(index)?, self.body(body)?);
        new.after_number = self.new.after_number;
        actions::post(tx, self.actor, &new).map(drop)
    }

    fn note(&self, tx: &mut Tx<'_>, index: usize, body: &str) -> Result<()> {
        let (client_id, body) = (self.client_id(index)?, self.body(body)?);
        let conversation = self.conversation.id;
        let new = NewNote { conversation, client_id, body, mentions: Vec::new(), file_ids: Vec::new() };
        actions::note(tx, self.actor, &new).map(drop)
    }

    fn body(&self, body: &str) -> Result<MessageBody> {
        MessageBody::parse(&self.words.fill(body)?)
    }

    /// A name of its own for what a step writes.
    fn client_id(&self, index: usize) -> Result<ClientId> {
        ClientId::parse(&format!("{}.{index}", self.id))
    }
}
