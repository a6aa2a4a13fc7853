//! What somebody typed to find something: words, and operators such as `from:ana`.

use super::{
    letters::{is_letter, is_part},
    model::Kind,
};

/// The most words that are looked for; who types more has pasted something.
const MAX_WORDS: usize = 12;

/// The longest word that is looked for, in characters.
const MAX_WORD: usize = 64;

/// The most operators that are read.
const MAX_OPERATORS: usize = 8;

/// What was typed, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words to find, each whole but the last, which is found by its beginning.
    pub words: Vec<String>,
    pub operators: Vec<(Operator, String)>,
}

/// What narrows a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    From,
    Tag,
    Is,
    Before,
    After,
    Site,
    Team,
}

impl Operator {
    const ALL: [Self; 7] = [Self::From, Self::Tag, Self::Is, Self::Before, Self::After, Self::Site, Self::Team];

    /// The word before the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::Tag => "tag",
            Self::Is => "is",
            Self::Before => "before",
            Self::After => "after",
            Self::Site => "site",
            Self::Team => "team",
        }
    }
}

impl Query {
    /// Takes apart what was typed. Values with blanks stand in quotes. Of everything else only letters and digits are
    /// looked for: whatever means something to the index's own language is left out. Each word is one of the index's too,
    /// which keeps no places and so refuses a word that it would read as several.
    pub fn of(typed: &str) -> Self {
        let mut query = Self::default();
        for part in parts(typed) {
            let operator = part.split_once(':').and_then(|(word, value)| {
                let operator = Operator::ALL.into_iter().find(|known| known.as_str().eq_ignore_ascii_case(word))?;
                let value = value.trim_matches('"').trim();
                (!value.is_empty()).then(|| (operator, value.chars().take(MAX_WORD).collect::<String>()))
            });
            match operator {
                Some(operator) if query.operators.len() < MAX_OPERATORS => query.operators.push(operator),
                _ => query.add_words(&part),
            }
        }
        query
    }

    fn add_words(&mut self, part: &str) {
        let words = part.split(|character: char| !is_part(character));
        for word in words.filter(|word| word.contains(is_letter) && !Kind::is_mark(word)) {
            let word: String = word.chars().take(MAX_WORD).collect();
            if self.words.len() < MAX_WORDS {
                // The last one counts: it is what is being typed.
                self.words.retain(|known| *known != word);
                self.words.push(word);
            }
        }
    }

    /// The words in the index's own language: each quoted, the last by its beginning; `None` where there are none.
    /// Without kinds, of all kinds.
    pub fn expression(&self, kinds: &[Kind]) -> Option<String> {
        let last = self.words.len().checked_sub(1)?;
        let word = |(index, word): (usize, &String)| {
            let star = if index == last { "*" } else { "" };
            format!("\"{word}\"{star}")
        };
        let words: Vec<_> = self.words.iter().enumerate().map(word).collect();
        let words = words.join(" AND ");
        if kinds.is_empty() {
            return Some(words);
        }
        let kinds: Vec<_> = kinds.iter().map(|kind| format!("\"{}\"", kind.mark())).collect();
        Some(format!("{words} AND ({})", kinds.join(" OR ")))
    }
}

/// Parts between blanks; blanks in quotes belong to their part.
fn parts(typed: &str) -> Vec<String> {
    let (mut parts, mut part, mut is_quoted) = (Vec::new(), String::new(), false);
    for character in typed.chars().take(1_000) {
        match character {
            '"' => {
                is_quoted = !is_quoted;
                part.push(character);
            }
            blank if blank.is_whitespace() && !is_quoted => parts.push(std::mem::take(&mut part)),
            other => part.push(other),
        }
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_words_are_told_apart_and_nothing_of_the_index_is_reached() {
        let query = Query::of("where is from:\"Ana Maria\" TAG:refund NEAR(\"x\" y*, 2) foo:bar tag: ^z");

        assert_eq!(query.operators, [(Operator::From, "Ana Maria".to_owned()), (Operator::Tag, "refund".to_owned())]);
        assert_eq!(query.words, ["where", "is", "NEAR", "x", "y", "2", "foo", "bar", "tag", "z"]);
        assert_eq!(Query::of("🌿 * \"").words, [""; 0]);
        assert_eq!(Query::of("a b a").expression(&[]).unwrap(), "\"b\" AND \"a\"*");
        assert_eq!(
            Query::of("ana").expression(&[Kind::Contact, Kind::Visitor]).unwrap(),
            "\"ana\"* AND (\"\u{e003}\" OR \"\u{e004}\")"
        );
        assert_eq!(Query::of("is:open").expression(&[]), None);
    }
}
