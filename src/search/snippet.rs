//! The part of a text in which something was found, with the places that match. Data, never HTML.

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::letters::is_part;

/// The longest snippet, in characters.
const LONGEST: usize = 160;

/// Characters shown before the first match.
const BEFORE: usize = 40;

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Whether this is what was looked for.
    pub is_hit: bool,
}

/// A word of a text: where it stands, in bytes, and whether it is a match.
struct Token {
    start: usize,
    end: usize,
    is_hit: bool,
}

/// The part around the first match, on one line; from the beginning where nothing matches.
pub fn of(text: &str, words: &[String]) -> Vec<Piece> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tokens = tokens(&line, words);
    let first = tokens.iter().find(|token| token.is_hit).map_or(0, |token| token.start);
    let from = back(&line, first, BEFORE);
    let to = line[from..].char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| from + at);
    let mut pieces = Vec::new();
    let mut at = from;
    for token in tokens.iter().filter(|token| token.is_hit && token.start >= from && token.end <= to) {
        push(&mut pieces, &line[at..token.start], false);
        push(&mut pieces, &line[token.start..token.end], true);
        at = token.end;
    }
    push(&mut pieces, &line[at..to], false);
    cut_marks(&mut pieces, from > 0, to < line.len());
    pieces
}

/// Whether a text holds any of the words.
pub fn holds(text: &str, words: &[String]) -> bool {
    tokens(text, words).iter().any(|token| token.is_hit)
}

/// The place up to `most` characters before `at`, at the beginning of a word where there is one.
fn back(line: &str, at: usize, most: usize) -> usize {
    let Some((start, _)) = line[..at].char_indices().rev().nth(most) else { return 0 };
    line[start..at].find(' ').map_or(start, |blank| start + blank + 1)
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_hit: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), is_hit });
    }
}

fn cut_marks(pieces: &mut Vec<Piece>, is_begun_late: bool, is_ended_early: bool) {
    let mark = || Piece { text: "…".to_owned(), is_hit: false };
    if is_begun_late {
        pieces.insert(0, mark());
    }
    if is_ended_early {
        pieces.push(mark());
    }
}

fn tokens(line: &str, words: &[String]) -> Vec<Token> {
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let is_hit = |token: &str| {
        let token = fold(token);
        let last = folded.len().saturating_sub(1);
        folded
            .iter()
            .enumerate()
            .any(|(index, word)| token == *word || (index == last && token.starts_with(word.as_str())))
    };
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, character) in line.char_indices().chain([(line.len(), ' ')]) {
        match (is_part(character), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                tokens.push(Token { start: begin, end: at, is_hit: is_hit(&line[begin..at]) });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

fn is_accent(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// As the index compares: in small letters, without accents.
fn fold(word: &str) -> String {
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(word);
    apart.chars().filter(|character| !is_accent(*character)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, typed: &str) -> String {
        let words: Vec<_> = typed.split(' ').map(str::to_owned).collect();
        let piece = |piece: Piece| if piece.is_hit { format!("[{}]", piece.text) } else { piece.text };
        of(text, &words).into_iter().map(piece).collect()
    }

    #[test]
    fn matches_are_marked_whatever_their_case_and_accents_and_the_last_word_by_its_beginning() {
        assert_eq!(
            drawn("Où est\n mon COLIS, <b>colissimo</b>?", "ou colis"),
            "[Où] est mon [COLIS], <b>[colissimo]</b>?"
        );
        assert_eq!(drawn("Gro\u{308}ße & Größe", "gro"), "[Gro\u{308}ße] & [Größe]");
    }

    #[test]
    fn a_long_text_is_shown_around_its_first_match() {
        let text = format!("{}needle {}", "hay ".repeat(100), "straw ".repeat(100));

        let snippet = drawn(&text, "needle");

        assert!(
            snippet.starts_with("…hay ") && snippet.contains("[needle] straw") && snippet.ends_with('…'),
            "{snippet}"
        );
        assert!(snippet.chars().count() <= LONGEST + 4);
        assert_eq!(drawn("nothing here", "x"), "nothing here");
    }
}
