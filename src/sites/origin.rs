//! Where a page comes from: scheme, host and port, and nothing else.
//!
//! Two origins are compared as whole values after parsing; no pattern, no suffix. `https://shop.example.evil.test`
//! and `https://evil.test/.shop.example` look similar only to a pattern.

use std::fmt;

use url::{Host, Url};

/// The most origins one site may list: they all stand in one response header.
pub const MAX_ORIGINS: usize = 50;

/// An origin as browsers write it: lower case, Punycode, no default port, no slash at the end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// Reads an origin as somebody typed it or a browser sent it.
    ///
    /// # Errors
    /// The sentence for the field.
    pub fn parse(given: &str) -> Result<Self, &'static str> {
        const SHAPE: &str =
            "Write only scheme, host and port, such as https://www.shop.example or http://localhost:3000.";
        let text = given.trim_matches(' ');
        let scheme = text.get(..8).unwrap_or(text).to_ascii_lowercase();
        if !scheme.starts_with("https://") && !scheme.starts_with("http://") {
            return Err("Begin with https:// (or http:// for a test page), such as https://www.shop.example.");
        }
        if text.contains('*') {
            return Err("A star is not possible here. List every address by itself, with and without www.");
        }
        // The URL parser drops tabs and line ends and reads `\` as `/`; no origin holds any of them.
        if text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '@' | '?' | '#')) {
            return Err(SHAPE);
        }
        let url = Url::parse(text).map_err(|_| SHAPE)?;
        // After the scheme one slash at the end is the most that belongs to no path.
        let rest = text.split_once("://").map_or("", |(_, rest)| rest);
        if rest.strip_suffix('/').unwrap_or(rest).contains('/') || url.path() != "/" {
            return Err(SHAPE);
        }
        match url.host() {
            Some(Host::Domain(domain)) if domain.ends_with('.') || domain.is_empty() => {
                Err("Leave out the dot at the end of the host name.")
            }
            Some(_) => Ok(Self(url.origin().ascii_serialization())),
            None => Err(SHAPE),
        }
    }

    /// Reads the origins of a form, one a line. Doubles count once; empty lines are skipped.
    ///
    /// # Errors
    /// The sentence for the field, with the line that is wrong.
    pub fn parse_lines(typed: &str) -> Result<Vec<Self>, String> {
        let mut origins = Vec::new();
        for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let origin = Self::parse(line)
                .map_err(|sentence| format!("“{}”: {sentence}", crate::base::text::one_line(line, 80)))?;
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
        if origins.len() > MAX_ORIGINS {
            return Err(format!(
                "At most {MAX_ORIGINS} addresses fit; these are {}. Make a second site for the others.",
                origins.len()
            ));
        }
        Ok(origins)
    }

    /// The origin as browsers send it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_normalised_to_what_browsers_send() {
        for (given, expected) in [
            ("https://shop.example", "https://shop.example"),
            (" https://shop.example/ ", "https://shop.example"),
            ("HTTPS://SHOP.Example", "https://shop.example"),
            ("https://shop.example:443", "https://shop.example"),
            ("http://shop.example:80", "http://shop.example"),
            ("http://shop.example:443", "http://shop.example:443"),
            ("https://shop.example:8443", "https://shop.example:8443"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("http://127.1", "http://127.0.0.1"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("https://shop.example.evil.test", "https://shop.example.evil.test"),
            ("https://SHOP．example", "https://shop.example"),
        ] {
            assert_eq!(Origin::parse(given).as_ref().map(Origin::as_str), Ok(expected), "{given}");
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for wrong in [
            "",
            "null",
            "*",
            "https://",
            "https:///",
            "shop.example",
            "//shop.example",
            "https:shop.example",
            "https:/shop.example",
            "https://*.shop.example",
            "https://shop.example/path",
            "https://shop.example//",
            "https://shop.example/.",
            "https://ana@shop.example",
            "https://shop.example@evil.test",
            "https://shop.example?x",
            "https://shop.example#x",
            "https://shop.example\\.evil.test",
            "https://shop.example.",
            "https://shop\t.example",
            "https://shop\n.example",
            "https://shop example",
            "https://shop.example:99999",
            "https://shop.example:x",
            "ftp://shop.example",
            "file:///etc",
            "javascript:alert(1)",
            "chrome-extension://abc",
            "https://[::1",
            "https://a b",
            "https://shop.example, https://evil.test",
        ] {
            assert!(Origin::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_list_names_the_line_that_is_wrong() {
        let typed = "https://shop.example\r\n\r\nhttps://SHOP.example/\nhttp://localhost:3000";

        assert_eq!(Origin::parse_lines(typed).map(|origins| origins.len()), Ok(2));
        assert!(
            Origin::parse_lines("https://a.example\nshop.example")
                .is_err_and(|sentence| sentence.contains("“shop.example”"))
        );
    }
}
