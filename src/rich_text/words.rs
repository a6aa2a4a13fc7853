//! What a text with marks says, without them: for lines that tell of a message.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::read::{events, is_mark};

/// The words, with their line ends; of links and images what stands for them. Items keep a sign of being some. `None`
/// where there are no marks.
pub fn of(markdown: &str) -> Option<String> {
    let mut words = String::new();
    let mut has_marks = false;
    // The number of the next item of each open list, where it has some.
    let mut lists = Vec::new();
    for event in events(markdown) {
        has_marks |= is_mark(&event);
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => {
                words.push_str(&text)
            }
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                words.push_str(&text)
            }
            Event::Start(Tag::List(first)) => {
                words.push('\n');
                lists.push(first);
            }
            Event::Start(Tag::Item) => match lists.last_mut() {
                Some(Some(number)) => {
                    words.push_str(&format!("{number}. "));
                    *number += 1;
                }
                _ => words.push_str("• "),
            },
            Event::End(end) => {
                if matches!(end, TagEnd::List(_)) {
                    lists.pop();
                }
                let is_line = !matches!(
                    end,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                );
                words.push_str(if is_line { "\n" } else { "" });
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => words.push('\n'),
            Event::Start(_) | Event::TaskListMarker(_) => {}
        }
    }
    has_marks.then_some(words)
}
