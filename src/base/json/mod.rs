//! JSON read strictly into a small tree, and from there into our types.
//!
//! `serde_json` lets the last of two equal keys win, turns long numbers into floating point and stops at the first
//! wrong field. Here a duplicate key is an error with its place, numbers stay the text they were sent as (money!),
//! and reading collects *every* wrong field by its JSON pointer.

mod halves;
mod money;
mod nearest;
mod parse;
mod read;
mod words;

use std::{borrow::Cow, fmt::Write};

pub use halves::without_halves;
pub use money::{amount, currency};
pub use nearest::nearest;
pub use parse::{MAX_DEPTH, parse};
pub use read::{Fields, Place, ReadJson, Wrong, flag, list, text};
pub use words::{id, word};

/// One value. Borrows from the text it was read from wherever it can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json<'a> {
    Null,
    Boolean(bool),
    /// As it was sent, such as `19.99` or `1e3`.
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    /// In the order it was sent; no key stands twice.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl<'a> Json<'a> {
    /// The value as a person would call it: “a number”.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// A field of an object.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        match self {
            Self::Object(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is a whole one.
    pub fn as_whole(&self) -> Option<i64> {
        match self {
            Self::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// The elements of a list; none where it is something else.
    pub fn elements(&self) -> &[Json<'a>] {
        match self {
            Self::List(elements) => elements,
            _ => &[],
        }
    }

    /// The fields of an object; none where it is something else.
    pub fn fields(&self) -> &[(Cow<'a, str>, Json<'a>)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The value as JSON text without white space.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, None);
        text
    }

    /// The value as JSON text for people: two spaces a level.
    pub fn to_pretty_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, Some(0));
        text
    }

    fn write(&self, out: &mut String, indent: Option<usize>) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => write_text(out, text),
            Self::List(elements) => {
                write_items(out, ['[', ']'], indent, elements, |out, element, indent| element.write(out, indent));
            }
            Self::Object(fields) => write_items(out, ['{', '}'], indent, fields, |out, (key, value), indent| {
                write_text(out, key);
                out.push_str(if indent.is_some() { ": " } else { ":" });
                value.write(out, indent);
            }),
        }
    }
}

fn write_items<T>(
    out: &mut String,
    [open, close]: [char; 2],
    indent: Option<usize>,
    items: &[T],
    write: impl Fn(&mut String, &T, Option<usize>),
) {
    out.push(open);
    let inner = indent.map(|level| level + 1);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_line(out, inner);
        write(out, item, inner);
    }
    if !items.is_empty() {
        write_line(out, indent);
    }
    out.push(close);
}

fn write_line(out: &mut String, indent: Option<usize>) {
    if let Some(level) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

/// Appends `text` as a JSON string.
pub fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Writing to a String cannot fail.
            control if control < ' ' => drop(write!(out, "\\u{:04x}", u32::from(control))),
            other => out.push(other),
        }
    }
    out.push('"');
}
