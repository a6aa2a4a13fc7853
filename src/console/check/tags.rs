//! The tags of a page that matter here, read as browsers read them: what stands in a comment, in a text or in the
//! text of another script is none.

use std::{cell::RefCell, collections::HashMap};

use html5ever::{
    TokenizerResult,
    buffer_queue::BufferQueue,
    tendril::StrTendril,
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind},
};

/// The most scripts that are kept. The largest shops load a hundred.
const MAX_SCRIPTS: usize = 1_000;

/// What was found, in the page's order.
#[derive(Debug, Default)]
pub struct Tags {
    pub scripts: Vec<Script>,
    pub metas: Vec<Attributes>,
    /// Of the first `<base>`.
    pub base: Option<String>,
    /// Addresses of frames.
    pub frames: Vec<String>,
    pub has_frameset: bool,
    pub has_password_field: bool,
    /// How many links, headings and pictures there are: a page that has none shows something else in a frame.
    pub own_content: usize,
}

/// Names in lower case, each with its first value.
pub type Attributes = HashMap<String, String>;

/// One `<script>`.
#[derive(Debug, Default)]
pub struct Script {
    pub attributes: Attributes,
    pub text: String,
}

impl Script {
    /// An attribute, without blanks around it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(|value| value.trim())
    }
}

/// Reads a page.
pub fn read(html: &[u8]) -> Tags {
    let text = StrTendril::from(String::from_utf8_lossy(html).as_ref());
    let input = BufferQueue::default();
    input.push_back(text);
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // It stops after each script for somebody to run it; nobody does.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.tags.into_inner()
}

#[derive(Default)]
struct Reader {
    tags: RefCell<Tags>,
    is_in_script: RefCell<bool>,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(&tag),
            Token::TagToken(tag) if &*tag.name == "script" => {
                *self.is_in_script.borrow_mut() = false;
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) if *self.is_in_script.borrow() => {
                if let Some(script) = self.tags.borrow_mut().scripts.last_mut() {
                    script.text.push_str(&text);
                }
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Reader {
    /// Takes a tag, and says how browsers read what follows it.
    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let mut tags = self.tags.borrow_mut();
        match &*tag.name {
            "script" => {
                if tags.scripts.len() < MAX_SCRIPTS {
                    tags.scripts.push(Script { attributes: attributes(tag), text: String::new() });
                    *self.is_in_script.borrow_mut() = true;
                }
                return TokenSinkResult::RawData(RawKind::ScriptData);
            }
            "title" | "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
            "iframe" => {
                tags.frames.extend(attributes(tag).remove("src"));
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "style" | "xmp" | "noembed" | "noframes" | "noscript" => {
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "plaintext" => return TokenSinkResult::Plaintext,
            "frameset" => tags.has_frameset = true,
            "frame" => tags.frames.extend(attributes(tag).remove("src")),
            "meta" => tags.metas.push(attributes(tag)),
            "base" => tags.base = tags.base.take().or_else(|| attributes(tag).remove("href")),
            "input" => {
                let kind = attributes(tag).remove("type");
                tags.has_password_field |= kind.is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
            }
            "a" | "h1" | "h2" | "h3" | "img" | "button" => tags.own_content += 1,
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn attributes(tag: &Tag) -> Attributes {
    let mut found = Attributes::new();
    for attribute in &tag.attrs {
        found
            .entry(attribute.name.local.to_ascii_lowercase().to_string())
            .or_insert_with(|| attribute.value.to_string());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_takes_for_a_script_is_one() {
        let page = br#"<!doctype html><TITLE><script src="/title.js"></script></TITLE>
            <!-- <script src="/comment.js"></script> --><noscript><script src="/noscript.js"></script></noscript>
            <textarea><script src="/text.js"></script></textarea>
            <script>document.write('<script src="/inner.js"><\/script>'); let s = "<!-- x"; // </script>
            <SCRIPT SRC=/real.js DATA-APP-ID='icw_&amp;1' defer></SCRIPT><p title="<script src=/attribute.js>">"#;

        let tags = read(page);

        let sources: Vec<_> = tags.scripts.iter().map(|script| script.attribute("src")).collect();
        assert_eq!(sources, [None, Some("/real.js")]);
        assert_eq!(tags.scripts[1].attribute("data-app-id"), Some("icw_&1"));
        assert!(tags.scripts[0].text.contains("inner.js"));
    }
}
