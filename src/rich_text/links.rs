//! Addresses in text: which may be followed, and where bare ones stand.

use crate::base::text;

/// Schemes that need no host.
const DIRECT: [&str; 2] = ["mailto", "tel"];

/// A piece of text: with an address where it is one.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    pub text: &'t str,
    pub address: Option<String>,
}

/// The address a link leads to, where it may be followed.
pub fn followable(address: &str) -> Option<String> {
    if let Some(web) = text::web_address(address) {
        return Some(web);
    }
    let parsed = url::Url::parse(address.trim()).ok()?;
    DIRECT.contains(&parsed.scheme()).then(|| parsed.to_string())
}

/// Text cut where bare web and e-mail addresses stand.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain_from = 0;
    let mut at = 0;
    for word in text.split_inclusive(is_edge) {
        let word_start = at;
        at += word.len();
        let bare = word.trim_end_matches(is_edge);
        let Some((from, to, address)) = address_in(bare) else { continue };
        let (from, to) = (word_start + from, word_start + to);
        if plain_from < from {
            pieces.push(Piece { text: &text[plain_from..from], address: None });
        }
        pieces.push(Piece { text: &text[from..to], address: Some(address) });
        plain_from = to;
    }
    if plain_from < text.len() {
        pieces.push(Piece { text: &text[plain_from..], address: None });
    }
    pieces
}

/// What no address goes across.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"')
}

/// Where an address stands in a word, and where it leads.
fn address_in(word: &str) -> Option<(usize, usize, String)> {
    let lower = word.to_ascii_lowercase();
    let web = [lower.find("https://"), lower.find("http://")].into_iter().flatten().min();
    // "xhttp://" is no address of the web.
    let web = web.filter(|start| !word[..*start].ends_with(char::is_alphanumeric));
    if let Some(start) = web {
        let end = start + shown_length(&word[start..]);
        return text::web_address(&word[start..end]).map(|address| (start, end, address));
    }
    if !word.contains('@') {
        return None;
    }
    let start = word.len() - word.trim_start_matches(['(', '[', '{', '\'', ',', ';', ':']).len();
    let end = start + shown_length(&word[start..]);
    let mailbox = word.get(start..end)?;
    let is_plain = mailbox.chars().all(|c| c.is_alphanumeric() || "@.+-_%'".contains(c));
    (is_plain && text::email(mailbox).is_some()).then(|| (start, end, format!("mailto:{mailbox}")))
}

/// How much of an address is the address, and not the sentence it stands in.
fn shown_length(address: &str) -> usize {
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        let rest = &address[..end];
        let is_closing =
            |open: char, close: char| last == close && rest.matches(open).count() < rest.matches(close).count();
        let ends_sentence =
            matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' | '…' | '。' | '，' | '、');
        if !ends_sentence && !is_closing('(', ')') && !is_closing('[', ']') && !is_closing('{', '}') {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<String> {
        pieces(text).into_iter().filter_map(|piece| piece.address).collect()
    }

    #[test]
    fn bare_addresses_are_found_without_the_sentence_around_them() {
        assert_eq!(addresses("See https://shop.example/a_b?x=1&y=2."), ["https://shop.example/a_b?x=1&y=2"]);
        assert_eq!(addresses("(http://shop.example/wiki_(x))"), ["http://shop.example/wiki_(x)"]);
        assert_eq!(addresses("write to ana@fern.example, please"), ["mailto:ana@fern.example"]);
        assert_eq!(addresses("a https://x.example b https://y.example!").len(), 2);
        for none in
            ["javascript:alert(1)", "xhttp://y.example", "a@b", "@ana", "https://", "ftp://x.example", "a@@b.example"]
        {
            assert_eq!(addresses(none), Vec::<String>::new(), "{none}");
        }
    }

    #[test]
    fn the_pieces_are_the_text() {
        let text = "a https://x.example, b\nana@fern.example ü https://y.example/ü";

        assert_eq!(pieces(text).iter().map(|piece| piece.text).collect::<String>(), text);
    }

    #[test]
    fn links_lead_to_the_web_to_a_mailbox_or_a_telephone() {
        assert!(
            ["https://x.example", "mailto:ana@x.example", "tel:+4930123"].iter().all(|ok| followable(ok).is_some())
        );
        let wrong = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//x.example",
            "/a",
            "file:///etc",
        ];
        assert!(wrong.iter().all(|wrong| followable(wrong).is_none()));
    }
}
