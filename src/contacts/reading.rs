//! External ids and profiles as they stand in JSON: the rules for each field, the same for servers and for pages.

use super::{
    attributes::{AttributeChanges, AttributeValue},
    model::{ExternalId, MAX_ADDRESS, MAX_NAME, MAX_PHONE, MAX_URL, ProfileChanges},
};
use crate::base::{
    Change,
    json::{self, Fields, Json, Place, ReadJson, Wrong},
    text,
};

const NOT_WEB: &str = "Expected an address that begins with https:// or http://.";

impl ReadJson for ExternalId {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let Json::Text(text) = json else {
            return wrong.at(place, format!("Expected text, not {}.", json.noun()));
        };
        match Self::parse(&text) {
            Ok(id) => Some(id),
            Err(fault) => {
                fault.kind().into_iter().for_each(|kind| wrong.set_kind(kind));
                wrong.at(place, fault.to_string())
            }
        }
    }
}

/// Takes the fields of a profile out of an object. Absent: left alone; `null` or empty text: cleared.
pub fn profile(fields: &mut Fields<'_, '_, '_>) -> ProfileChanges {
    let mut changes = ProfileChanges {
        name: line(fields, "name", MAX_NAME),
        email: fields.change_with("email", email),
        username: line(fields, "username", MAX_NAME),
        avatar_url: empty_clears(fields.change_with("avatar_url", web_address)),
        phone: line(fields, "phone", MAX_PHONE),
        address: line(fields, "address", MAX_ADDRESS),
        attributes: AttributeChanges::take(fields),
    };
    changes.email = empty_clears(changes.email);
    check_stand_ins(fields, &mut changes);
    changes
}

/// A text field; empty text clears it, since many shops send that for what they do not know.
pub fn line(fields: &mut Fields<'_, '_, '_>, name: &'static str, max: usize) -> Change<String> {
    empty_clears(fields.change_with(name, |json, place, wrong| {
        json::text(json, place, wrong, [0, max]).map(|text| text.trim().to_owned())
    }))
}

/// An address of the web; empty text stays empty.
pub fn web_address(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let given = json::text(json, place, wrong, [0, MAX_URL])?;
    if given.trim().is_empty() {
        return Some(String::new());
    }
    match text::web_address(&given) {
        Some(address) => Some(address),
        None => wrong.at(place, NOT_WEB),
    }
}

/// Text becomes a change: empty clears.
pub fn empty_clears(change: Change<String>) -> Change<String> {
    match change {
        Change::Set(text) if text.is_empty() => Change::Clear,
        other => other,
    }
}

fn email(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let given = json::text(json, place, wrong, [0, 254])?;
    if given.trim().is_empty() {
        return Some(String::new());
    }
    match text::email(&given) {
        Some(address) => Some(address),
        None => wrong.at(place, "Expected an e-mail address, such as ana@example.com."),
    }
}

/// Attributes that will fill a profile field obey that field's rules.
fn check_stand_ins(fields: &mut Fields<'_, '_, '_>, changes: &mut ProfileChanges) {
    let mut stand_ins = vec![];
    if !changes.phone.is_sent() {
        stand_ins.push(("phone", MAX_PHONE));
    }
    if !changes.address.is_sent() {
        stand_ins.push(("address", MAX_ADDRESS));
    }
    if !changes.avatar_url.is_sent() {
        stand_ins.push(("avatar_url", MAX_URL));
    }
    for (name, value) in &mut changes.attributes.each {
        let Some((field, max)) = stand_ins.iter().find(|(field, _)| field == name) else { continue };
        let Some(given) = value.as_ref().map(|value| value.to_text().trim().to_owned()) else { continue };
        if given.chars().count() > *max {
            fields.wrong_below::<()>("attributes", field, format!("Expected at most {max} characters."));
            continue;
        }
        let kept = if *field == "avatar_url" && !given.is_empty() { text::web_address(&given) } else { Some(given) };
        match kept {
            Some(text) => *value = (!text.is_empty()).then_some(AttributeValue::Text(text)),
            None => drop(fields.wrong_below::<()>("attributes", field, NOT_WEB)),
        }
    }
}
