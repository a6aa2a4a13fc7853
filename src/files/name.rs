//! Names of files as people gave them, made harmless.
//!
//! A name is only ever shown and offered for saving; nothing on this disk is called by it.

use crate::base::file_types::FileType;

/// The longest name, in characters.
const MAX_CHARS: usize = 200;

/// What Windows takes for devices, whatever follows after a dot.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// A clean name in two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// What stands before the ending; may be empty.
    stem: String,
    /// Without the dot, as it was written; empty where there is none.
    ending: String,
}

impl FileName {
    /// Cleans a name: the last part of a path, without control and direction characters, without what file systems
    /// refuse, one line.
    pub fn clean(given: &str) -> Self {
        let last = given.rsplit(is_separator).find(|part| !part.trim().is_empty()).unwrap_or("");
        let kept: String =
            last.chars().filter(|c| !is_hidden(*c)).map(|c| if is_refused(c) { '_' } else { c }).collect();
        let words = kept.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = words.trim_matches(|c: char| c == '.' || c == ' ');
        match plain.rsplit_once('.') {
            Some((stem, ending)) if is_ending(ending) => {
                Self { stem: stem.trim_end_matches(['.', ' ']).to_owned(), ending: ending.to_owned() }
            }
            _ => {
                // Nothing but an ending, such as “.pdf”.
                let is_bare = words.starts_with('.') && FileType::by_ending(plain).is_some();
                let (stem, ending) = if is_bare { ("", plain) } else { (plain, "") };
                Self { stem: stem.to_owned(), ending: ending.to_owned() }
            }
        }
    }

    /// The ending, lower case, without the dot; empty where there is none.
    pub fn ending(&self) -> String {
        self.ending.to_lowercase()
    }

    /// The whole name for a file of this kind. Its ending is kept where it says the same, and replaced otherwise.
    pub fn for_kind(&self, kind: FileType) -> String {
        let says_the_same = FileType::by_ending(&self.ending).is_some_and(|own| own.media_type == kind.media_type);
        let ending = if says_the_same { self.ending.as_str() } else { kind.ending };
        let room = MAX_CHARS - ending.len() - 1;
        let stem: String = self.stem.chars().take(room).collect();
        let stem = stem.trim_end_matches(['.', ' ']);
        let stem = if stem.is_empty() { named_by(kind) } else { stem };
        let mark = if is_device(stem) { "_" } else { "" };
        format!("{mark}{stem}.{ending}").chars().take(MAX_CHARS).collect()
    }
}

/// What a file without a name is called.
fn named_by(kind: FileType) -> &'static str {
    match kind.media_type.split('/').next() {
        Some("image") => "picture",
        Some("video") => "video",
        Some("audio") => "sound",
        _ => "file",
    }
}

/// Slashes of all kinds, and what looks like one.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        '/' | '\\'
            | '\0'
            | '\u{2044}'
            | '\u{2215}'
            | '\u{2216}'
            | '\u{29f5}'
            | '\u{29f8}'
            | '\u{29f9}'
            | '\u{ff0f}'
            | '\u{ff3c}'
            | '\u{fe68}'
    )
}

/// Characters nobody sees, and those that turn the direction of what follows: with them `exe.gpj` reads as `jpg.exe`.
/// The joiners of Persian and of emoji stay.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// What Windows refuses in a name.
fn is_refused(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')
}

fn is_ending(text: &str) -> bool {
    (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or("").trim().to_ascii_lowercase();
    let is_port = first.len() == 4
        && (first.starts_with("com") || first.starts_with("lpt"))
        && first.ends_with(|c: char| c.is_ascii_digit());
    is_port || DEVICES.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(given: &str, ending: &str) -> String {
        FileName::clean(given).for_kind(FileType::by_ending(ending).unwrap())
    }

    #[test]
    fn names_are_made_harmless_and_stay_readable() {
        for (given, ending, expected) in [
            ("Rechnung März.pdf", "pdf", "Rechnung März.pdf"),
            ("../../etc/passwd.txt", "txt", "passwd.txt"),
            ("C:\\Users\\bo\\photo.JPG", "jpg", "photo.JPG"),
            ("photo.JPEG", "jpg", "photo.JPEG"),
            ("photo.webp", "jpg", "photo.jpg"),
            ("a\u{202e}gpj.pdf", "pdf", "agpj.pdf"),
            ("a\r\nb\t c.pdf", "pdf", "a b c.pdf"),
            ("a\0b.pdf", "pdf", "b.pdf"),
            ("", "png", "picture.png"),
            ("...", "pdf", "file.pdf"),
            ("..", "pdf", "file.pdf"),
            (".pdf", "pdf", "file.pdf"),
            ("a\"b:c?.pdf", "pdf", "a_b_c_.pdf"),
            ("x\u{ff0f}y.pdf", "pdf", "y.pdf"),
            ("CON.txt", "txt", "_CON.txt"),
            ("com1.tar.gz", "gz", "_com1.tar.gz"),
            ("  spaced . .pdf", "pdf", "spaced.pdf"),
            ("folder/", "pdf", "folder.pdf"),
            ("سند\u{200c}ها.pdf", "pdf", "سند\u{200c}ها.pdf"),
        ] {
            assert_eq!(cleaned(given, ending), expected, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = cleaned(&format!("{}.pdf", "ü".repeat(500)), "pdf");

        assert_eq!(name.chars().count(), MAX_CHARS);
        assert!(name.ends_with("ü.pdf"));
    }

    #[test]
    fn the_ending_is_the_last_one() {
        assert_eq!(FileName::clean("photo.jpg.EXE").ending(), "exe");
        assert_eq!(FileName::clean("notes").ending(), "");
        assert_eq!(FileName::clean("page.html ").ending(), "html");
        assert_eq!(FileName::clean("page.html.").ending(), "html");
    }
}
