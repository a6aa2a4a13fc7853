//! Content security policies of a page: what of ours they block, and the directive that lets it through.

use url::Url;

/// One policy: its directives with their sources.
#[derive(Debug)]
pub struct Policy(Vec<(String, Vec<String>)>);

/// What the widget needs of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Script,
    Frame,
    Connection,
}

/// What keeps something of ours out.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// The directive as the page has it.
    pub directive: String,
    /// The whole directive as it should be; `None` where only a nonce on the tag helps.
    pub line: Option<String>,
}

impl Need {
    /// The directives that decide, the closest first.
    fn directives(self) -> &'static [&'static str] {
        match self {
            Self::Script => &["script-src-elem", "script-src", "default-src"],
            Self::Frame => &["frame-src", "child-src", "default-src"],
            Self::Connection => &["connect-src", "default-src"],
        }
    }

    /// The directive to write where only the general one is there.
    fn own_directive(self) -> &'static str {
        match self {
            Self::Script => "script-src",
            Self::Frame => "frame-src",
            Self::Connection => "connect-src",
        }
    }
}

impl Policy {
    /// Reads the policies of one header or meta tag; commas part them.
    pub fn parse_all(text: &str) -> Vec<Self> {
        text.split(',').map(Self::parse).filter(|policy| !policy.0.is_empty()).collect()
    }

    fn parse(text: &str) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else { continue };
            // Of two with one name the first counts.
            if !directives.iter().any(|(known, _)| *known == name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self(directives)
    }

    /// Whether it keeps `asked` out, which `page` loads; `nonce` is that of the tag.
    pub fn blocks(&self, need: Need, asked: &Url, (page, nonce): (&Url, Option<&str>)) -> Option<Block> {
        let (name, sources) = need.directives().iter().find_map(|name| self.directive(name))?;
        let is_nonced = nonce.is_some_and(|nonce| sources.iter().any(|source| *source == format!("'nonce-{nonce}'")));
        if need == Need::Script && is_nonced {
            return None;
        }
        let is_strict =
            need == Need::Script && sources.iter().any(|source| source.eq_ignore_ascii_case("'strict-dynamic'"));
        if is_strict {
            return Some(Block { directive: name.clone(), line: None });
        }
        if sources.iter().any(|source| fits(source, asked, page)) {
            return None;
        }
        let own = if name == "default-src" { need.own_directive() } else { name };
        let kept = sources.iter().filter(|source| !source.eq_ignore_ascii_case("'none'")).cloned();
        let words: Vec<_> =
            std::iter::once(own.to_owned()).chain(kept).chain([asked.origin().ascii_serialization()]).collect();
        Some(Block { directive: name.clone(), line: Some(words.join(" ")) })
    }

    /// Whether inline script without a nonce runs.
    pub fn allows_inline(&self) -> bool {
        let Some((_, sources)) = Need::Script.directives().iter().find_map(|name| self.directive(name)) else {
            return true;
        };
        let has = |beginning: &str| sources.iter().any(|source| source.to_ascii_lowercase().starts_with(beginning));
        has("'unsafe-inline'") && !has("'nonce-") && !has("'sha") && !has("'strict-dynamic'")
    }

    fn directive(&self, name: &str) -> Option<&(String, Vec<String>)> {
        self.0.iter().find(|(known, _)| known == name)
    }
}

/// Whether a source names an address (CSP Level 3, 6.7.2.6 and on).
fn fits(source: &str, asked: &Url, page: &Url) -> bool {
    let source = source.to_ascii_lowercase();
    match source.as_str() {
        "'self'" => {
            asked.origin() == page.origin()
                || (asked.host() == page.host() && page.scheme() == "http" && asked.scheme() == "https")
        }
        "*" => matches!(asked.scheme(), "http" | "https") || asked.scheme() == page.scheme(),
        quoted if quoted.starts_with('\'') => false,
        scheme if scheme.ends_with(':') && !scheme.contains('/') => scheme_fits(scheme.trim_end_matches(':'), asked),
        host => host_fits(host, asked, page),
    }
}

/// HTTPS is as good as HTTP, never the other way round.
fn scheme_fits(scheme: &str, asked: &Url) -> bool {
    scheme == asked.scheme() || (scheme == "http" && asked.scheme() == "https")
}

