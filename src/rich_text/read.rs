//! Reads light Markdown: the one place that says what of it is taken.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// What stands in the text, one after the other.
pub fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH)
}

/// Whether it is a mark: something that plain text has not.
pub fn is_mark(event: &Event<'_>) -> bool {
    use Tag::{BlockQuote, CodeBlock, Emphasis, Heading, Image, Link, List, Strikethrough, Strong};
    let Event::Start(tag) = event else { return matches!(event, Event::Code(_)) };
    let is_block = matches!(tag, Heading { .. } | CodeBlock(_) | BlockQuote(_) | List(_));
    is_block || matches!(tag, Emphasis | Strong | Strikethrough | Link { .. } | Image { .. })
}
