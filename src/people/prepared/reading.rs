//! A session as a server asks for it, in JSON.

use std::borrow::Cow;

use crate::{
    base::{
        FieldErrors,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    contacts::{attributes::MAX_VALUE, model::ExternalId},
    sites::context::{MAX_FIELDS, is_name},
};

/// How long a session may live, in seconds.
pub const LIFE_S: std::ops::RangeInclusive<i64> = 60..=86_400;

/// How long it lives where nothing is said, in seconds.
pub const USUAL_LIFE_S: i64 = 1_800;

/// A session that a server wants.
#[derive(Debug, Clone)]
pub struct NewSession {
    pub external_id: Option<ExternalId>,
    /// The id or the app id of a site; without one the first.
    pub site: Option<String>,
    pub context: Context,
    pub life_s: i64,
}

/// Names with values as JSON text, in the order they were sent.
#[derive(Debug, Clone, Default)]
pub struct Context(pub Vec<(String, String)>);

/// A request for a session as it was sent, right or wrong.
pub struct SentSession(pub Result<NewSession, WrongSession>);

/// A request in which fields are wrong, and what can only be checked beside the database.
pub struct WrongSession {
    /// The problem type of its own, if there is one.
    pub problem: Option<&'static str>,
    pub errors: FieldErrors,
    pub site: Option<String>,
    /// The names in its context that are names.
    pub names: Vec<String>,
}

impl Context {
    /// The JSON object that is stored.
    pub fn to_stored(&self) -> String {
        let mut text = String::from("{");
        for (index, (name, value)) in self.0.iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            json::write_text(&mut text, name);
            text.push(':');
            text.push_str(value);
        }
        text.push('}');
        text
    }
}

impl ReadJson for SentSession {
    /// Always answers: what is wrong is part of the value.
    fn read_json(json: Json<'_>, place: &Place<'_>, _: &mut Wrong) -> Option<Self> {
        let names = json.get("context").map(Json::fields).unwrap_or_default();
        let names =
            names.iter().map(|(name, _)| name.to_string()).filter(|name| is_name(name)).take(MAX_FIELDS).collect();
        let site = json.get("site").and_then(Json::as_text).map(str::to_owned);
        let mut wrong = Wrong::default();
        let new = NewSession::read_json(json, place, &mut wrong);
        let (problem, errors) = wrong.into_parts();
        Some(Self(match new {
            Some(new) if errors.is_empty() => Ok(new),
            _ => Err(WrongSession { problem, errors, site, names }),
        }))
    }
}

impl ReadJson for NewSession {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let external_id = fields.optional_with("external_id", ExternalId::read_json);
        let site = fields.optional_with("site", |json, place, wrong| json::text(json, place, wrong, [1, 100]));
        let context = fields.optional_with("context", context).unwrap_or_default();
        let life_s = fields.optional_with("expires_in", life).unwrap_or(USUAL_LIFE_S);
        fields.finish();
        Some(Self { external_id, site, context, life_s })
    }
}

fn life(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<i64> {
    match json.as_whole().filter(|seconds| LIFE_S.contains(seconds)) {
        Some(seconds) => Some(seconds),
        None => wrong.at(place, format!("Expected whole seconds from {} to {}.", LIFE_S.start(), LIFE_S.end())),
    }
}

fn context(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Context> {
    let Json::Object(fields) = json else {
        return wrong.at(place, format!("Expected an object of names and values, not {}.", json.noun()));
    };
    if fields.len() > MAX_FIELDS {
        return wrong.at(place, format!("Expected at most {MAX_FIELDS} fields, not {}.", fields.len()));
    }
    let read = |(name, value): (Cow<'_, str>, Json<'_>)| {
        let place = Place::Field(place, &name);
        if !is_name(&name) {
            return wrong.at(&place, "The name of a field has 1 to 64 letters, digits, dots, hyphens and underscores.");
        }
        let value = value_of(value, &place, wrong)?;
        Some((name.into_owned(), value))
    };
    Some(Context(fields.into_iter().filter_map(read).collect()))
}

/// A value, as JSON text.
fn value_of(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    match json {
        Json::Boolean(_) => Some(json.to_text()),
        Json::Number(ref number) if number.len() <= MAX_VALUE && number.parse().is_ok_and(f64::is_finite) => {
            Some(json.to_text())
        }
        Json::Number(_) => wrong.at(place, "This number is too large. Send it as text."),
        Json::Text(_) => {
            let text = json::text(json, place, wrong, [0, MAX_VALUE])?;
            Some(Json::Text(text.into()).to_text())
        }
        Json::Null | Json::List(_) | Json::Object(_) => {
            wrong.at(place, format!("Expected text, a number, true or false, not {}.", json.noun()))
        }
    }
}
