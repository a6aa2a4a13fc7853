//! What agents are told.

use crate::{
    base::{
        Error, Result,
        ids::{AgentId, ConversationId},
    },
    conversations::{api::ConversationSummary, entries, views},
    db::Snapshot,
    events::{Event, Recorded},
    live::protocol::*,
};

/// A frame for agents: for all, or for one.
pub struct ForAgents {
    pub only: Option<AgentId>,
    pub frame: AgentHears,
}

/// The frame that agents get, if any.
pub fn for_agents(connection: &Snapshot, recorded: &Recorded) -> Result<Option<ForAgents>> {
    let seq = recorded.seq;
    let all = |frame| Some(ForAgents { only: None, frame });
    Ok(match &recorded.event {
        Event::MessagePosted { .. } | Event::MessageAnswered { .. } => {
            about_message(connection, recorded)?.and_then(all)
        }
        Event::ConversationResolved { conversation_id, .. }
        | Event::ConversationReopened { conversation_id, .. }
        | Event::ConversationRated { conversation_id, .. }
        | Event::ConversationChanged { conversation_id, .. } => {
            let frame = |conversation| AgentHears::Conversation(AgentConversationFrame { seq, conversation });
            summary(connection, *conversation_id)?.map(frame).and_then(all)
        }
        Event::VisitorRead { conversation_id, number, .. } => {
            all(AgentHears::Read(read_by("visitor", (seq, *conversation_id, *number), None)))
        }
        Event::EntryAdded { conversation_id, entry_id, .. } => {
            let entry = entries::views::entry(connection, *entry_id)?;
            let conversation = summary(connection, *conversation_id)?;
            conversation.zip(entry).and_then(|(conversation, entry)| {
                all(AgentHears::Entry(AgentEntryFrame { seq, conversation, entry: entry.into() }))
            })
        }
        Event::AgentChanged { .. } => all(AgentHears::Directory(DirectoryFrame { seq, what: DirectoryPart::Agents })),
        Event::DirectoryChanged { what } => {
            all(AgentHears::Directory(DirectoryFrame { seq, what: DirectoryPart::from(*what) }))
        }
        Event::AgentRead { .. }
        | Event::MarkedUnread { .. }
        | Event::DraftChanged { .. }
        | Event::NotificationAdded { .. }
        | Event::NotificationsRead { .. } => for_one(connection, recorded)?,
        Event::ContactBlocked { .. }
        | Event::ContactChanged { .. }
        | Event::EventsTracked { .. }
        | Event::RecordsPushed { .. }
        | Event::RecordRemoved { .. }
        | Event::ContactErased { .. }
        | Event::ContactsJoined { .. }
        | Event::ContactsMerged { .. } => about_person(recorded).and_then(all),
        // So much may have changed that everything is fetched anew.
        Event::ContactsImported { .. } | Event::ConversationsSorted {} => all(AgentHears::Reload(ReloadFrame {})),
        Event::WorkspaceClaimed { .. }
        | Event::SettingsChanged
        | Event::AgentSignedIn { .. }
        | Event::AgentSessionsEnded { .. }
        | Event::AgentRoleChanged { .. }
        | Event::SiteChanged { .. }
        | Event::ApiKeyMade { .. }
        | Event::ApiKeyChanged { .. }
        | Event::ApiKeyRevoked { .. }
        | Event::VisitorStarted { .. }
        | Event::VisitorEnded { .. }
        | Event::ProofFailed { .. }
        | Event::ProductsPushed { .. }
        | Event::ProductRemoved { .. }
        | Event::ConversationStarted { .. } => None,
    })
}

/// The frame of a message that was written or answered.
fn about_message(connection: &Snapshot, recorded: &Recorded) -> Result<Option<AgentHears>> {
    let seq = recorded.seq;
    Ok(match &recorded.event {
        Event::MessagePosted { conversation_id, number, .. } => {
            let message = views::message_at(connection, *conversation_id, *number)?;
            let conversation = summary(connection, *conversation_id)?;
            conversation.zip(message).map(|(conversation, message)| {
                AgentHears::Message(AgentMessageFrame { seq, conversation, message: message.into() })
            })
        }
        Event::MessageAnswered { conversation_id, number, .. } => {
            views::message_at(connection, *conversation_id, *number)?.map(|message| {
                let (conversation_id, message) = (*conversation_id, message.into());
                AgentHears::Changed(AgentChangedFrame { seq, conversation_id, message })
            })
        }
        _ => None,
    })
}

/// The frame of an event about a person as a whole.
fn about_person(recorded: &Recorded) -> Option<AgentHears> {
    let seq = recorded.seq;
    match &recorded.event {
        Event::ContactErased { contact_id } => {
            Some(AgentHears::Gone(ContactGoneFrame { seq, contact_id: *contact_id }))
        }
        // Where both are the same, an agent had put the browser to the customer before it proved to be it.
        Event::ContactsJoined { from, to, .. } | Event::ContactsMerged { from, to } if from != to => {
            Some(AgentHears::Joined(AgentJoinedFrame { seq, from_contact_id: *from, to_contact_id: *to }))
        }
        other => other.contact_id().map(|contact_id| AgentHears::Contact(ContactFrame { seq, contact_id })),
    }
}

/// The frame of an event that concerns one agent.
fn for_one(connection: &Snapshot, recorded: &Recorded) -> Result<Option<ForAgents>> {
    let seq = recorded.seq;
    Ok(match &recorded.event {
        Event::AgentRead { conversation_id, agent_id, number, .. } => {
            let unread = views::unread_of(connection, *conversation_id, *agent_id)?;
            let frame = AgentHears::Read(read_by("me", (seq, *conversation_id, *number), Some(unread)));
            Some(ForAgents { only: Some(*agent_id), frame })
        }
        Event::MarkedUnread { conversation_id, agent_id, .. } => {
            let unread = views::unread_of(connection, *conversation_id, *agent_id)?;
            let frame = AgentUnreadFrame { seq, conversation_id: *conversation_id, unread };
            Some(ForAgents { only: Some(*agent_id), frame: AgentHears::Unread(frame) })
        }
        Event::DraftChanged { conversation_id, agent_id, .. } => {
            let frame = AgentHears::Draft(DraftFrame { seq, conversation_id: *conversation_id });
            Some(ForAgents { only: Some(*agent_id), frame })
        }
        Event::NotificationAdded { agent_id, notification_id } => {
            let frame = AgentHears::Notification(NotificationFrame { seq, notification_id: *notification_id });
            Some(ForAgents { only: Some(*agent_id), frame })
        }
        Event::NotificationsRead { agent_id, notification_id } => {
            let frame = NotificationsReadFrame { seq, notification_id: *notification_id };
            Some(ForAgents { only: Some(*agent_id), frame: AgentHears::NotificationsRead(frame) })
        }
        _ => None,
    })
}

/// A conversation as every agent sees it; `None` where it is gone meanwhile and there is nothing to tell of it.
fn summary(connection: &Snapshot, id: ConversationId) -> Result<Option<ConversationSummary>> {
    match views::summary_of(connection, id, None) {
        Ok(summary) => Ok(Some(summary.into())),
        Err(Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn read_by(
    reader: &str,
    (seq, conversation_id, number): (i64, ConversationId, i64),
    unread: Option<i64>,
) -> AgentReadFrame {
    AgentReadFrame { seq, conversation_id, reader: reader.to_owned(), number, unread }
}
