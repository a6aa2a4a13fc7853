//! The snippet on a page: whether it is there, once, in a form that browsers run, and whose it is.

use url::Url;

use super::{
    findings::{Expected, Finding, Page, State},
    tags::Script,
};

/// One tag that loads a messenger like ours.
#[derive(Debug)]
pub struct Snippet {
    pub source: Url,
    pub app_id: Option<String>,
    pub key: Option<String>,
    pub nonce: Option<String>,
    /// A `type` under which browsers do not run it.
    pub inert_type: Option<String>,
    /// Whether the line that lets a page call early is there too.
    pub has_stub: bool,
    is_ours: bool,
}

/// Every tag of the page that loads a `widget.js` of ours, or of another Deskbell.
pub fn find(page: &Page<'_>, expected: &Expected<'_>) -> Vec<Snippet> {
    let base = page.tags.base.as_deref().and_then(|base| page.fetched.url.join(base).ok());
    let base = base.as_ref().unwrap_or(&page.fetched.url);
    let has_stub = page.tags.scripts.iter().any(|script| script.text.contains("window.SoftbetChat"));
    let ours = Url::parse(expected.base).ok();
    page.tags
        .scripts
        .iter()
        .filter_map(|script| read(script, base, ours.as_ref()))
        .map(|snippet| Snippet { has_stub, ..snippet })
        .collect()
}

fn read(script: &Script, base: &Url, ours: Option<&Url>) -> Option<Snippet> {
    // Tools that delay scripts move the address into an attribute of their own.
    let source = ["src", "data-src", "data-rocket-src", "data-cfsrc", "data-litespeed-src"]
        .iter()
        .find_map(|name| script.attribute(name))?;
    let source = base.join(source).ok()?;
    let is_ours = ours.is_some_and(|ours| ours.origin() == source.origin());
    let app_id = script.attribute("data-app-id").map(str::to_owned);
    let key = script.attribute("data-key").map(str::to_owned);
    let is_alike = app_id.as_ref().is_some_and(|app_id| app_id.starts_with("icw_")) || key.is_some();
    if !source.path().ends_with("/widget.js") || !(is_ours || is_alike) {
        return None;
    }
    let kind = script.attribute("type").map(str::to_ascii_lowercase).filter(|kind| {
        !matches!(
            kind.as_str(),
            "" | "module" | "text/javascript" | "application/javascript" | "application/ecmascript" | "text/ecmascript"
        )
    });
    let inert_type = kind.or_else(|| script.attribute("src").is_none().then(|| "delayed".to_owned()));
    let nonce = script.attribute("nonce").map(str::to_owned);
    Some(Snippet { source, app_id, key, nonce, inert_type, has_stub: false, is_ours })
}

/// What there is to say about them.
pub fn tell(page: &Page<'_>, snippets: &[Snippet], expected: &Expected<'_>) -> Vec<Finding> {
    let ours: Vec<_> = snippets.iter().filter(|snippet| snippet.is_ours).collect();
    let Some(first) = ours.first() else { return vec![missing(page, snippets.first(), expected)] };
    let mut findings = vec![Finding::new(State::Good, "The snippet is on the page", "")];
    if let Some(kind) = &first.inert_type {
        findings = vec![Finding::new(
            State::Doubtful,
            "The snippet waits",
            format!(
                "Its tag is held back (“{kind}”): a consent banner or a tool that delays scripts starts it later. Until then the messenger does not show. Take it out of that tool if it should show at once."
            ),
        )];
    }
    findings.push(whose(first, expected));
    if ours.len() > 1 {
        findings.push(Finding::new(
            State::Doubtful,
            format!("The snippet is there {} times", ours.len()),
            "Only the first one counts, and the console of the browser says so each time. Remove the others: look into the theme, plug-ins and the tag manager.",
        ));
    }
    findings
}

fn missing(page: &Page<'_>, foreign: Option<&Snippet>, expected: &Expected<'_>) -> Finding {
    if let Some(foreign) = foreign {
        return Finding::new(
            State::Wrong,
            "The snippet loads from another address",
            format!(
                "It asks {}, and this Deskbell is at {}. Copy the snippet above again.",
                foreign.source.origin().ascii_serialization(),
                expected.base
            ),
        );
    }
    let host = expected.base.split_once("://").map_or(expected.base, |(_, host)| host);
    let is_written_by_script =
        page.tags.scripts.iter().any(|script| script.text.contains("widget.js") && script.text.contains(host));
    if is_written_by_script {
        return Finding::new(
            State::Good,
            "A script of the page adds the snippet",
            "Whether it does so on every page, the browser shows: open the page and look at “last seen” above.",
        );
    }
    let cut = if page.fetched.is_cut { " Only the first MiB of the page was read." } else { "" };
    Finding::new(
        State::Doubtful,
        "The snippet is not in the page's HTML",
        format!(
            "A tag manager or a framework may add it in the browser: open the page, then look at “last seen” above. If nothing is seen, paste the snippet before </body> and empty the website's cache.{cut}"
        ),
    )
}

fn whose(snippet: &Snippet, expected: &Expected<'_>) -> Finding {
    let named = match (&snippet.app_id, &snippet.key) {
        (Some(app_id), _) => Some(app_id.clone()),
        (None, Some(key)) => (expected.site_of_key)(key),
        (None, None) => {
            return Finding::new(
                State::Wrong,
                "The snippet names no site",
                "Its data-app-id is missing; some editors drop attributes that they do not know. Add it to the script tag:",
            )
            .with_line(format!("data-app-id=\"{}\"", expected.app_id));
        }
    };
    let owner = named.as_ref().and_then(|named| expected.sites.iter().find(|(app_id, _)| app_id == named));
    match owner {
        Some((app_id, _)) if app_id == expected.app_id => {
            Finding::new(State::Good, "It is the snippet of this site", "App id or key are the right ones.")
        }
        Some((_, name)) => Finding::new(
            State::Doubtful,
            format!("It is the snippet of the site “{name}”"),
            "If this page belongs to the site chosen here, put this app id into the script tag:",
        )
        .with_line(format!("data-app-id=\"{}\"", expected.app_id)),
        None => Finding::new(
            State::Wrong,
            "The snippet names a site that is not here",
            "The app id is mistyped, or the key is revoked. Put this app id into the script tag:",
        )
        .with_line(format!("data-app-id=\"{}\"", expected.app_id)),
    }
}
