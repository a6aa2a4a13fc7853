//! Writes HTML from the events of the Markdown reader.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{
    links,
    read::{events, is_mark},
};

/// How deep lists, quotes and emphasis may stand in each other; what is deeper is shown without.
const MAX_DEPTH: usize = 8;

/// HTML being written.
#[derive(Default)]
struct Writer {
    html: String,
    /// Text not written yet: the reader hands it over in pieces, and addresses go across them.
    text: String,
    /// What closes each open tag; `None` for one that was left out.
    open: Vec<Option<&'static str>>,
    /// How many of those count towards the depth.
    depth: usize,
    links: usize,
    is_code: bool,
    has_marks: bool,
}

/// The text as HTML, not cleaned yet; `None` where it has no marks.
pub fn marked(markdown: &str) -> Option<String> {
    let mut writer = Writer::default();
    for event in events(markdown) {
        writer.take(event);
    }
    writer.flush();
    writer.has_marks.then_some(writer.html)
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        self.has_marks |= is_mark(&event);
        match event {
            // Raw HTML is text like any other.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&text),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Code(code) => {
                self.flush();
                self.html.push_str("<code>");
                escape(&code, &mut self.html);
                self.html.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.write("<br>"),
            Event::Rule => self.write("<p>———</p>"),
            // Their syntaxes are switched off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text.push_str(&text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.leaf("<p>", "</p>"),
            Tag::Heading { .. } => self.leaf("<p><strong>", "</strong></p>"),
            Tag::CodeBlock(_) => {
                self.leaf("<pre><code>", "</code></pre>");
                self.is_code = true;
            }
            Tag::BlockQuote(_) => self.nest("<blockquote>", "</blockquote>"),
            Tag::List(None) => self.nest("<ul>", "</ul>"),
            Tag::List(Some(1)) => self.nest("<ol>", "</ol>"),
            Tag::List(Some(first)) => self.nest(&format!("<ol start=\"{first}\">"), "</ol>"),
            // An item of a list that was left out is a line of the one around it.
            Tag::Item if self.open.last().is_some_and(Option::is_none) => {
                self.flush();
                self.html.push_str("<br>");
                self.open.push(None);
            }
            Tag::Item => self.leaf("<li>", "</li>"),
            Tag::Emphasis => self.nest("<em>", "</em>"),
            Tag::Strong => self.nest("<strong>", "</strong>"),
            Tag::Strikethrough => self.nest("<del>", "</del>"),
            Tag::Link { dest_url, .. } => self.link(&dest_url, None),
            Tag::Image { dest_url, .. } => self.link(&dest_url, Some("🖼 ")),
            _ => self.open.push(None),
        }
    }

    fn end(&mut self, end: TagEnd) {
        self.flush();
        let closing = self.open.pop().flatten();
        self.html.push_str(closing.unwrap_or_default());
        match end {
            TagEnd::CodeBlock => self.is_code = false,
            TagEnd::Link | TagEnd::Image if closing.is_some() => self.links -= 1,
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough
                if closing.is_some() =>
            {
                self.depth -= 1;
            }
            _ => {}
        }
    }

    /// Opens what holds text.
    fn leaf(&mut self, opening: &str, closing: &'static str) {
        self.write(opening);
        self.open.push(Some(closing));
    }

    /// Opens what may hold itself.
    fn nest(&mut self, opening: &str, closing: &'static str) {
        if self.depth >= MAX_DEPTH {
            self.flush();
            self.open.push(None);
            return;
        }
        self.depth += 1;
        self.leaf(opening, closing);
    }

    /// Opens a link, or leaves it out where it may not be followed or stands in another.
    fn link(&mut self, address: &str, before: Option<&str>) {
        self.flush();
        let Some(address) = links::followable(address).filter(|_| self.links == 0) else {
            self.open.push(None);
            return;
        };
        self.links += 1;
        self.open_link(&address);
        self.html.push_str(before.unwrap_or_default());
        self.open.push(Some("</a>"));
    }

    fn open_link(&mut self, address: &str) {
        self.html.push_str("<a href=\"");
        escape(address, &mut self.html);
        self.html.push_str("\">");
    }

    fn write(&mut self, html: &str) {
        self.flush();
        self.html.push_str(html);
    }

    /// Writes the text that waits, with its bare addresses as links.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        if self.is_code {
            escape(&text, &mut self.html);
            return;
        }
        for piece in links::pieces(&text) {
            match piece.address.filter(|_| self.links == 0) {
                Some(address) => {
                    self.open_link(&address);
                    escape(piece.text, &mut self.html);
                    self.html.push_str("</a>");
                }
                // Only raw HTML has line ends here.
                None => {
                    let lines: Vec<_> = piece.text.trim_end_matches('\n').split('\n').collect();
                    for (index, line) in lines.iter().enumerate() {
                        self.html.push_str(if index > 0 { "<br>" } else { "" });
                        escape(line, &mut self.html);
                    }
                }
            }
        }
    }
}

fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
