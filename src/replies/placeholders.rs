//! `{{contact.first_name|there}}`: what stands in a saved text for what only its use knows.

use crate::base::json::nearest;

/// A placeholder: its name, and what it stands for.
pub struct Placeholder {
    pub name: &'static str,
    pub meaning: &'static str,
    /// What the preview shows for it.
    pub sample: &'static str,
}

/// Every placeholder there is.
pub const ALL: [Placeholder; 8] = [
    Placeholder { name: "contact.name", meaning: "the customer’s whole name", sample: "Ana Lopes" },
    Placeholder { name: "contact.first_name", meaning: "the customer’s first name", sample: "Ana" },
    Placeholder { name: "agent.name", meaning: "the name of whoever answers", sample: "Bo Winter" },
    Placeholder { name: "agent.first_name", meaning: "the first name of whoever answers", sample: "Bo" },
    Placeholder { name: "site.name", meaning: "the name of the site the customer writes from", sample: "Fern Shop" },
    Placeholder {
        name: "site.link",
        meaning: "that site’s address, the first of those it may be shown on",
        sample: "https://www.fern.example",
    },
    Placeholder { name: "workspace.name", meaning: "the name of your business", sample: "Fern & Co" },
    Placeholder {
        name: "conversation.id", meaning: "the conversation’s id", sample: "cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C"
    },
];

/// The longest fallback, in characters.
const MAX_FALLBACK: usize = 100;

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    Text(&'t str),
    /// What stands within the braces, before and behind the stroke; both trimmed.
    Placeholder {
        name: &'t str,
        fallback: Option<&'t str>,
    },
    /// Braces that are never closed.
    Open(&'t str),
}

/// Takes a text apart.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let Some((inner, behind)) = after.split_once("}}") else {
            pieces.push(Piece::Open(after));
            return pieces;
        };
        let (name, fallback) = match inner.split_once('|') {
            Some((name, fallback)) => (name, Some(fallback.trim())),
            None => (inner, None),
        };
        pieces.push(Piece::Placeholder { name: name.trim(), fallback });
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// What is wrong with the placeholders of a text: the sentence for its field.
pub fn problem(text: &str) -> Option<String> {
    pieces(text).iter().find_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Open(_) => {
            Some("A placeholder is opened with {{ and never closed. Write }} behind its name.".to_owned())
        }
        Piece::Placeholder { name, .. } if !is_known(name) => Some(unknown(name)),
        Piece::Placeholder { fallback: Some(fallback), .. } if fallback.chars().count() > MAX_FALLBACK => {
            Some(format!("What stands in for a placeholder may have at most {MAX_FALLBACK} characters. Shorten it."))
        }
        Piece::Placeholder { fallback: Some(fallback), .. } if fallback.contains("{{") => {
            Some("One placeholder stands within another. Close the first with }} before the next.".to_owned())
        }
        Piece::Placeholder { .. } => None,
    })
}

/// The text as a preview: `value` tells what a placeholder stands for; empty where it is not known, and then the
/// fallback stands there.
pub fn filled<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Open(text) => {
                filled.push_str("{{");
                filled.push_str(text);
            }
            Piece::Placeholder { name, fallback } => {
                let value = value(name).filter(|value| !value.is_empty());
                filled.push_str(value.or(fallback).unwrap_or_default());
            }
        }
    }
    filled
}

fn is_known(name: &str) -> bool {
    ALL.iter().any(|known| known.name == name)
}

fn unknown(name: &str) -> String {
    let shown: String = name.chars().take(40).collect();
    let names = ALL.map(|known| known.name);
    match nearest(name, &names) {
        Some(near) => format!("There is no placeholder {{{{{shown}}}}}. Did you mean {{{{{near}}}}}?"),
        None => format!("There is no placeholder {{{{{shown}}}}}. Known are {}.", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_named_with_what_was_meant() {
        assert_eq!(problem("Hi {{ contact.first_name | there }}, it is {{agent.name}}."), None);
        assert_eq!(problem("No { braces } at all"), None);
        let typo = problem("Hi {{contact.frist_name}}").unwrap();
        assert!(typo.contains("Did you mean {{contact.first_name}}?"), "{typo}");
        assert!(problem("{{order.number}}").unwrap().contains("Known are contact.name, "));
        assert!(problem("Hi {{contact.name").unwrap().contains("never closed"));
        assert!(problem("{{contact.name|{{agent.name}}").is_some());
        assert!(problem("{{}}").is_some());
    }

    #[test]
    fn what_is_not_known_gives_way_to_its_fallback() {
        let ana = |name: &str| (name == "contact.name").then_some("Ana <b>");
        assert_eq!(filled("Hi {{contact.name|you}}, {{agent.name|me}}{{workspace.name}}!", ana), "Hi Ana <b>, me!");
    }
}
