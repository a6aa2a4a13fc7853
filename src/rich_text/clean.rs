//! The sanitiser.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};

/// Every tag that may leave.
pub const TAGS: [&str; 12] = ["p", "br", "strong", "em", "del", "code", "pre", "ul", "ol", "li", "blockquote", "a"];

/// Where links may lead.
pub const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// What every link says of itself: nothing is told to where it leads, and nothing vouched for.
const REL: &str = "noopener noreferrer nofollow ugc";

/// How often HTML is cleaned until it stays as it is. Once is enough for everything made here; more is needed only
/// where the rules of HTML themselves change what is read again.
const ROUNDS: usize = 8;

/// HTML with everything removed that is not allowed. Cleaning it again changes nothing.
pub fn sanitize(html: &str) -> String {
    let cleaner = cleaner();
    let mut clean = cleaner.clean(html).to_string();
    for _ in 0..ROUNDS {
        let again = cleaner.clean(&clean).to_string();
        if again == clean {
            return clean;
        }
        clean = again;
    }
    // What does not come to rest is not trusted: its letters are shown and nothing else.
    ammonia::clean_text(html)
}

fn cleaner() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("ol", "start") => value.parse::<u32>().ok().map(|number| number.to_string().into()),
            _ => Some(value.into()),
        })
        .set_tag_attribute_value("a", "target", "_blank")
        .clean_content_tags(HashSet::from(["script", "style"]))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(REL));
    builder
}
