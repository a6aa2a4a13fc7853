//! What a token says about its customer. The server vouches for it, so it lands in the profile; yet a page must not
//! fail for a phone number: what cannot be taken is left out, and nothing is ever cleared.

use std::borrow::Cow;

use crate::{
    base::json::{Fields, Json, Place, Wrong},
    contacts::{attributes::MAX_COUNT, model::ProfileChanges, reading},
};

/// The changes that a payload asks for.
pub fn read(payload: &Json<'_>) -> ProfileChanges {
    let mut kept = Vec::new();
    for name in ["name", "email"] {
        kept.extend(
            payload.get(name).filter(|value| says_something(value)).and_then(|value| sound(name, value.clone())),
        );
    }
    let attributes = payload.get("attributes").map(Json::fields).unwrap_or_default();
    let attributes: Vec<_> = attributes
        .iter()
        .filter(|(_, value)| says_something(value))
        .filter(|(name, value)| sound("attributes", Json::Object(vec![(name.clone(), value.clone())])).is_some())
        .take(MAX_COUNT)
        .cloned()
        .collect();
    if !attributes.is_empty() {
        kept.push((Cow::Borrowed("attributes"), Json::Object(attributes)));
    }
    profile(Json::Object(kept)).unwrap_or_default()
}

/// Null and empty text would clear.
fn says_something(value: &Json<'_>) -> bool {
    match value {
        Json::Null => false,
        Json::Text(text) => !text.trim().is_empty(),
        _ => true,
    }
}

/// One field of a profile, where it can be taken.
fn sound<'a>(name: &'static str, value: Json<'a>) -> Option<(Cow<'a, str>, Json<'a>)> {
    let field = (Cow::Borrowed(name), value);
    profile(Json::Object(vec![field.clone()])).map(|_| field)
}

fn profile(json: Json<'_>) -> Option<ProfileChanges> {
    let mut wrong = Wrong::default();
    let mut fields = Fields::open(json, &Place::Top, &mut wrong)?;
    let changes = reading::profile(&mut fields);
    fields.finish();
    wrong.is_empty().then_some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Change, json};

    #[test]
    fn what_cannot_be_taken_is_left_out_and_nothing_is_cleared() {
        let text = r#"{"sub":"a","name":" Ana ","email":"nowhere","attributes":{"plan":"Gold","gone":null,"deep":{},
            "phone":"","avatar_url":"javascript:alert(1)","address":"1 Way","username":"x"},"phone":"+1","role":"admin"}"#;

        let changes = read(&json::parse(text.as_bytes()).unwrap());

        assert_eq!((changes.name, changes.email), (Change::Set("Ana".to_owned()), Change::Leave));
        let names: Vec<_> = changes.attributes.each.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["plan", "address", "username"]);
        assert!(changes.attributes.each.iter().all(|(_, value)| value.is_some()));
        assert_eq!((changes.phone, changes.username), (Change::Leave, Change::Leave));
        assert_eq!(read(&json::parse(br#"{"name":7,"attributes":[]}"#).unwrap()), ProfileChanges::default());
    }
}
