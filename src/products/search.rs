//! What somebody typed to find a product, and where a part of the answer begins.

use crate::base::{Result, page::wrong_cursor};

/// The most words that are looked for; who types more has pasted something.
const MAX_WORDS: usize = 12;

/// The longest word that is looked for, in characters.
const MAX_WORD: usize = 64;

/// What to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Every product, by title.
    All,
    /// Products that hold each of these words, or words that begin with them. Without a word, none.
    Words(Vec<String>),
}

/// The row that a part of a list begins after.
#[derive(Debug, Clone, PartialEq)]
pub enum Cursor {
    /// By title.
    Title { title: String, number: i64 },
    /// By how well it matches: SQLite's own measure, smaller is better.
    Rank { rank: f64, number: i64 },
}

impl Wanted {
    /// Takes apart what was typed. Only letters and digits are looked for, each word once; whatever means something to
    /// the index's own language is left out. Accents may stand apart from their letters, as some systems write them.
    pub fn of(typed: &str) -> Self {
        if typed.trim().is_empty() {
            return Self::All;
        }
        let is_accent = |character: char| ('\u{300}'..='\u{36f}').contains(&character);
        let words = typed.split(|character: char| !character.is_alphanumeric() && !is_accent(character));
        let mut wanted: Vec<String> = Vec::new();
        for word in words.filter(|word| word.contains(char::is_alphanumeric)) {
            let word: String = word.chars().take(MAX_WORD).collect();
            if wanted.len() < MAX_WORDS && !wanted.contains(&word) {
                wanted.push(word);
            }
        }
        Self::Words(wanted)
    }
}

/// Words in the index's own language: each quoted, and by its beginning.
pub fn expression(words: &[String]) -> String {
    words.iter().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

impl Cursor {
    /// The cursor as text.
    pub fn to_text(&self) -> String {
        match self {
            Self::Title { title, number } => format!("t.{number}.{}", hex::encode(title)),
            Self::Rank { rank, number } => format!("r.{number}.{:x}", rank.to_bits()),
        }
    }

    /// Reads the form of [`Cursor::to_text`], for the list of what is `wanted`.
    ///
    /// # Errors
    /// `Invalid` at `/cursor`.
    pub fn parse(text: &str, wanted: &Wanted) -> Result<Self> {
        let read = || {
            let mut parts = text.splitn(3, '.');
            let (kind, number, place) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
            match (kind, wanted) {
                ("t", Wanted::All) => {
                    let title = String::from_utf8(hex::decode(place).ok()?).ok()?;
                    Some(Self::Title { title, number })
                }
                ("r", Wanted::Words(_)) => {
                    let rank = f64::from_bits(u64::from_str_radix(place, 16).ok()?);
                    rank.is_finite().then_some(Self::Rank { rank, number })
                }
                _ => None,
            }
        };
        read().ok_or_else(wrong_cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_are_left_of_what_was_typed() {
        let words = |typed: &str| match Wanted::of(typed) {
            Wanted::All => panic!("{typed}"),
            Wanted::Words(words) => words,
        };

        assert_eq!(Wanted::of(" \t"), Wanted::All);
        assert_eq!(words("NEAR(\"fern\" pot*, 2) ^x"), ["NEAR", "fern", "pot", "2", "x"]);
        assert_eq!(words("🌿 *"), [""; 0]);
        assert_eq!(expression(&words("Übertopf SKU-12")), "\"Übertopf\"* \"SKU\"* \"12\"*");
        assert_eq!(words("U\u{308}bertopf \u{301}"), ["U\u{308}bertopf"]);
        assert_eq!(words(&"a ".repeat(50)), ["a"]);
        assert_eq!(words(&(0..50).map(|number| format!("{number} ")).collect::<String>()).len(), MAX_WORDS);
    }

    #[test]
    fn a_cursor_is_read_again_by_its_own_list_only() {
        let words = Wanted::Words(vec!["fern".to_owned()]);
        let title = Cursor::Title { title: "Fern. Größe L".to_owned(), number: 7 };
        let rank = Cursor::Rank { rank: -1.5e-6, number: 9 };

        assert_eq!(Cursor::parse(&title.to_text(), &Wanted::All).unwrap(), title);
        assert_eq!(Cursor::parse(&rank.to_text(), &words).unwrap(), rank);
        for (text, wanted) in [
            (title.to_text(), &words),
            (rank.to_text(), &Wanted::All),
            ("t.1".into(), &Wanted::All),
            ("r.1.7ff8000000000000".into(), &words),
        ] {
            assert!(Cursor::parse(&text, wanted).is_err(), "{text}");
        }
    }
}