fn host_fits(source: &str, asked: &Url, page: &Url) -> bool {
    let (scheme, rest) = source.split_once("://").map_or((None, source), |(scheme, rest)| (Some(scheme), rest));
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let bracket = authority.rfind(']').unwrap_or(0);
    let (host, port) = match authority.rfind(':').filter(|at| *at > bracket) {
        Some(at) => (&authority[..at], Some(&authority[at + 1..])),
        None => (authority, None),
    };
    let asked_host = asked.host_str().unwrap_or("");
    let is_host = match host.strip_prefix("*.") {
        Some(zone) => asked_host.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.')),
        None => host == "*" || host == asked_host,
    };
    let asked_port = asked.port_or_known_default();
    let is_port = match port {
        Some("*") => true,
        Some(port) => port.parse().ok() == asked_port || (port == "80" && asked_port == Some(443)),
        None => asked.port().is_none(),
    };
    let is_path = match path {
        "" | "/" => true,
        folder if folder.ends_with('/') => asked.path().to_ascii_lowercase().starts_with(folder),
        file => asked.path().eq_ignore_ascii_case(file),
    };
    scheme_fits(scheme.unwrap_or(page.scheme()), asked) && is_host && is_port && is_path
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESK: &str = "https://chat.shop.example/widget.js";

    fn block(policy: &str, need: Need) -> Option<Block> {
        let page = "https://shop.example/".parse().unwrap();
        Policy::parse_all(policy)
            .iter()
            .find_map(|policy| policy.blocks(need, &DESK.parse().unwrap(), (&page, Some("r4nd"))))
    }

    #[test]
    fn what_lets_the_script_through_is_recognised() {
        for policy in [
            "img-src 'self'",
            "script-src *",
            "default-src https:",
            "script-src https://chat.shop.example",
            "script-src chat.shop.example",
            "script-src *.shop.example",
            "script-src https://chat.shop.example:443/widget.js",
            "script-src 'self' 'nonce-r4nd' 'strict-dynamic'",
            "SCRIPT-SRC HTTPS://CHAT.SHOP.EXAMPLE/",
            "default-src 'none'; script-src-elem https://chat.shop.example; script-src 'none'",
            "script-src http://chat.shop.example",
        ] {
            assert_eq!(block(policy, Need::Script), None, "{policy}");
        }
    }

    #[test]
    fn what_blocks_it_is_named_with_the_line_that_helps() {
        for (policy, need, directive, line) in [
            ("default-src 'self'", Need::Script, "default-src", "script-src 'self' https://chat.shop.example"),
            ("script-src 'none'", Need::Script, "script-src", "script-src https://chat.shop.example"),
            (
                "script-src shop.example",
                Need::Script,
                "script-src",
                "script-src shop.example https://chat.shop.example",
            ),
            ("child-src 'self'", Need::Frame, "child-src", "child-src 'self' https://chat.shop.example"),
            ("default-src 'none'", Need::Connection, "default-src", "connect-src https://chat.shop.example"),
            (
                "script-src *; , script-src *.shop.example:444",
                Need::Script,
                "script-src",
                "script-src *.shop.example:444 https://chat.shop.example",
            ),
            (
                "frame-src https://chat.shop.example/other/",
                Need::Frame,
                "frame-src",
                "frame-src https://chat.shop.example/other/ https://chat.shop.example",
            ),
            (
                "frame-src *.chat.shop.example",
                Need::Frame,
                "frame-src",
                "frame-src *.chat.shop.example https://chat.shop.example",
            ),
        ] {
            let found = block(policy, need).unwrap_or_else(|| panic!("{policy} blocks"));

            assert_eq!((found.directive.as_str(), found.line.as_deref()), (directive, Some(line)), "{policy}");
        }
        assert_eq!(block("script-src 'nonce-other' 'strict-dynamic' https:", Need::Script).unwrap().line, None);
    }

    #[test]
    fn inline_script_runs_where_nothing_forbids_it() {
        for (policy, allows) in [
            ("img-src *", true),
            ("default-src 'self'", false),
            ("script-src 'self' 'unsafe-inline'", true),
            ("script-src 'unsafe-inline' 'nonce-abc'", false),
        ] {
            assert_eq!(Policy::parse_all(policy)[0].allows_inline(), allows, "{policy}");
        }
    }
}
