//! `POST /api/inbox/tags`: a tag that somebody misses while tagging. The others come with the directory; names and colours
//! are changed in the settings.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, payload::Json};

use super::{
    Colour, Tag, actions,
    model::{MAX_NAME, NewTag},
};
use crate::{
    accounts::SignedIn,
    base::{
        ids::TagId,
        json::{self, Fields, Place, ReadJson, Wrong},
    },
    db::Db,
    http::{ApiError, JsonBody, StrictJson},
};

/// A tag.
#[derive(Object)]
pub struct TagView {
    pub id: TagId,
    pub name: String,
    /// One of slate, pine, fern, sky, iris, plum, rose, brick, amber, straw.
    pub colour: String,
}

/// What a tag is to be called.
#[derive(Object)]
pub struct MakeTag {
    /// 1 to 40 characters that no other tag has.
    pub name: String,
}

/// The call.
pub struct TagsApi;

/// A tag's name as it was read; what it may be is the model's to judge.
pub struct TagBody {
    name: String,
}

#[OpenApi(prefix_path = "/api/inbox")]
impl TagsApi {
    /// Make a tag
    #[oai(path = "/tags", method = "post", operation_id = "make_tag")]
    async fn make(&self, agent: SignedIn, db: Data<&Db>, body: StrictJson<TagBody>) -> Result<Json<TagView>, ApiError> {
        let (actor, name) = (agent.actor(), body.value.name);
        let colour = Colour::default();
        let tag = db.write(move |tx| actions::make(tx, &actor, NewTag { name, colour })).await?;
        Ok(Json(tag.into()))
    }
}

impl From<Tag> for TagView {
    fn from(tag: Tag) -> Self {
        Self { id: tag.id, name: tag.name, colour: tag.colour.as_str().to_owned() }
    }
}

impl JsonBody for TagBody {
    type Shape = MakeTag;
}

impl ReadJson for TagBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let longest = 25 * MAX_NAME;
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [0, longest]));
        fields.finish();
        Some(Self { name: name? })
    }
}
