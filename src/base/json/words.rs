//! Single values that several readers know: ids, and one of a few words.

use std::str::FromStr;

use super::{Json, Place, Wrong, nearest};
use crate::base::ids::WrongId;

/// The longest part of an unknown word that is said again, in characters.
const SHOWN: usize = 64;

/// Reads an id.
pub fn id<T: FromStr<Err = WrongId>>(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<T> {
    match json.as_text().map(str::parse) {
        Some(Ok(id)) => Some(id),
        Some(Err(error)) => wrong.at(place, WrongId::to_string(&error)),
        None => wrong.at(place, format!("Expected text, not {}.", json.noun())),
    }
}

/// Reads one of the `known` words. Whoever sends another one is told the nearest, else all of them; `[no_such, all]` are
/// the beginnings of the two sentences, such as “There is no kind” and “Known kinds are”.
pub fn word(
    json: &Json<'_>,
    place: &Place<'_>,
    wrong: &mut Wrong,
    (known, [no_such, all]): (&[&'static str], [&str; 2]),
) -> Option<&'static str> {
    let Some(word) = json.as_text() else { return wrong.at(place, format!("Expected text, not {}.", json.noun())) };
    if let Some(found) = known.iter().find(|known| **known == word) {
        return Some(*found);
    }
    let hint = match nearest(word, known) {
        Some(meant) => format!("Did you mean “{meant}”?"),
        None => format!("{all} {}.", known.join(", ")),
    };
    let shown: String = word.chars().take(SHOWN).collect();
    wrong.at(place, format!("{no_such} “{shown}” here. {hint}"))
}
