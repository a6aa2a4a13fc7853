//! On which pages the launcher shows, and what a page is for.
//!
//! Rules are asked in order. The first fitting `show` or `hide` decides about the launcher, the first fitting purpose
//! about the purpose. The loader decides by the same rules in the browser: `tests/it/data/page_rules.json` holds both
//! to the same answers.

use super::{Purpose, words::words};
use crate::base::FieldErrors;

/// The most rules of one site: they travel in the start document.
pub const MAX_RULES: usize = 20;

/// The longest condition, in characters.
const MAX_CONDITION: usize = 200;

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Show,
    Hide,
    Support,
    Sales,
    Checkout,
}

/// What somebody looks at the page with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Phone,
    Desktop,
}

words!(Act: Show = "show", Hide = "hide", Support = "support", Sales = "sales", Checkout = "checkout");
words!(Device: Phone = "phone", Desktop = "desktop");

/// A rule about pages. A condition that is absent fits everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRule {
    pub act: Act,
    /// A path such as `/pricing`, with `*` for any run of characters.
    pub path: Option<String>,
    /// A query parameter that must be there: `ref`, or `ref=mail` with its value.
    pub query: Option<String>,
    pub device: Option<Device>,
    /// The beginning of the page's language: `de` fits `de-AT` too.
    pub language: Option<String>,
    /// Whether the page has said who its visitor is.
    pub signed_in: Option<bool>,
}

/// A page as the rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The path as the address bar's URL holds it, not decoded.
    pub path: &'a str,
    /// The query with or without its `?`.
    pub query: &'a str,
    pub device: Device,
    /// The page's language as it names it; empty where it does not.
    pub language: &'a str,
    pub signed_in: bool,
}

/// What the rules say of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Whether the launcher shows.
    pub shows: bool,
    /// The purpose of the page where a rule gives one; else the site's own holds.
    pub purpose: Option<Purpose>,
}

impl Act {
    /// The purpose that it gives; `None` where it is about the launcher.
    pub fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Show | Self::Hide => None,
            Self::Support => Some(Purpose::Support),
            Self::Sales => Some(Purpose::Sales),
            Self::Checkout => Some(Purpose::Checkout),
        }
    }
}

/// What `rules` say of `page`. Where none about the launcher fits, it shows, unless there is a rule that shows it
/// elsewhere: who names the pages where it shows means only those.
pub fn decide(rules: &[PageRule], page: &Page<'_>) -> Decision {
    let mut fitting = rules.iter().filter(|rule| rule.fits(page));
    let first = fitting.clone().find(|rule| rule.act.purpose().is_none());
    let shows = match first {
        Some(rule) => rule.act == Act::Show,
        None => rules.iter().all(|rule| rule.act != Act::Show),
    };
    Decision { shows, purpose: fitting.find_map(|rule| rule.act.purpose()) }
}

impl PageRule {
    /// A rule that fits every page.
    pub fn everywhere(act: Act) -> Self {
        Self { act, path: None, query: None, device: None, language: None, signed_in: None }
    }

    fn fits(&self, page: &Page<'_>) -> bool {
        self.path.as_deref().is_none_or(|pattern| path_fits(pattern, page.path))
            && self.query.as_deref().is_none_or(|wanted| query_fits(wanted, page.query))
            && self.device.is_none_or(|device| device == page.device)
            && self.language.as_deref().is_none_or(|prefix| language_fits(prefix, page.language))
            && self.signed_in.is_none_or(|signed_in| signed_in == page.signed_in)
    }
}

/// The slash at the end of a path or pattern does not count, so `/blog/*` fits `/blog` as it fits `/blog/`.
fn path_fits(pattern: &str, path: &str) -> bool {
    let bare = |text: &'_ str| text.strip_suffix('/').unwrap_or(text).to_owned();
    let (pattern, path) = (bare(pattern), bare(path));
    star_fits(&pattern, &path) || star_fits(&pattern, &format!("{path}/"))
}

