//! Messages and conversations on the wire: the objects that calls and frames share.

use poem_openapi::{Enum, Object};
use serde::{Deserialize, Serialize};

use super::super::{
    model::{Priority, State, Status, UNTIL_REPLY},
    panel::views::VisitorSummary,
    shapes::{Answer, MessageContent, StatusView},
    views,
};
use crate::{
    base::{Timestamp, ids::*},
    events::Author,
    files::{Addresses, shapes::Attachment},
    pictures::model::url_of,
    rich_text,
};

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize)]
#[oai(rename = "Author", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum AuthorView {
    Visitor,
    Agent,
    System,
}

impl From<Author> for AuthorView {
    fn from(author: Author) -> Self {
        match author {
            Author::Visitor => Self::Visitor,
            Author::Agent => Self::Agent,
            Author::System => Self::System,
        }
    }
}

/// A message as visitors see it.
#[derive(Debug, Clone, Object, Serialize)]
pub struct VisitorMessage {
    pub id: MessageId,
    /// Its place in the conversation: 1, 2, 3, … without gaps.
    pub number: i64,
    /// The sender's own name for it; on the visitor's messages only.
    pub client_id: Option<String>,
    pub author: AuthorView,
    pub author_name: Option<String>,
    /// What it holds beside its text; absent for plain text.
    pub content: Option<MessageContent>,
    /// The text as safe HTML, where it has marks that plain text would show; made by the server's one sanitiser.
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    /// What the visitor answered to it.
    pub answer: Option<Answer>,
    pub body: String,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// A conversation in the visitor's list.
#[derive(Debug, Clone, Object, Serialize)]
pub struct VisitorConversation {
    pub id: ConversationId,
    /// The number of its last message.
    pub last_number: i64,
    /// Messages of the team that the visitor has not seen.
    pub unread: i64,
    /// The team has read up to this number.
    pub team_read_number: i64,
    pub last_message: Option<VisitorMessage>,
    pub status: StatusView,
    /// What the visitor gave it, 1 to 5.
    pub rating: Option<i64>,
    /// Whoever of the team wrote last.
    pub agent: Option<TeamMember>,
    /// Milliseconds since 1970 in UTC.
    pub last_activity_at: i64,
}

/// A message as agents see it.
#[derive(Debug, Clone, Object, Serialize)]
pub struct AgentMessage {
    pub id: MessageId,
    /// Its place in the conversation: 1, 2, 3, … without gaps.
    pub number: i64,
    /// The sender's own name for it.
    pub client_id: Option<String>,
    pub author: AuthorView,
    /// The agent's id, where an agent wrote it.
    pub author_id: Option<AgentId>,
    pub author_name: Option<String>,
    /// What it holds beside its text; absent for plain text.
    pub content: Option<MessageContent>,
    /// The text as safe HTML, where it has marks that plain text would show; made by the server's one sanitiser.
    pub html: Option<String>,
    pub attachments: Vec<Attachment>,
    /// What the visitor answered to it.
    pub answer: Option<Answer>,
    pub body: String,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// Whom a conversation is with, in short.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ContactBrief {
    pub id: ContactId,
    /// Never empty.
    pub name: String,
    /// Whether the browser that this was said in has proved to be this customer.
    pub is_verified: bool,
    /// Whether the business knows the person by an id of its own.
    pub is_customer: bool,
}

/// A message in one line.
#[derive(Debug, Clone, Object, Serialize)]
pub struct MessagePreview {
    pub author: AuthorView,
    pub author_name: Option<String>,
    /// At most 140 characters.
    pub preview: String,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// A conversation as every agent sees it.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ConversationSummary {
    pub id: ConversationId,
    pub site_name: String,
    pub contact: ContactBrief,
    /// The number of its last message.
    pub last_number: i64,
    /// The visitor has seen it up to this number.
    pub visitor_read_number: i64,
    /// Milliseconds since 1970 in UTC.
    pub last_activity_at: i64,
    pub last_message: Option<MessagePreview>,
    pub status: StatusView,
    /// What the visitor gave it, 1 to 5.
    pub rating: Option<i64>,
    pub rating_comment: Option<String>,
    pub site_id: SiteId,
    pub state: StateView,
    /// Who is to answer.
    pub assignee_id: Option<AgentId>,
    pub team_id: Option<TeamId>,
    pub priority: PriorityView,
    /// When a snooze ends, in milliseconds since 1970; absent where there is none or it ends with the visitor's next
    /// message.
    pub snoozed_until: Option<i64>,
    /// Since when the visitor waits for an answer, in milliseconds since 1970; absent where it does not.
    pub waiting_since: Option<i64>,
    pub tag_ids: Vec<TagId>,
    /// The newest private note.
    pub last_note: Option<NotePreview>,
    /// Whether the person may not write any more.
    pub is_blocked: bool,
}

/// A private note in one line.
#[derive(Debug, Clone, Object, Serialize)]
pub struct NotePreview {
    pub author_name: Option<String>,
    /// At most 140 characters.
    pub preview: String,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// How a conversation stands, as agents see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename = "ConversationState", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum StateView {
    Open,
    Snoozed,
    Done,
}

/// How urgent a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum, Serialize, Deserialize)]
#[oai(rename = "Priority", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum PriorityView {
    None,
    Low,
    Medium,
    High,
    Urgent,
}

