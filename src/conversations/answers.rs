//! What a visitor answers to a form, judged field by field by what the form asks.

use super::shapes::{Answer, AnswerValue, FieldKind, Form, FormField};
use crate::base::{
    FieldErrors, Result,
    json::{Json, Place, ReadJson, Wrong},
    money::Decimal,
    text,
};

/// The most values one answer may hold: as many as a form has fields.
const MAX_VALUES: usize = 12;

/// The longest text of a field, in characters, and of one that asks for more than a line.
const TEXT_CHARS: usize = 500;
const LONG_TEXT_CHARS: usize = 5_000;

/// One value as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    Text(String),
    /// As it was sent.
    Number(String),
    Check(bool),
}

/// Values by the names of their fields.
#[derive(Debug, Clone, Default)]
pub struct Values(pub Vec<(String, Given)>);

impl ReadJson for Values {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let Json::Object(fields) = json else {
            return wrong.at(place, format!("Expected an object, not {}.", json.noun()));
        };
        if fields.len() > MAX_VALUES {
            return wrong.at(place, format!("A form has at most {MAX_VALUES} fields. Send no more values."));
        }
        let mut values = Vec::new();
        for (name, value) in fields {
            let given = match value {
                Json::Null => continue,
                Json::Text(text) => Given::Text(text.into_owned()),
                Json::Number(number) => Given::Number(number.into_owned()),
                Json::Boolean(value) => Given::Check(value),
                other => {
                    let sentence = format!("Expected text, a number, true or false, not {}.", other.noun());
                    wrong.at::<()>(&Place::Field(place, &name), sentence);
                    continue;
                }
            };
            values.push((name.into_owned(), given));
        }
        Some(Self(values))
    }
}

/// The answer that the values are to a form, in the order of its fields; what was left empty is left out.
///
/// # Errors
/// `Invalid` with every wrong field at `/values/<name>`.
pub fn judge(form: &Form, values: &Values) -> Result<Answer> {
    let mut errors = FieldErrors::new();
    let top = Place::Field(&Place::Top, "values");
    let mut answer = Answer { values: Vec::new() };
    for field in &form.fields {
        let given = values.0.iter().find(|(name, _)| *name == field.name).map(|(_, given)| given);
        match read(field, given) {
            Ok(Some(value)) => {
                let (name, label) = (field.name.clone(), field.label.clone());
                answer.values.push(AnswerValue { name, label, value });
            }
            Ok(None) => {}
            Err(sentence) => errors.add(Place::Field(&top, &field.name).pointer(), sentence),
        }
    }
    for (name, _) in &values.0 {
        if !form.fields.iter().any(|field| field.name == *name) {
            let shown: String = name.chars().take(64).collect();
            let sentence = format!("The form has no field “{shown}”.");
            errors.add(Place::Field(&top, &shown).pointer(), sentence);
        }
    }
    errors.or(answer)
}

/// A value as people read it; `None` where nothing was given and nothing had to be.
fn read(field: &FormField, given: Option<&Given>) -> Result<Option<String>, String> {
    let is_blank = |given: &&Given| !matches!(given, Given::Text(text) if text.trim().is_empty());
    let Some(given) = given.filter(is_blank) else {
        return if field.is_required { Err("This field is required.".to_owned()) } else { Ok(None) };
    };
    let value = match (field.kind, given) {
        (FieldKind::Check, Given::Check(is_on)) => {
            if field.is_required && !is_on {
                return Err("Tick this field to go on.".to_owned());
            }
            Ok(if *is_on { "Yes" } else { "No" }.to_owned())
        }
        (FieldKind::Check, _) => Err("Expected true or false.".to_owned()),
        (FieldKind::Number, Given::Number(number) | Given::Text(number)) => number_text(number),
        (_, Given::Text(text)) => text_of(field, text),
        _ => Err("Expected text.".to_owned()),
    };
    value.map(Some)
}

fn number_text(number: &str) -> Result<String, String> {
    let number = number.trim();
    match Decimal::from_text(number) {
        Ok(_) if number.len() <= 40 => Ok(number.to_owned()),
        _ => Err("Expected a number, such as 12 or 1.5.".to_owned()),
    }
}

fn text_of(field: &FormField, given: &str) -> Result<String, String> {
    let given = given.trim();
    let most = if field.kind == FieldKind::LongText { LONG_TEXT_CHARS } else { TEXT_CHARS };
    let length = given.chars().count();
    if length > most {
        return Err(format!("Expected at most {most} characters, not {length}."));
    }
    if text::has_control(given) {
        return Err("This text holds control characters. Leave them out.".to_owned());
    }
    let found = match field.kind {
        FieldKind::Email => text::email(given).ok_or("Expected an e-mail address, such as bo@shop.example."),
        FieldKind::Phone => phone(given).ok_or("Expected a phone number, such as +49 30 1234567."),
        FieldKind::Date => date(given).ok_or("Expected a date, such as 2026-11-21."),
        FieldKind::Choice => {
            let known = field.options.iter().find(|option| *option == given);
            known.cloned().ok_or("Choose one of the options of this field.")
        }
        _ => Ok(given.to_owned()),
    };
    found.map_err(str::to_owned)
}

/// A number somebody can be called at: 5 to 20 digits and what people write between them.
fn phone(given: &str) -> Option<String> {
    let digits = given.chars().filter(char::is_ascii_digit).count();
    let rest = given.strip_prefix('+').unwrap_or(given);
    let fits = rest.chars().all(|c| c.is_ascii_digit() || " -()./".contains(c));
    (fits && (5..=20).contains(&digits) && given.chars().count() <= 40).then(|| given.to_owned())
}

/// A day of the calendar, as `2026-11-21`.
fn date(given: &str) -> Option<String> {
    let day: jiff::civil::Date = given.parse().ok()?;
    (given.len() == 10).then(|| day.to_string())
}
