//! A tree into our types, collecting every wrong field.

use std::borrow::Cow;

use super::{Json, nearest};
use crate::base::{Change, FieldErrors};

/// Reads a value of this type from JSON.
pub trait ReadJson: Sized {
    /// Reads `json`, which stands at `place`. `None` after at least one error was added to `wrong`.
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self>;
}

/// Where a value stands. Costs nothing until an error needs its pointer.
#[derive(Debug, Clone, Copy)]
pub enum Place<'p> {
    Top,
    Field(&'p Place<'p>, &'p str),
    Element(&'p Place<'p>, usize),
}

/// The wrong fields found so far.
#[derive(Debug, Default)]
pub struct Wrong {
    errors: FieldErrors,
    kind: Option<&'static str>,
}

/// Of one object, so many unknown fields are compared with the known ones. Whoever sends more has not mistyped them.
const COMPARED: usize = 20;

/// The fields of one object, taken one by one.
pub struct Fields<'j, 'p, 'w> {
    fields: Vec<(Cow<'j, str>, Option<Json<'j>>)>,
    known: Vec<&'static str>,
    place: &'p Place<'p>,
    wrong: &'w mut Wrong,
}

impl Place<'_> {
    /// The JSON pointer (RFC 6901).
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write(&mut pointer);
        pointer
    }

    fn write(&self, pointer: &mut String) {
        match self {
            Self::Top => {}
            Self::Field(parent, name) => {
                parent.write(pointer);
                pointer.push('/');
                push_escaped(pointer, name);
            }
            Self::Element(parent, index) => {
                parent.write(pointer);
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
    }
}

/// Appends one step of a pointer, escaped as RFC 6901 says.
pub(super) fn push_escaped(pointer: &mut String, step: &str) {
    for character in step.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

impl Wrong {
    /// Notes that the value at `place` is wrong, and answers `None` for the reader to pass on.
    pub fn at<T>(&mut self, place: &Place<'_>, detail: impl Into<String>) -> Option<T> {
        if self.errors.is_full() {
            self.errors.count(1);
        } else {
            self.errors.add(place.pointer(), detail);
        }
        None
    }

    /// Gives the answer a problem type of its own; the first one stays.
    pub fn set_kind(&mut self, kind: &'static str) {
        self.kind.get_or_insert(kind);
    }

    /// The problem type of its own, if one was set, and the errors.
    pub fn into_parts(self) -> (Option<&'static str>, FieldErrors) {
        (self.kind, self.errors)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }
}

impl<'j, 'p, 'w> Fields<'j, 'p, 'w> {
    /// Opens an object. `None`, and an error, where `json` is something else.
    pub fn open(json: Json<'j>, place: &'p Place<'p>, wrong: &'w mut Wrong) -> Option<Self> {
        let Json::Object(fields) = json else {
            return wrong.at(place, format!("Expected an object, not {}.", json.noun()));
        };
        let fields = fields.into_iter().map(|(key, value)| (key, Some(value))).collect();
        Some(Self { fields, known: Vec::with_capacity(12), place, wrong })
    }

    /// A field that must be there. Reads with `T`'s own reader.
    pub fn required<T: ReadJson>(&mut self, name: &'static str) -> Option<T> {
        self.required_with(name, T::read_json)
    }

    /// A field that must be there, read with `read`.
    pub fn required_with<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Json<'j>, &Place<'_>, &mut Wrong) -> Option<T>,
    ) -> Option<T> {
        let place = Place::Field(self.place, name);
        match self.take(name) {
            Some(json) => read(json, &place, self.wrong),
            None => self.wrong.at(&place, "This field is required."),
        }
    }

    /// A field that may be absent; `null` counts as absent.
    pub fn optional_with<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Json<'j>, &Place<'_>, &mut Wrong) -> Option<T>,
    ) -> Option<T> {
        match self.take(name) {
            None | Some(Json::Null) => None,
            Some(json) => read(json, &Place::Field(self.place, name), self.wrong),
        }
    }

    /// A field that may be absent (left alone) or `null` (cleared).
    pub fn change_with<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Json<'j>, &Place<'_>, &mut Wrong) -> Option<T>,
    ) -> Change<T> {
        match self.take(name) {
            None => Change::Leave,
            Some(Json::Null) => Change::Clear,
            // What could not be read was noted as wrong; the change is then never used.
            Some(json) => read(json, &Place::Field(self.place, name), self.wrong).map_or(Change::Leave, Change::Set),
        }
    }

    /// Notes an error at one field of this object.
    pub fn wrong_at<T>(&mut self, name: &str, detail: impl Into<String>) -> Option<T> {
        self.wrong.at(&Place::Field(self.place, name), detail)
    }

    /// Notes an error at a field of one of this object's own objects.
    pub fn wrong_below<T>(&mut self, name: &str, inner: &str, detail: impl Into<String>) -> Option<T> {
        let object = Place::Field(self.place, name);
        self.wrong.at(&Place::Field(&object, inner), detail)
    }

    /// Ends the object: whatever was not asked for is an unknown field, and named.
    pub fn finish(self) {
        let mut unknown = self.fields.iter().filter(|(_, value)| value.is_some()).map(|(key, _)| key).enumerate();
        for (index, key) in unknown.by_ref() {
            let hint = match (index < COMPARED).then(|| nearest(key, &self.known)) {
                Some(Some(name)) => format!(" Did you mean “{name}”?"),
                Some(None) => format!(" Known fields are {}.", self.known.join(", ")),
                None => String::new(),
            };
            let shown: String = key.chars().take(64).collect();
            self.wrong.at::<()>(&Place::Field(self.place, key), format!("There is no field “{shown}” here.{hint}"));
            if self.wrong.errors.is_full() {
                break;
            }
        }
        self.wrong.errors.count(unknown.count());
    }

    fn take(&mut self, name: &'static str) -> Option<Json<'j>> {
        self.known.push(name);
        self.fields.iter_mut().find(|(key, _)| key == name).and_then(|(_, value)| value.take())
    }
}

