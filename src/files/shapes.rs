//! A file on the wire.

use poem_openapi::Object;
use serde::Serialize;

use crate::base::ids::FileId;

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
