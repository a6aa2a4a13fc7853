//! The nouns of files, and the rules that need no disk.

use crate::base::{
    Actor, Error, FieldErrors, Result,
    file_types::{FileType, MAX_PER_MESSAGE},
    ids::*,
    time,
};

/// How long a file may wait to be sent, in milliseconds.
pub const UNSENT_LIFE_MS: i64 = time::DAY;

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub id: FileId,
    /// Clean, 1 to 200 characters.
    pub name: String,
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// In pixels; of images that were decoded only.
    pub width: Option<i64>,
    /// In pixels; of images that were decoded only.
    pub height: Option<i64>,
    /// Whether a small picture of it lies beside it.
    pub has_small: bool,
}

/// A file, where it was sent, and who sent it.
#[derive(Debug, Clone)]
pub struct Placed {
    pub file: File,
    pub is_sent: bool,
    /// Whose it is now: the contact of the conversation it was sent in, or that of the visitor who uploaded it.
    pub contact: Option<ContactId>,
    /// The agent who uploaded it, where one did.
    pub agent: Option<AgentId>,
}

/// Who uploads: one of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uploader {
    Visitor(VisitorId),
    Agent(AgentId),
}

impl Uploader {
    /// The uploader that an actor is.
    ///
    /// # Errors
    /// `Forbidden` for whoever is neither a visitor nor an agent.
    pub fn of(actor: &Actor) -> Result<Self> {
        match actor {
            Actor::Visitor(visitor) => Ok(Self::Visitor(visitor.id)),
            Actor::Agent { id, .. } => Ok(Self::Agent(*id)),
            Actor::ApiKey { .. } | Actor::System => {
                Err(Error::Forbidden("Only visitors and agents send files.".to_owned()))
            }
        }
    }
}

impl File {
    /// Whether it was decoded and written anew here, so that a browser may show it.
    pub fn is_shown(&self) -> bool {
        let is_raster = matches!(self.media_type.as_str(), "image/jpeg" | "image/png" | "image/gif" | "image/webp");
        is_raster && self.width.is_some()
    }
}

impl Placed {
    /// Whether an agent may fetch it: everything that was sent, and what the agent uploaded.
    pub fn is_open_to_agent(&self, agent: AgentId) -> bool {
        self.is_sent || self.agent == Some(agent)
    }
}

/// Asks whether a message may hold these files, as far as their number tells.
///
/// # Errors
/// `Invalid` at `/file_ids`.
pub fn check_count(ids: &[FileId]) -> Result<()> {
    let has_double = ids.iter().enumerate().any(|(index, id)| ids[..index].contains(id));
    let sentence = if ids.len() > MAX_PER_MESSAGE {
        format!("A message may hold {MAX_PER_MESSAGE} files; this one has {}. Send it in parts.", ids.len())
    } else if has_double {
        "A file is named twice. Name each file once.".to_owned()
    } else {
        return Ok(());
    };
    Err(FieldErrors::one("/file_ids", sentence).into())
}

/// What a file of another kind than those on the list is told.
pub fn not_taken(ending: &str) -> String {
    let kind =
        if ending.is_empty() { "Files without an ending".to_owned() } else { format!("Files that end in .{ending}") };
    format!(
        "{kind} are not taken. Send a picture (JPG, PNG, GIF, WebP, HEIC), a PDF, a text, an Office document, a ZIP \
         archive, a sound or a video."
    )
}

/// The kind of a file that is no decoded image, by its name and its first bytes.
///
/// # Errors
/// The sentence for whoever sent it.
pub fn judge(kind: FileType, start: &[u8]) -> Result<FileType, String> {
    let told = infer::get(start).map(|told| told.mime_type());
    let fits = match told {
        Some(told) => kind.may_hold(told),
        // A PDF may have some bytes before its mark.
        None if kind.ending == "pdf" => start.windows(5).any(|five| five == b"%PDF-"),
        None => !kind.media_type.starts_with("image/") && !is_packed(kind),
    };
    if fits {
        return Ok(kind);
    }
    Err(format!(
        "The name of this file ends in .{}, but it holds something else. Send it under its own name.",
        kind.ending
    ))
}

/// Whether all files of this kind begin with a mark of their own.
fn is_packed(kind: FileType) -> bool {
    ["application/zip", "application/gzip", "application/x-7z-compressed"].iter().any(|mark| kind.may_hold(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(ending: &str, start: &[u8]) -> bool {
        judge(FileType::by_ending(ending).unwrap(), start).is_ok()
    }

    #[test]
    fn a_name_must_tell_what_the_bytes_are() {
        assert!(judged("pdf", b"%PDF-1.7\n") && judged("pdf", b"\r\n%PDF-1.4") && judged("txt", b"Hello"));
        assert!(judged("csv", b"a;b\n1;2") && judged("docx", b"PK\x03\x04 and more") && judged("zip", b"PK\x03\x04"));

        for (ending, start) in [
            ("pdf", b"MZ\x90\0".as_slice()),
            ("txt", b"<!DOCTYPE html><script>"),
            ("txt", b"MZ\x90\0"),
            ("zip", b"\x7fELF\x02\x01\x01"),
            ("docx", b"no archive"),
            ("pdf", b"<html>"),
            ("docx", b"%PDF-1.7"),
            ("heic", b"nothing of the kind"),
        ] {
            assert!(!judged(ending, start), "{ending} {start:?}");
        }
    }
}
