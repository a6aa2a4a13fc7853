//! A file on the wire.

use poem_openapi::Object;
use serde::Serialize;

use super::{Addresses, File};
use crate::base::{
    Timestamp,
    ids::{ContactId, FileId},
};

/// A file that was sent with a message, or uploaded to be sent.
#[derive(Debug, Clone, Object, Serialize)]
pub struct Attachment {
    pub id: FileId,
    /// As its sender named it.
    pub name: String,
    /// Such as `image/jpeg`.
    pub media_type: String,
    /// In bytes.
    pub size: i64,
    /// In pixels; of images only.
    pub width: Option<i64>,
    /// In pixels; of images only.
    pub height: Option<i64>,
    /// Where this reader can fetch it, for some hours. Images that the server has decoded and written anew are shown in
    /// place; everything else is a download.
    pub url: String,
    /// A smaller picture of an image, at most 480 px on its longer side.
    pub small_url: Option<String>,
}

impl Attachment {
    /// A file as the visitor sees it whose conversations belong to `contact`.
    pub fn for_visitor(file: File, contact: ContactId, now: Timestamp, addresses: &Addresses) -> Self {
        let url = addresses.of_visitor(file.id, &file.name, contact, now);
        Self::at(file, url)
    }

    /// A file as agents see it.
    pub fn for_agent(file: File) -> Self {
        let url = Addresses::of_agent(file.id, &file.name);
        Self::at(file, url)
    }

    fn at(file: File, url: String) -> Self {
        Self {
            id: file.id,
            small_url: file.has_small.then(|| format!("{url}?small")),
            name: file.name,
            media_type: file.media_type,
            size: file.size,
            width: file.width,
            height: file.height,
            url,
        }
    }
}
