//! `/api/inbox/replies`: what agents insert, and their own replies.

use poem::web::Data;
use poem_openapi::{ApiResponse, OpenApi, param::Path, payload::Json};

use super::{
    actions,
    model::{For, NewReply, SavedReply},
    shapes::*,
    views,
};
use crate::{
    accounts::SignedIn,
    base::{
        Error, Permission, Result,
        ids::SavedReplyId,
        json::{self, Fields, Place, ReadJson, Wrong},
    },
    db::Db,
    http::{ApiError, JsonBody, StrictJson},
};

/// The calls.
pub struct RepliesApi;

/// A reply as it was read; lengths are the model's to judge.
pub struct ReplyBody {
    new: NewReply,
    version: Option<i64>,
}

#[derive(ApiResponse)]
enum Done {
    /// It is done.
    #[oai(status = 204)]
    Done,
}

#[OpenApi(prefix_path = "/api/inbox")]
impl RepliesApi {
    /// List saved replies and macros
    #[oai(path = "/replies", method = "get", operation_id = "list_replies")]
    async fn list(&self, agent: SignedIn, db: Data<&Db>) -> Result<Json<RepliesView>, ApiError> {
        agent.actor().may(Permission::Read)?;
        let id = agent.agent.id;
        let (replies, macros) =
            db.read(move |connection| Ok((views::of_agent(connection, id)?, views::macros(connection)?))).await?;
        Ok(Json(RepliesView {
            replies: replies.into_iter().map(SavedReplyView::from).collect(),
            macros: macros.into_iter().map(MacroView::from).collect(),
        }))
    }

    /// Make a saved reply of one's own
    #[oai(path = "/replies", method = "post", operation_id = "make_reply")]
    async fn make(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        body: StrictJson<ReplyBody>,
    ) -> Result<Json<SavedReplyView>, ApiError> {
        let (actor, new) = (agent.actor(), body.value.new);
        let made = db.write(move |tx| actions::make(tx, &actor, For::Oneself, new)).await?;
        Ok(Json(made.into()))
    }

    /// Change a saved reply of one's own
    #[oai(path = "/replies/:id", method = "put", operation_id = "change_reply")]
    async fn change(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The saved reply.
        id: Path<SavedReplyId>,
        body: StrictJson<ReplyBody>,
    ) -> Result<Json<SavedReplyView>, ApiError> {
        let (actor, ReplyBody { new, version }) = (agent.actor(), body.value);
        let changed = db.write(move |tx| {
            is_own(views::by_id(tx, id.0)?)?;
            actions::change(tx, &actor, (id.0, version.unwrap_or(0)), new)
        });
        Ok(Json(changed.await?.into()))
    }

    /// Delete a saved reply of one's own
    #[oai(path = "/replies/:id", method = "delete", operation_id = "delete_reply")]
    async fn delete(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The saved reply.
        id: Path<SavedReplyId>,
    ) -> Result<Done, ApiError> {
        let actor = agent.actor();
        let deleted = db.write(move |tx| {
            is_own(views::by_id(tx, id.0)?)?;
            actions::delete(tx, &actor, id.0)
        });
        deleted.await?;
        Ok(Done::Done)
    }

    /// Count that a saved reply was inserted
    #[oai(path = "/replies/:id/used", method = "post", operation_id = "use_reply")]
    async fn used(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The saved reply.
        id: Path<SavedReplyId>,
    ) -> Result<Done, ApiError> {
        let actor = agent.actor();
        db.write(move |tx| actions::note_use(tx, &actor, id.0)).await?;
        Ok(Done::Done)
    }
}

/// What everybody uses is changed where everybody's things are.
fn is_own(reply: Option<SavedReply>) -> Result<()> {
    match reply {
        None => Err(Error::NotFound("saved reply")),
        Some(reply) if reply.owner.is_none() => Err(Error::Forbidden(
            "This saved reply is everybody's. Administrators change it under Settings → Saved replies.".to_owned(),
        )),
        Some(_) => Ok(()),
    }
}

impl JsonBody for ReplyBody {
    type Shape = WriteReply;
}

impl ReadJson for ReplyBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [0, 1_000]));
        let shortcut =
            fields.optional_with("shortcut", |json, place, wrong| json::text(json, place, wrong, [0, 1_000]));
        let body = fields.required_with("body", |json, place, wrong| json::text(json, place, wrong, [0, 20_000]));
        let version = fields.optional_with("version", version);
        fields.finish();
        let new = NewReply { name: name?, shortcut: shortcut.unwrap_or_default(), body: body? };
        Some(Self { new, version })
    }
}

fn version(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<i64> {
    json.as_whole().map_or_else(|| wrong.at(place, "Expected the version as it was answered, a whole number."), Some)
}
