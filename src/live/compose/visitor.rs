//! What the contact's own browsers are told.

use crate::{
    base::{Result, ids::VisitorId},
    conversations::{api::VisitorMessage, views},
    db::Snapshot,
    events::{Event, Recorded},
    files::Addresses,
    live::protocol::*,
};

/// A frame for a contact's browsers, and for which of them.
pub struct ForVisitors {
    pub whose: Whose,
    pub frame: VisitorHears,
}

/// Which of a contact's browsers something is for, beside those that have proved to be the contact: they hear all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Everybodys,
    /// What was said at one browser.
    Of(VisitorId),
    Nobodys,
}

impl Whose {
    /// Whether a browser hears of it.
    pub fn is_heard_by(self, visitor: VisitorId, is_verified: bool) -> bool {
        is_verified
            || match self {
                Self::Everybodys => true,
                Self::Of(whose) => whose == visitor,
                Self::Nobodys => false,
            }
    }

    fn of_event(event: &Event) -> Self {
        match event {
            Event::MessagePosted { visitor_id, .. }
            | Event::MessageAnswered { visitor_id, .. }
            | Event::ConversationResolved { visitor_id, .. }
            | Event::ConversationReopened { visitor_id, .. }
            | Event::ConversationRated { visitor_id, .. }
            | Event::AgentRead { visitor_id, .. }
            | Event::ContactsJoined { visitor_id, .. } => Self::Of(*visitor_id),
            // It makes browsers fetch what they may see, and says no more.
            Event::SiteChanged { .. } | Event::ContactsMerged { .. } => Self::Everybodys,
            _ => Self::Nobodys,
        }
    }
}

/// The frame that the contact's own browsers get, if any.
pub fn for_visitor(connection: &Snapshot, recorded: &Recorded, addresses: &Addresses) -> Result<Option<ForVisitors>> {
    let frame = frame_of(connection, recorded, addresses)?;
    Ok(frame.map(|frame| ForVisitors { whose: Whose::of_event(&recorded.event), frame }))
}

fn frame_of(connection: &Snapshot, recorded: &Recorded, addresses: &Addresses) -> Result<Option<VisitorHears>> {
    let seq = recorded.seq;
    Ok(match &recorded.event {
        Event::MessagePosted { .. } | Event::MessageAnswered { .. } => of_message(connection, recorded, addresses)?,
        Event::ConversationResolved { conversation_id, .. }
        | Event::ConversationReopened { conversation_id, .. }
        | Event::ConversationRated { conversation_id, .. } => {
            views::state_of(connection, *conversation_id)?.map(|(status, rating)| {
                let (conversation_id, status) = (*conversation_id, status.into());
                VisitorHears::Conversation(VisitorConversationFrame { seq, conversation_id, status, rating })
            })
        }
        Event::SiteChanged { .. } => Some(VisitorHears::Site(SiteFrame { seq })),
        Event::AgentRead { is_quiet: true, .. } => None,
        Event::AgentRead { conversation_id, number, .. } => {
            Some(VisitorHears::Read(TeamReadFrame { seq, conversation_id: *conversation_id, number: *number }))
        }
        Event::ContactsJoined { .. } | Event::ContactsMerged { .. } => {
            Some(VisitorHears::Joined(VisitorJoinedFrame { seq }))
        }
        Event::RecordsPushed { .. } | Event::RecordRemoved { .. } => {
            Some(VisitorHears::Activity(VisitorActivityFrame { seq }))
        }
        Event::WorkspaceClaimed { .. }
        | Event::SettingsChanged
        | Event::AgentSignedIn { .. }
        | Event::AgentSessionsEnded { .. }
        | Event::AgentRoleChanged { .. }
        | Event::ApiKeyMade { .. }
        | Event::ApiKeyChanged { .. }
        | Event::ApiKeyRevoked { .. }
        | Event::VisitorStarted { .. }
        | Event::VisitorEnded { .. }
        | Event::ContactChanged { .. }
        | Event::ContactErased { .. }
        | Event::ContactsImported { .. }
        | Event::EventsTracked { .. }
        | Event::ProofFailed { .. }
        | Event::ProductsPushed { .. }
        | Event::ProductRemoved { .. }
        | Event::ConversationStarted { .. }
        | Event::ConversationChanged { .. }
        | Event::ConversationsSorted {}
        | Event::EntryAdded { .. }
        | Event::MarkedUnread { .. }
        | Event::DraftChanged { .. }
        | Event::AgentChanged { .. }
        | Event::DirectoryChanged { .. }
        | Event::NotificationAdded { .. }
        | Event::NotificationsRead { .. }
        | Event::ContactBlocked { .. }
        | Event::VisitorRead { .. } => None,
    })
}

/// The frame of a message that was written or answered.
fn of_message(connection: &Snapshot, recorded: &Recorded, addresses: &Addresses) -> Result<Option<VisitorHears>> {
    let seq = recorded.seq;
    let (Event::MessagePosted { conversation_id, contact_id, number, .. }
    | Event::MessageAnswered { conversation_id, contact_id, number, .. }) = &recorded.event
    else {
        return Ok(None);
    };
    let Some(message) = views::message_at(connection, *conversation_id, *number)? else { return Ok(None) };
    let (conversation_id, message) = (*conversation_id, VisitorMessage::of(message, *contact_id, addresses));
    Ok(Some(match recorded.event {
        Event::MessagePosted { .. } => VisitorHears::Message(VisitorMessageFrame { seq, conversation_id, message }),
        _ => VisitorHears::Changed(VisitorChangedFrame { seq, conversation_id, message }),
    }))
}