impl From<State> for StateView {
    fn from(state: State) -> Self {
        match state {
            State::Open => Self::Open,
            State::Snoozed => Self::Snoozed,
            State::Done => Self::Done,
        }
    }
}

impl From<StateView> for State {
    fn from(state: StateView) -> Self {
        match state {
            StateView::Open => Self::Open,
            StateView::Snoozed => Self::Snoozed,
            StateView::Done => Self::Done,
        }
    }
}

impl From<Priority> for PriorityView {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::None => Self::None,
            Priority::Low => Self::Low,
            Priority::Medium => Self::Medium,
            Priority::High => Self::High,
            Priority::Urgent => Self::Urgent,
        }
    }
}

impl From<PriorityView> for Priority {
    fn from(priority: PriorityView) -> Self {
        match priority {
            PriorityView::None => Self::None,
            PriorityView::Low => Self::Low,
            PriorityView::Medium => Self::Medium,
            PriorityView::High => Self::High,
            PriorityView::Urgent => Self::Urgent,
        }
    }
}

impl VisitorMessage {
    /// A message of a conversation that belongs to `contact`.
    pub fn of(message: views::Message, contact: ContactId, addresses: &Addresses) -> Self {
        let files = message.files.into_iter();
        Self {
            html: rich_text::html(&message.body),
            attachments: files.map(|file| Attachment::for_visitor(file, contact, addresses)).collect(),
            id: message.id,
            number: message.number,
            // An agent's name for a message is none of the visitor's business.
            client_id: message.client_id.filter(|_| message.author == Author::Visitor),
            author: message.author.into(),
            author_name: message.agent_name,
            content: message.content,
            answer: message.answer,
            body: message.body,
            at: message.at.as_millis(),
        }
    }
}

impl From<views::Message> for AgentMessage {
    fn from(message: views::Message) -> Self {
        Self {
            html: rich_text::html(&message.body),
            attachments: message.files.into_iter().map(Attachment::for_agent).collect(),
            id: message.id,
            number: message.number,
            client_id: message.client_id,
            author: message.author.into(),
            author_id: message.agent,
            author_name: message.agent_name,
            content: message.content,
            answer: message.answer,
            body: message.body,
            at: message.at.as_millis(),
        }
    }
}

impl VisitorConversation {
    /// A conversation that belongs to `contact`.
    pub fn of(summary: VisitorSummary, contact: ContactId, addresses: &Addresses) -> Self {
        Self {
            id: summary.id,
            last_number: summary.last_number,
            unread: summary.unread,
            team_read_number: summary.team_read_number,
            last_message: summary.last_message.map(|message| VisitorMessage::of(message, contact, addresses)),
            status: summary.status.into(),
            rating: summary.rating,
            agent: summary.speaker.map(TeamMember::from),
            last_activity_at: summary.last_activity_at.as_millis(),
        }
    }
}

impl From<views::Summary> for ConversationSummary {
    fn from(summary: views::Summary) -> Self {
        Self {
            id: summary.id,
            site_name: summary.site_name,
            contact: ContactBrief {
                id: summary.contact,
                name: summary.contact_name,
                is_verified: summary.is_verified,
                is_customer: summary.is_customer,
            },
            last_number: summary.last_number,
            visitor_read_number: summary.visitor_read_number,
            last_activity_at: summary.last_activity_at.as_millis(),
            last_message: summary.last_message.map(|message| MessagePreview {
                author: message.author.into(),
                author_name: message.author_name,
                preview: message.text,
                at: message.at.as_millis(),
            }),
            status: summary.status.into(),
            rating: summary.rating,
            rating_comment: summary.rating_comment,
            site_id: summary.site,
            state: summary.state.into(),
            assignee_id: summary.assignee,
            team_id: summary.team,
            priority: summary.priority.into(),
            snoozed_until: summary.snoozed_until.filter(|until| *until != UNTIL_REPLY).map(Timestamp::as_millis),
            waiting_since: summary.waiting_since.map(Timestamp::as_millis),
            tag_ids: summary.tags,
            last_note: summary.last_note.map(|note| NotePreview {
                author_name: note.author_name,
                preview: note.text,
                at: note.at.as_millis(),
            }),
            is_blocked: summary.is_blocked,
        }
    }
}

/// Somebody of the team, as visitors see them.
#[derive(Debug, Clone, Object, Serialize)]
pub struct TeamMember {
    pub name: String,
    pub picture_url: Option<String>,
}

impl From<views::Member> for TeamMember {
    fn from(member: views::Member) -> Self {
        Self { picture_url: member.picture.as_deref().map(url_of), name: member.name }
    }
}

impl From<Status> for StatusView {
    fn from(status: Status) -> Self {
        match status {
            Status::Open => Self::Open,
            Status::Resolved => Self::Resolved,
        }
    }
}