/// Whether text fits a pattern in which `*` is any run of characters. Takes time in the product of both lengths at
/// most: a hostile pattern cannot make it search for long.
fn star_fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

fn query_fits(wanted: &str, query: &str) -> bool {
    let query = query.strip_prefix('?').unwrap_or(query);
    let (name, value) = match wanted.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (wanted, None),
    };
    url::form_urlencoded::parse(query.as_bytes())
        .any(|(key, given)| key == name && value.is_none_or(|value| value == given))
}

/// Whole parts of the tag only: `de` fits `de` and `de-AT`, not `den`.
fn language_fits(prefix: &str, language: &str) -> bool {
    let starts = language.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    starts && matches!(language.as_bytes().get(prefix.len()), None | Some(b'-'))
}

/// Trims the conditions and drops the empty ones. Wrong ones are named at `/page_rules/{index}/{field}`.
pub(super) fn checked(rules: Vec<PageRule>, errors: &mut FieldErrors) -> Vec<PageRule> {
    if rules.len() > MAX_RULES {
        let sentence = format!("At most {MAX_RULES} rules fit; these are {}. Join some with a star.", rules.len());
        errors.add("/page_rules", sentence);
        return rules;
    }
    let trimmed = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let each = rules.into_iter().enumerate().map(|(index, rule)| {
        let rule =
            PageRule { path: trimmed(rule.path), query: trimmed(rule.query), language: trimmed(rule.language), ..rule };
        for (field, sentence) in problems(&rule) {
            errors.add(format!("/page_rules/{index}/{field}"), sentence);
        }
        rule
    });
    each.collect()
}

fn problems(rule: &PageRule) -> Vec<(&'static str, &'static str)> {
    let is_long = |text: &str| text.chars().count() > MAX_CONDITION || text.chars().any(char::is_control);
    let mut found = Vec::new();
    match rule.path.as_deref() {
        Some(path) if !path.starts_with(['/', '*']) => {
            found.push(("path", "Begin with a slash, such as /pricing, or with a star: */checkout."));
        }
        Some(path) if is_long(path) || path.contains(['?', '#']) => {
            found.push((
                "path",
                "Write the path alone, of at most 200 characters. What follows ? has a field of its own.",
            ));
        }
        _ => {}
    }
    if rule.query.as_deref().is_some_and(|query| is_long(query) || query.starts_with(['?', '=']) || query.contains('&'))
    {
        found.push(("query", "Name one parameter, such as ref or ref=mail, of at most 200 characters."));
    }
    let is_tag = |tag: &str| {
        let is_part =
            |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        tag.len() <= 35 && tag.split('-').all(is_part)
    };
    if rule.language.as_deref().is_some_and(|tag| !is_tag(tag)) {
        found.push(("language", "Write a language such as de or pt-BR."));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_condition_is_named_at_its_rule() {
        let wrong = PageRule {
            path: Some("pricing".into()),
            query: Some("a&b".into()),
            language: Some("de AT".into()),
            ..PageRule::everywhere(Act::Hide)
        };
        let right =
            PageRule { path: Some(" /blog/* ".into()), query: Some(" ".into()), ..PageRule::everywhere(Act::Show) };
        let mut errors = FieldErrors::new();

        let rules = checked(vec![right, wrong], &mut errors);

        let named: Vec<_> = errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(named, ["/page_rules/1/path", "/page_rules/1/query", "/page_rules/1/language"]);
        assert_eq!(
            rules.first().map(|rule| (rule.path.as_deref(), rule.query.as_deref())),
            Some((Some("/blog/*"), None))
        );
    }

    #[test]
    fn many_stars_take_no_long_search() {
        assert!(!star_fits(&"*a".repeat(100), &"a".repeat(99)));
        assert!(star_fits(&"*a".repeat(100), &"a".repeat(100)));
    }
}
