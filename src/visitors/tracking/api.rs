//! `POST /api/widget/track`.

use std::{collections::BTreeMap, sync::Arc};

use poem::{Request, web::Data};
use poem_openapi::{ApiResponse, Object, OpenApi};

use super::actions::{self, NewEvent};
use crate::{
    base::json::{self, Fields, Json, Place, ReadJson, Wrong},
    db::Db,
    http::{ApiError, Client, JsonBody, Key, Limit, Limits, StrictJson},
    visitors::api::VisitorAuth,
};

/// Bytes of a request: fifty events with all they may hold fit in most cases; a panel sends them in parts.
const TRACK_LIMIT: usize = 524_288;

/// Properties of one event.
const MAX_PROPERTIES: usize = 20;

/// What pages tell of their visitor.
#[derive(Debug, Object)]
pub struct Track {
    /// 1 to 50.
    pub events: Vec<PageEvent>,
}

/// Something the visitor did on a page.
#[derive(Debug, Object)]
pub struct PageEvent {
    /// 1 to 64 characters.
    pub name: String,
    /// At most 20: text of at most 500 characters, numbers, booleans, null; names of at most 64.
    pub properties: Option<BTreeMap<String, serde_json::Value>>,
    /// Milliseconds since 1970 in UTC; taken as within the last 24 hours.
    pub at: i64,
}

#[derive(ApiResponse)]
enum Noted {
    /// It is noted.
    #[oai(status = 204)]
    Done,
}

/// What pages tell.
pub struct TrackingApi;

#[OpenApi(prefix_path = "/api/widget")]
impl TrackingApi {
    /// Tell what the visitor did on pages
    #[oai(path = "/track", method = "post", operation_id = "track_events")]
    async fn track(
        &self,
        request: &Request,
        auth: VisitorAuth,
        db: Data<&Db>,
        limits: Data<&Arc<Limits>>,
        body: StrictJson<Told, TRACK_LIMIT>,
    ) -> Result<Noted, ApiError> {
        let (visitor, events) = (auth.visitor(), body.value.0);
        let keys = [Key::Visitor(visitor.id), Key::address(Client::of(request).address)];
        limits.take_all(Limit::Tracking, &keys)?;
        db.write(move |tx| actions::track(tx, &visitor, &events)).await?;
        Ok(Noted::Done)
    }
}

/// Events as they were read.
pub struct Told(Vec<NewEvent>);

impl JsonBody for Told {
    type Shape = Track;
}

impl ReadJson for Told {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let events = fields.required_with("events", |json, place, wrong| json::list(json, place, wrong, [1, 50]));
        fields.finish();
        events.map(Self)
    }
}

impl ReadJson for NewEvent {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [1, 64]));
        let properties = fields.optional_with("properties", properties);
        let at = fields.required_with("at", |json, place, wrong| match &json {
            Json::Number(number) => match number.parse() {
                Ok(at) => Some(at),
                Err(_) => wrong.at(place, "Expected whole milliseconds since 1970."),
            },
            other => wrong.at(place, format!("Expected whole milliseconds since 1970, not {}.", other.noun())),
        });
        fields.finish();
        Some(Self { name: name?, properties: properties.unwrap_or_default(), at: at? })
    }
}

fn properties(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<BTreeMap<String, serde_json::Value>> {
    let Json::Object(fields) = json else {
        return wrong.at(place, format!("Expected an object, not {}.", json.noun()));
    };
    if fields.len() > MAX_PROPERTIES {
        return wrong.at(place, format!("Expected at most {MAX_PROPERTIES} properties, not {}.", fields.len()));
    }
    let mut properties = BTreeMap::new();
    for (name, value) in fields {
        let place = Place::Field(place, &name);
        if !(1..=64).contains(&name.chars().count()) || crate::base::text::has_control(&name) {
            wrong.at::<()>(&place, "A property's name has 1 to 64 characters, without control characters.");
            continue;
        }
        let value = match value {
            Json::Null => Some(serde_json::Value::Null),
            Json::Boolean(value) => Some(value.into()),
            // A number too long for JSON's usual readers is kept as its text.
            Json::Number(number) => {
                Some(serde_json::from_str(&number).unwrap_or_else(|_| serde_json::Value::String(number.to_string())))
            }
            Json::Text(_) => json::text(value, &place, wrong, [0, 500]).map(serde_json::Value::String),
            other => wrong.at(&place, format!("Expected text, a number, true, false or null, not {}.", other.noun())),
        };
        properties.extend(value.map(|value| (name.to_string(), value)));
    }
    Some(properties)
}
