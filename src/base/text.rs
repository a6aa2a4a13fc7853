//! Rules for text that people and pages hand in.

/// Cuts text to at most `max` characters at a word, with an ellipsis, and folds white space to one line.
pub fn one_line(text: &str, max: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        let needed = word_length + usize::from(length > 0);
        if length + needed > max {
            if length == 0 {
                line.extend(word.chars().take(max.saturating_sub(1)));
            }
            line.push('…');
            return line;
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += needed;
    }
    line
}

/// Whether text holds a control character other than tab and line ends. Such text breaks logs, mails and terminals.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// The e-mail address as it is stored and compared: trimmed, lower case. `None` where it cannot be one.
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',' | ';' | '"');
    let fits = !local.is_empty() && domain.len() >= 3 && text.chars().count() <= 254 && text.chars().all(plain);
    let has_dot = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    let is_local = domain.eq_ignore_ascii_case("localhost");
    (fits && (has_dot || is_local) && !local.contains('@')).then(|| text.to_lowercase())
}

/// Only addresses a person may safely follow: absolute `http` and `https`.
pub fn web_address(text: &str) -> Option<String> {
    let address = url::Url::parse(text.trim()).ok()?;
    let is_web = matches!(address.scheme(), "http" | "https") && address.host().is_some();
    is_web.then(|| address.to_string())
}

/// Text as it may stand in a part of a path or in a header: every byte but ASCII letters, digits and `-._~` as `%XX`.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_line_and_ends_at_a_word() {
        assert_eq!(one_line("Where is\n\n my   parcel?", 40), "Where is my parcel?");
        assert_eq!(one_line("Where is my parcel?", 12), "Where is my…");
        assert_eq!(one_line("Rindfleischetikettierung", 8), "Rindfle…");
    }

    #[test]
    fn addresses_that_cannot_be_e_mail_are_refused() {
        assert_eq!(email(" Ana@Example.COM ").as_deref(), Some("ana@example.com"));
        for wrong in ["ana", "ana@", "@x.de", "a b@x.de", "a@b@x.de", "ana@x", "ana@.de", "a\n@x.de"] {
            assert_eq!(email(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn links_may_lead_to_the_web_only() {
        assert!(web_address("https://shop.example/o/1").is_some());
        for wrong in ["javascript:alert(1)", "data:text/html,x", "/o/1", "ftp://x.de", "https://"] {
            assert_eq!(web_address(wrong), None, "{wrong}");
        }
    }
}