/// Reads true or false.
pub fn flag(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<bool> {
    match json {
        Json::Boolean(value) => Some(value),
        other => wrong.at(place, format!("Expected true or false, not {}.", other.noun())),
    }
}

/// Reads text of `min` to `max` characters without control characters (line ends and tabs are allowed).
pub fn text(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong, [min, max]: [usize; 2]) -> Option<String> {
    let Json::Text(text) = json else {
        return wrong.at(place, format!("Expected text, not {}.", json.noun()));
    };
    // A character takes one byte at least, so most texts need not be counted.
    let length = if text.len() <= max && text.len() >= min * 4 { min } else { text.chars().count() };
    if length < min || length > max {
        let range = if min == 0 { format!("at most {max}") } else { format!("{min} to {max}") };
        return wrong.at(place, format!("Expected {range} characters, not {length}."));
    }
    if crate::base::text::has_control(&text) {
        return wrong.at(place, "This text holds control characters. Leave them out.");
    }
    Some(text.into_owned())
}

/// Reads a list of `min` to `max` elements, each with `T`'s own reader. `None` where any element is wrong.
pub fn list<T: ReadJson>(
    json: Json<'_>,
    place: &Place<'_>,
    wrong: &mut Wrong,
    [min, max]: [usize; 2],
) -> Option<Vec<T>> {
    let Json::List(elements) = json else {
        return wrong.at(place, format!("Expected a list, not {}.", json.noun()));
    };
    if elements.len() < min || elements.len() > max {
        return wrong.at(place, format!("Expected {min} to {max} elements, not {}.", elements.len()));
    }
    let expected = elements.len();
    let read = |(index, element)| T::read_json(element, &Place::Element(place, index), wrong);
    let values: Vec<T> = elements.into_iter().enumerate().filter_map(read).collect();
    (values.len() == expected).then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Parcel {
        weight: Option<String>,
    }

    impl ReadJson for Parcel {
        fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
            let mut fields = Fields::open(json, place, wrong)?;
            let weight = fields.required_with("weight", |json, place, wrong| text(json, place, wrong, [1, 5]));
            let note = fields.change_with("note", |json, place, wrong| text(json, place, wrong, [0, 3]));
            fields.finish();
            assert_ne!(note, Change::Set("four".to_owned()));
            Some(Self { weight })
        }
    }

    #[test]
    fn what_is_right_is_read_whole_and_in_order() {
        let body = br#"[{"weight":"1kg"}, {"weight":"2kg","note":null}]"#;
        let mut wrong = Wrong::default();

        let parcels: Option<Vec<Parcel>> = list(super::super::parse(body).unwrap(), &Place::Top, &mut wrong, [1, 2]);

        assert!(wrong.is_empty());
        let weights: Vec<_> = parcels.unwrap().into_iter().map(|parcel| parcel.weight).collect();
        assert_eq!(weights, [Some("1kg".to_owned()), Some("2kg".to_owned())]);
    }

    #[test]
    fn every_wrong_field_is_named_by_its_pointer() {
        let body = br#"[{"wieght":"1"}, {"weight":7,"a/b~c":0}, 3, {"weight":"1kg","note":"four"}, {"weight":"2kg","note":null}]"#;
        let mut wrong = Wrong::default();

        let parcels: Option<Vec<Parcel>> = list(super::super::parse(body).unwrap(), &Place::Top, &mut wrong, [1, 9]);

        let (_, errors) = wrong.into_parts();
        assert!(parcels.is_none(), "a list with a wrong element is no list");
        let said: Vec<_> = errors.iter().map(|error| (error.pointer.as_str(), error.detail.as_str())).collect();
        assert_eq!(
            said,
            [
                ("/0/weight", "This field is required."),
                ("/0/wieght", "There is no field “wieght” here. Did you mean “weight”?"),
                ("/1/weight", "Expected text, not a number."),
                ("/1/a~1b~0c", "There is no field “a/b~c” here. Known fields are weight, note."),
                ("/2", "Expected an object, not a number."),
                ("/3/note", "Expected at most 3 characters, not 4."),
            ]
        );
    }
}
