//! The panel's calls about conversations.

use std::{collections::BTreeMap, sync::Arc};

use jiff::tz::TimeZone;
use poem::{Request, web::Data};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::{Json, PlainText, Response},
};

pub use super::thread::shapes::*;
use super::{
    actions,
    answers::Values,
    model::{COMMENT_MAX_CHARS, Score},
    panel,
    transcript::{self, Reader, file_name, one_line},
    views,
};
use crate::{
    base::{
        Actor, Clock, Error, FieldErrors,
        ids::*,
        json::{self, Fields, Place, ReadJson, Wrong},
        page,
    },
    db::Db,
    files::Files,
    http::{ApiError, Client, JsonBody, Key, Limit, Limits, StrictJson},
    sites::Sites,
    visitors::{api::VisitorAuth, known},
};

/// Conversations one answer to the panel holds at most.
const CONVERSATIONS: u32 = 20;

/// Messages one answer holds where the request does not say.
pub const MESSAGES: u32 = 50;

/// What is known of the visitor, as far as the panel must know.
#[derive(Debug, Object)]
pub struct KnownContact {
    /// To greet by; only what the business or the visitor itself has said.
    pub name: Option<String>,
    pub has_email: bool,
    pub has_phone: bool,
    /// Whether this browser has proved whose it is, now or within the last days: then its orders are shown.
    pub is_verified: bool,
}

/// The visitor's conversations, newest first.
#[derive(Debug, Object)]
pub struct VisitorConversations {
    pub contact: KnownContact,
    /// The place in the event log this answer stands at: pass it as `after` to the socket.
    pub seq: i64,
    pub conversations: Vec<VisitorConversation>,
    /// Whether the token is a day old: then `POST /api/widget/session` gives a new one.
    pub wants_renewal: bool,
}

/// A part of a thread, oldest message first.
#[derive(Debug, Object)]
pub struct VisitorMessages {
    pub messages: Vec<VisitorMessage>,
    /// Whether there are older ones.
    pub has_more: bool,
}

/// What the visitor fills into a form.
#[derive(Debug, Object)]
pub struct GiveAnswer {
    /// Text, numbers and booleans by the names of the form's fields.
    pub values: BTreeMap<String, serde_json::Value>,
}

/// What the visitor gives a conversation.
#[derive(Debug, Object)]
pub struct GiveRating {
    /// 1 to 5.
    pub score: i64,
    /// At most 1,000 characters.
    pub comment: Option<String>,
}

#[derive(ApiResponse)]
enum Rated {
    /// It is noted.
    #[oai(status = 204)]
    Done,
}

/// Messages a transcript holds at most: the newest.
const TRANSCRIPT: u32 = 2_000;

/// The panel's calls about conversations.
pub struct WidgetConversationsApi;

#[OpenApi(prefix_path = "/api/widget")]
impl WidgetConversationsApi {
    /// List this visitor's conversations
    #[oai(path = "/conversations", method = "get", operation_id = "list_visitor_conversations")]
    async fn list(
        &self,
        auth: VisitorAuth,
        db: Data<&Db>,
        files: Data<&Files>,
    ) -> Result<Json<VisitorConversations>, ApiError> {
        let (visitor, addresses) = (auth.visitor(), files.addresses.clone());
        let wants_renewal = auth.wants_renewal();
        let answer = db.read(move |connection| {
            let seq = crate::events::last_seq(connection)?;
            let conversations = panel::views::of_visitor(connection, &visitor, CONVERSATIONS)?;
            let seen = |summary| VisitorConversation::of(summary, visitor.contact, &addresses);
            let conversations = conversations.into_iter().map(seen).collect();
            let contact = known::views::of(connection, &visitor)?;
            let (has_email, has_phone) = (contact.email.is_some(), contact.phone.is_some());
            let contact = KnownContact { name: contact.name, has_email, has_phone, is_verified: visitor.is_verified };
            Ok(VisitorConversations { contact, seq, conversations, wants_renewal })
        });
        Ok(Json(answer.await?))
    }

    /// Read a part of a conversation
    #[oai(path = "/conversations/:id/messages", method = "get", operation_id = "list_visitor_messages")]
    async fn messages(
        &self,
        auth: VisitorAuth,
        db: Data<&Db>,
        files: Data<&Files>,
        /// The conversation.
        id: Path<ConversationId>,
        /// Only messages before this number.
        before: Query<Option<i64>>,
        /// How many, 1 to 100.
        limit: Query<Option<i64>>,
    ) -> Result<Json<VisitorMessages>, ApiError> {
        let limit = page::limit(limit.0, MESSAGES)?;
        let visitor = auth.visitor();
        let actor = Actor::Visitor(visitor);
        let part = db.read(move |connection| {
            views::open(connection, &actor, id.0)?;
            views::messages(connection, id.0, before.0, limit)
        });
        let part = part.await?;
        let messages = part.messages.into_iter();
        let messages = messages.map(|message| VisitorMessage::of(message, visitor.contact, &files.addresses)).collect();
        Ok(Json(VisitorMessages { messages, has_more: part.has_more }))
    }

