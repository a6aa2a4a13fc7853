//! Attributes: facts about a person or a record that only the business knows the meaning of.

use std::{borrow::Cow, collections::BTreeMap};

use crate::base::{
    Change, Error, Result,
    json::{self, Fields, Json, Place, ReadJson, Wrong},
};

/// The most attributes one person or record may have.
pub const MAX_COUNT: usize = 100;
/// The longest name, in characters.
pub const MAX_NAME: usize = 64;
/// The longest value, in characters.
pub const MAX_VALUE: usize = 1_000;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeValue {
    Text(String),
    /// As it was sent, so that a long number keeps its digits.
    Number(String),
    Boolean(bool),
}

/// Attributes by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attributes(BTreeMap<String, AttributeValue>);

/// Attributes to set (a value) or remove (`None`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttributeChanges {
    /// Whether all that there were go first.
    pub clears: bool,
    pub each: Vec<(String, Option<AttributeValue>)>,
}

impl AttributeValue {
    /// The value as people read it.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Number(text) => Cow::Borrowed(text),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
        }
    }
}

impl Attributes {
    /// Names and values, by alphabet.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &AttributeValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.0.get(name)
    }

    /// Merges changes in: what is not named stays, unless all were cleared.
    ///
    /// # Errors
    /// A sentence where there would be more than [`MAX_COUNT`].
    pub fn merge(&mut self, changes: AttributeChanges) -> Result<(), String> {
        if changes.clears {
            self.0.clear();
        }
        for (name, value) in changes.each {
            match value {
                Some(value) => drop(self.0.insert(name, value)),
                None => drop(self.0.remove(&name)),
            }
        }
        if self.0.len() > MAX_COUNT {
            return Err(format!(
                "With these there would be {} attributes, and there may be {MAX_COUNT}. Remove some by sending null for them.",
                self.0.len()
            ));
        }
        Ok(())
    }

    /// The JSON object that is stored.
    pub fn to_stored(&self) -> String {
        let fields = self.0.iter().map(|(name, value)| {
            let json = match value {
                AttributeValue::Text(text) => Json::Text(text.as_str().into()),
                AttributeValue::Number(number) => Json::Number(number.as_str().into()),
                AttributeValue::Boolean(value) => Json::Boolean(*value),
            };
            (Cow::Borrowed(name.as_str()), json)
        });
        Json::Object(fields.collect()).to_text()
    }

    /// Reads the form of [`Attributes::to_stored`].
    ///
    /// # Errors
    /// `Internal` where the database holds something else.
    pub fn from_stored(text: &str) -> Result<Self> {
        if text == "{}" {
            return Ok(Self::default());
        }
        let mut wrong = Wrong::default();
        let tree = json::parse(text.as_bytes()).map_err(Error::internal)?;
        let changes = AttributeChanges::read_json(tree, &Place::Top, &mut wrong);
        let changes = changes.ok_or_else(|| Error::internal("stored attributes cannot be read"))?;
        let mut attributes = Self::default();
        attributes.merge(changes).map_err(Error::internal)?;
        Ok(attributes)
    }
}

impl AttributeChanges {
    /// Takes the field `attributes` out of an object. Absent: left alone; `null`: all are removed.
    pub fn take(fields: &mut Fields<'_, '_, '_>) -> Self {
        match fields.change_with("attributes", Self::read_json) {
            Change::Leave => Self::default(),
            Change::Clear => Self { clears: true, each: Vec::new() },
            Change::Set(changes) => changes,
        }
    }
}

impl ReadJson for AttributeChanges {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let Json::Object(fields) = json else {
            return wrong.at(place, format!("Expected an object of names and values, not {}.", json.noun()));
        };
        if fields.len() > MAX_COUNT {
            return wrong.at(place, format!("Expected at most {MAX_COUNT} attributes, not {}.", fields.len()));
        }
        let expected = fields.len();
        let read = |(name, value): (Cow<'_, str>, Json<'_>)| {
            let place = Place::Field(place, &name);
            if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
                return wrong.at(
                    &place,
                    format!(
                        "The name of an attribute has 1 to {MAX_NAME} characters, none of them a control character."
                    ),
                );
            }
            let value = read_value(value, &place, wrong)?;
            Some((name.into_owned(), value))
        };
        let changes: Vec<_> = fields.into_iter().filter_map(read).collect();
        (changes.len() == expected).then_some(Self { clears: false, each: changes })
    }
}

fn read_value(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Option<AttributeValue>> {
    Some(Some(match json {
        Json::Null => return Some(None),
        Json::Boolean(value) => AttributeValue::Boolean(value),
        Json::Number(number) if number.len() > MAX_VALUE || !number.parse::<f64>().is_ok_and(f64::is_finite) => {
            return wrong.at(place, "This number is too large. Send it as text.");
        }
        Json::Number(number) => AttributeValue::Number(number.into_owned()),
        Json::Text(_) => AttributeValue::Text(json::text(json, place, wrong, [0, MAX_VALUE])?),
        Json::List(_) | Json::Object(_) => {
            return wrong.at(
                place,
                format!("Expected text, a number, true or false, or null to remove it, not {}.", json.noun()),
            );
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<AttributeChanges, Vec<String>> {
        let mut wrong = Wrong::default();
        let changes = AttributeChanges::read_json(json::parse(text.as_bytes()).unwrap(), &Place::Top, &mut wrong);
        changes.ok_or_else(|| wrong.into_parts().1.iter().map(|error| error.pointer.clone()).collect())
    }

    #[test]
    fn attributes_merge_and_null_removes_one() {
        let mut attributes = Attributes::default();
        attributes.merge(read(r#"{"plan":"Gold","seats":12345678901234567890.10,"vip":true}"#).unwrap()).unwrap();
        attributes.merge(read(r#"{"plan":"Silver","vip":null,"gone":null}"#).unwrap()).unwrap();

        assert_eq!(attributes.to_stored(), r#"{"plan":"Silver","seats":12345678901234567890.10}"#);
        assert_eq!(Attributes::from_stored(&attributes.to_stored()).unwrap(), attributes);
    }

    #[test]
    fn names_values_and_their_number_have_limits() {
        let long = "n".repeat(65);
        let text =
            format!(r#"{{"{long}":1,"list":[],"deep":{{}},"":1,"long":"{}","huge":1e999,"ok":"x"}}"#, "v".repeat(1001));
        assert_eq!(
            read(&text).unwrap_err(),
            [format!("/{long}"), "/list".into(), "/deep".into(), "/".into(), "/long".into(), "/huge".into()]
        );

        let many = |from: usize, to: usize| {
            format!("{{{}}}", (from..to).map(|n| format!("\"a{n}\":1")).collect::<Vec<_>>().join(","))
        };
        assert!(read(&many(0, 101)).is_err());
        let mut attributes = Attributes::default();
        attributes.merge(read(&many(0, 100)).unwrap()).unwrap();
        assert!(attributes.merge(read(&many(99, 101)).unwrap()).is_err());
    }
}
