//! What the check tells, in the order in which somebody would look.

use url::Url;

use super::{policy, snippet, surroundings, tags};
use crate::{net::Fetched, sites::Origin};

/// What should be found.
pub struct Expected<'a> {
    /// Scheme, host and port of this Deskbell.
    pub base: &'a str,
    pub app_id: &'a str,
    pub allowed_origins: &'a [Origin],
    /// App ids of all sites with the sites' names.
    pub sites: &'a [(String, String)],
    /// The app id of the site that a site key names.
    pub site_of_key: &'a dyn Fn(&str) -> Option<String>,
}

/// How good it is, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Good,
    /// Neither good nor bad by itself.
    Note,
    Doubtful,
    Wrong,
}

/// One line of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub state: State,
    pub title: String,
    pub text: String,
    /// What to copy, where something is to be added.
    pub line: Option<String>,
}

impl Finding {
    pub(super) fn new(state: State, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { state, title: title.into(), text: text.into(), line: None }
    }

    pub(super) fn with_line(self, line: impl Into<String>) -> Self {
        Self { line: Some(line.into()), ..self }
    }
}

/// A page with what was read from it.
pub(super) struct Page<'a> {
    pub fetched: &'a Fetched,
    pub tags: tags::Tags,
}

impl Page<'_> {
    /// The values of a header.
    pub fn headers<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b str> {
        self.fetched.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Says what a page tells about the installation.
pub fn examine(fetched: &Fetched, expected: &Expected<'_>) -> Vec<Finding> {
    let page = Page { fetched, tags: tags::read(&fetched.body) };
    let mut findings = vec![answered(fetched)];
    if !is_html(&page) {
        findings.push(Finding::new(
            State::Wrong,
            "This is not a page",
            "The address answers with something other than HTML, such as a file. Check the address of a page that visitors open.",
        ));
        return findings;
    }
    findings.push(encrypted(fetched, expected.base));
    findings.extend(surroundings::stands_before(&page));
    let snippets = snippet::find(&page, expected);
    findings.extend(snippet::tell(&page, &snippets, expected));
    findings.extend(policies(&page, &snippets, expected));
    findings.push(origin(fetched, expected.allowed_origins));
    findings.extend(surroundings::viewport(&page));
    findings.extend(surroundings::other_messengers(&page));
    findings
}

fn answered(fetched: &Fetched) -> Finding {
    let from = match fetched.redirects {
        0 => String::new(),
        _ => format!(" The address leads on to {}.", fetched.url),
    };
    let title = format!("The page answers with {}", fetched.status);
    match fetched.status {
        200..=299 => {
            Finding::new(State::Good, "The page can be reached", format!("It answers with {}.{from}", fetched.status))
        }
        401 | 403 => Finding::new(
            State::Doubtful,
            title,
            format!(
                "It is shown to nobody without a password, or not to programs. What follows is about that answer, not about what your visitors see.{from}"
            ),
        ),
        404 | 410 => Finding::new(State::Wrong, title, format!("There is no such page. Check the address.{from}")),
        _ => Finding::new(
            State::Doubtful,
            title,
            format!("That is an error of the website. What follows is about its error page.{from}"),
        ),
    }
}

fn is_html(page: &Page<'_>) -> bool {
    let kind = page.headers("content-type").next().unwrap_or("text/html").to_ascii_lowercase();
    kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml")
}

fn encrypted(fetched: &Fetched, base: &str) -> Finding {
    let is_https = fetched.url.scheme() == "https";
    match (is_https, base.starts_with("https://")) {
        (true, false) => Finding::new(
            State::Wrong,
            "The page uses HTTPS, Deskbell does not",
            "Browsers load nothing from an unencrypted address into an encrypted page. Put Deskbell behind HTTPS, then copy the snippet again.",
        ),
        (true, true) => Finding::new(State::Good, "The page uses HTTPS", "So does Deskbell."),
        (false, _) if is_at_home(&fetched.url) => {
            Finding::new(State::Note, "The page is on a machine of your own", "It needs HTTPS before it is public.")
        }
        (false, _) => Finding::new(
            State::Doubtful,
            "The page is not encrypted",
            "Whoever is on the way can read what visitors write. Switch HTTPS on, and redirect http:// there.",
        ),
    }
}

fn is_at_home(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback() || address.is_private(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// One finding for each thing of ours that a policy keeps out.
fn policies(page: &Page<'_>, snippets: &[snippet::Snippet], expected: &Expected<'_>) -> Vec<Finding> {
    let in_meta = page.tags.metas.iter().filter(|meta| {
        meta.get("http-equiv").is_some_and(|name| name.trim().eq_ignore_ascii_case("content-security-policy"))
    });
    let in_meta = in_meta.filter_map(|meta| meta.get("content")).map(|text| (text.as_str(), "its meta tag"));
    let in_header = page.headers("content-security-policy").map(|text| (text, "its header"));
    let policies: Vec<_> = in_header
        .chain(in_meta)
        .flat_map(|(text, place)| policy::Policy::parse_all(text).into_iter().map(move |policy| (policy, place)))
        .collect();
    if policies.is_empty() {
        return vec![Finding::new(State::Good, "No content security policy is in the way", "The page sends none.")];
    }
    let nonce = snippets.iter().find_map(|snippet| snippet.nonce.as_deref());
    let mut found = Vec::new();
    for (need, path, what) in [
        (policy::Need::Script, "/widget.js", "the script"),
        (policy::Need::Frame, "/w/", "the messenger's frame"),
        (policy::Need::Connection, "/api/widget/init", "the launcher's one request"),
    ] {
        let Ok(asked) = Url::parse(&format!("{}{path}", expected.base)) else { continue };
        let block = policies
            .iter()
            .find_map(|(policy, place)| Some((policy.blocks(need, &asked, (&page.fetched.url, nonce))?, place)));
        if let Some((block, place)) = block {
            found.push(blocked(&block, place, what));
        }
    }
    if snippets.iter().any(|snippet| snippet.has_stub) && !policies.iter().all(|(policy, _)| policy.allows_inline()) {
        found.push(Finding::new(
            State::Doubtful,
            "The policy forbids the snippet's first line",
            "It forbids inline script. The second line alone is enough: remove the first, and open the messenger with data-deskbell=\"open\" on your own buttons.",
        ));
    }
    if found.is_empty() {
        found.push(Finding::new(
            State::Good,
            "The content security policy lets the messenger through",
            "Script, frame and request are allowed.",
        ));
    }
    found
}

fn blocked(block: &policy::Block, place: &str, what: &str) -> Finding {
    let title = format!("The content security policy blocks {what}");
    match &block.line {
        Some(line) => Finding::new(
            State::Wrong,
            title,
            format!(
                "In {place} the directive {} does not name this Deskbell. Write the directive so:",
                block.directive
            ),
        )
        .with_line(line),
        None => Finding::new(
            State::Wrong,
            title,
            format!(
                "In {place} the directive {} uses 'strict-dynamic', under which addresses do not count. Give the script tag the nonce that your page gives its own scripts: nonce=\"…\".",
                block.directive
            ),
        ),
    }
}

fn origin(fetched: &Fetched, allowed: &[Origin]) -> Finding {
    let origin = fetched.url.origin().ascii_serialization();
    if allowed.is_empty() {
        return Finding::new(
            State::Note,
            "Every website may show the messenger",
            format!("Name {origin} under “Websites” to keep others from it."),
        );
    }
    if Origin::parse(&origin).is_ok_and(|origin| allowed.contains(&origin)) {
        return Finding::new(State::Good, "The website is on the list", format!("{origin} may show the messenger."));
    }
    Finding::new(
        State::Wrong,
        "The website is not on the list",
        "The messenger stays hidden there. Add this line to the websites that may embed it:",
    )
    .with_line(origin)
}