    /// Answer a form
    ///
    /// Once: a second answer is refused with 409.
    #[oai(path = "/conversations/:id/messages/:number/answer", method = "post", operation_id = "answer_form")]
    async fn answer(
        &self,
        auth: VisitorAuth,
        request: &Request,
        /// The conversation.
        id: Path<ConversationId>,
        /// The message that holds the form.
        number: Path<i64>,
        body: StrictJson<AnswerBody>,
    ) -> Result<Json<VisitorMessage>, ApiError> {
        let handles = Handles::of(request)?;
        handles.may_write(request, &auth)?;
        let visitor = auth.visitor();
        let actor = Actor::Visitor(visitor);
        let (id, number, values) = (id.0, number.0, body.value.0);
        let message = handles.db.write(move |tx| {
            actions::answer(tx, &actor, (id, number), &values)?;
            views::message_at(tx, id, number)?.ok_or(Error::NotFound("form"))
        });
        Ok(Json(VisitorMessage::of(message.await?, visitor.contact, &handles.files.addresses)))
    }

    /// Rate a conversation
    ///
    /// Once it was resolved; it may be changed for a day.
    #[oai(path = "/conversations/:id/rating", method = "post", operation_id = "rate_conversation")]
    async fn rate(
        &self,
        auth: VisitorAuth,
        request: &Request,
        /// The conversation.
        id: Path<ConversationId>,
        body: StrictJson<RatingBody>,
    ) -> Result<Rated, ApiError> {
        let handles = Handles::of(request)?;
        handles.may_write(request, &auth)?;
        let actor = Actor::Visitor(auth.visitor());
        let RatingBody { score, comment } = body.value;
        handles.sites.must_have(auth.visitor().site, |features| features.rating)?;
        handles.db.write(move |tx| actions::rate(tx, &actor, id.0, (score, comment))).await?;
        Ok(Rated::Done)
    }

    /// Download a conversation as text
    #[oai(path = "/conversations/:id/transcript", method = "get", operation_id = "download_transcript")]
    async fn transcript(
        &self,
        auth: VisitorAuth,
        request: &Request,
        /// The conversation.
        id: Path<ConversationId>,
        /// The language of its few words, such as `de`.
        locale: Query<Option<String>>,
        /// The zone of its times, such as `Europe/Berlin`; without it UTC.
        time_zone: Query<Option<String>>,
    ) -> Result<Response<PlainText<String>>, ApiError> {
        let handles = Handles::of(request)?;
        let zone = zone(time_zone.0.as_deref())?;
        let (visitor, locale) = (auth.visitor(), locale.0);
        handles.sites.must_have(visitor.site, |features| features.transcript)?;
        let site = handles.sites.by_id(visitor.site).map(|site| site.name.clone()).unwrap_or_default();
        let name = file_name(handles.clock.now(), &zone);
        let text = handles.db.read(move |connection| {
            views::open(connection, &Actor::Visitor(visitor), id.0)?;
            let part = views::messages(connection, id.0, None, TRANSCRIPT)?;
            let known = known::views::of(connection, &visitor)?;
            let name = known.name.map(|name| one_line(&name));
            let reader = Reader { locale: locale.as_deref(), time_zone: zone, name };
            Ok(transcript::write(&site, &part.messages, &reader))
        });
        Ok(Response::new(PlainText(text.await?))
            .header("Content-Disposition", format!("attachment; filename=\"{name}\""))
            .header("Cache-Control", "no-store"))
    }
}

fn zone(name: Option<&str>) -> Result<TimeZone, ApiError> {
    let Some(name) = name else { return Ok(TimeZone::UTC) };
    let sentence = "There is no such time zone. Name one as Europe/Berlin, or leave it out for UTC.";
    TimeZone::get(name).map_err(|_| FieldErrors::one("/time_zone", sentence).into())
}

/// What these calls take from the request's data.
struct Handles<'r> {
    db: &'r Db,
    clock: &'r Clock,
    sites: &'r Sites,
    limits: &'r Arc<Limits>,
    files: &'r Files,
}

impl<'r> Handles<'r> {
    fn of(request: &'r Request) -> Result<Self, ApiError> {
        let find = || {
            Some(Self {
                db: request.data()?,
                clock: request.data()?,
                sites: request.data()?,
                limits: request.data()?,
                files: request.data()?,
            })
        };
        find().ok_or_else(|| Error::internal("the widget's API was built without its handles").into())
    }

    /// Asks whether the site is there for visitors, and counts what writes as the messages it is sent beside.
    fn may_write(&self, request: &Request, auth: &VisitorAuth) -> Result<(), ApiError> {
        self.sites.must_be_active(auth.visitor().site)?;
        let keys = [Key::Visitor(auth.visitor().id), Key::address(Client::of(request).address)];
        self.limits.take_all(Limit::Messages, &keys)
    }
}

/// An answer as it was read.
pub struct AnswerBody(Values);

impl JsonBody for AnswerBody {
    type Shape = GiveAnswer;
}

impl ReadJson for AnswerBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let values = fields.required("values");
        fields.finish();
        values.map(Self)
    }
}

/// A rating as it was read.
pub struct RatingBody {
    score: Score,
    comment: Option<String>,
}

impl JsonBody for RatingBody {
    type Shape = GiveRating;
}

impl ReadJson for RatingBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let score = fields.required_with("score", |json, place, wrong| {
            json.as_whole()
                .and_then(Score::new)
                .map_or_else(|| wrong.at(place, "Expected a whole number from 1 to 5."), Some)
        });
        let comment = fields
            .optional_with("comment", |json, place, wrong| json::text(json, place, wrong, [0, COMMENT_MAX_CHARS]));
        fields.finish();
        let comment = comment.map(|comment| comment.trim().to_owned()).filter(|comment| !comment.is_empty());
        Some(Self { score: score?, comment })
    }
}
