//! The one place where text becomes HTML: light Markdown of visitors, agents and articles.
//!
//! Taken are bold, italic, strike, code, lists, quotes and links. Headings become bold lines, images become links, raw
//! HTML is shown as the text it is. What was made is then cleaned once more by a sanitiser that knows nothing of how it
//! was made.
//!
//! **Invariant:** what leaves here holds the few tags that text needs and no others, no script, and links that lead to
//! the web, to a mailbox or to a telephone.

mod clean;
mod links;
mod read;
mod words;
mod write;

use std::borrow::Cow;

pub use clean::sanitize;

/// The text as safe HTML, or `None` where it has no marks: plain text is shown as it is, with its line breaks and with
/// its addresses as links.
///
/// The HTML is a few times as long as the text at most.
pub fn html(markdown: &str) -> Option<String> {
    if !may_have_marks(markdown) {
        return None;
    }
    write::marked(markdown).map(|html| sanitize(&html))
}

/// What the text says, without its marks: for previews, which show no HTML. Plain text is what it is, and so is a text
/// that without its marks says nothing, such as a picture without a name.
pub fn plain(markdown: &str) -> Cow<'_, str> {
    let words = may_have_marks(markdown).then(|| words::of(markdown)).flatten();
    words.filter(|words| !words.trim().is_empty()).map_or(markdown.into(), Cow::from)
}

/// A look at the bytes, so that plain text, which nearly all messages are, costs nothing. It may say yes to text
/// without marks, never no to text with some.
fn may_have_marks(text: &str) -> bool {
    if text.bytes().any(|byte| matches!(byte, b'*' | b'_' | b'`' | b'~' | b'[')) {
        return true;
    }
    text.lines().any(|line| {
        let rest = line.trim_start();
        let is_indented = line.starts_with('\t') || line.starts_with("    ");
        let begins_block = rest.starts_with(['>', '#', '-', '+', '=']);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_numbered = digits > 0 && rest[digits..].starts_with(['.', ')']);
        is_indented || begins_block || is_numbered
    })
}

#[cfg(test)]
mod tests;
