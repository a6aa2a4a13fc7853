//! Which files people may send each other: a list of what is taken, by the ending of the name.
//!
//! What is not on it is refused. Nothing that a browser or a system would run stands here: no HTML, SVG, XML, script or
//! program.

/// The most files one message may hold. The panel says so before sending, conversations enforce it.
pub const MAX_PER_MESSAGE: usize = 10;

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileType {
    /// The ending of its names, lower case, without the dot.
    pub ending: &'static str,
    /// What it is called on the wire.
    pub media_type: &'static str,
    /// What its first bytes may tell, where they tell anything.
    pub contents: &'static [&'static str],
}

const ZIP: &str = "application/zip";
const OLE: &str = "application/x-ole-storage";
const JPEG: FileType = kind("jpg", "image/jpeg", &["image/jpeg"]);
const HEIF: &[&str] = &["image/heif", "image/heic", "image/avif"];

/// Everything that is taken.
pub const FILE_TYPES: &[FileType] = &[
    JPEG,
    FileType { ending: "jpeg", ..JPEG },
    kind("png", "image/png", &["image/png"]),
    kind("gif", "image/gif", &["image/gif"]),
    kind("webp", "image/webp", &["image/webp"]),
    kind("heic", "image/heic", HEIF),
    kind("heif", "image/heif", HEIF),
    kind("avif", "image/avif", HEIF),
    kind("bmp", "image/bmp", &["image/bmp"]),
    kind("tif", "image/tiff", &["image/tiff"]),
    kind("tiff", "image/tiff", &["image/tiff"]),
    kind("pdf", "application/pdf", &["application/pdf"]),
    kind("txt", "text/plain", &["text/plain"]),
    kind("log", "text/plain", &["text/plain"]),
    kind("md", "text/markdown", &["text/plain"]),
    kind("csv", "text/csv", &["text/plain"]),
    kind("tsv", "text/tab-separated-values", &["text/plain"]),
    kind("json", "application/json", &["text/plain"]),
    kind("ics", "text/calendar", &["text/plain"]),
    kind("vcf", "text/vcard", &["text/plain"]),
    kind("rtf", "application/rtf", &["application/rtf", "text/rtf"]),
    kind("doc", "application/msword", &["application/msword", OLE]),
    kind("xls", "application/vnd.ms-excel", &["application/vnd.ms-excel", OLE]),
    kind("ppt", "application/vnd.ms-powerpoint", &["application/vnd.ms-powerpoint", OLE]),
    kind(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP],
    ),
    kind(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP],
    ),
    kind(
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["application/vnd.openxmlformats-officedocument.presentationml.presentation", ZIP],
    ),
    kind("odt", "application/vnd.oasis.opendocument.text", &["application/vnd.oasis.opendocument.text", ZIP]),
    kind(
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        &["application/vnd.oasis.opendocument.spreadsheet", ZIP],
    ),
    kind(
        "odp",
        "application/vnd.oasis.opendocument.presentation",
        &["application/vnd.oasis.opendocument.presentation", ZIP],
    ),
    kind("zip", "application/zip", &[ZIP]),
    kind("7z", "application/x-7z-compressed", &["application/x-7z-compressed"]),
    kind("gz", "application/gzip", &["application/gzip"]),
    kind("mp3", "audio/mpeg", &["audio/"]),
    kind("m4a", "audio/mp4", &["audio/", "video/mp4"]),
    kind("aac", "audio/aac", &["audio/"]),
    kind("wav", "audio/wav", &["audio/"]),
    kind("ogg", "audio/ogg", &["audio/", "video/ogg", "application/ogg"]),
    kind("opus", "audio/ogg", &["audio/", "video/ogg", "application/ogg"]),
    kind("flac", "audio/flac", &["audio/"]),
    kind("mp4", "video/mp4", &["video/", "audio/m4a"]),
    kind("m4v", "video/mp4", &["video/"]),
    kind("mov", "video/quicktime", &["video/"]),
    kind("webm", "video/webm", &["video/"]),
    kind("mkv", "video/x-matroska", &["video/"]),
    kind("avi", "video/x-msvideo", &["video/"]),
    kind("3gp", "video/3gpp", &["video/"]),
];

const fn kind(ending: &'static str, media_type: &'static str, contents: &'static [&'static str]) -> FileType {
    FileType { ending, media_type, contents }
}

impl FileType {
    /// The type that names with this ending have; case does not matter.
    pub fn by_ending(ending: &str) -> Option<Self> {
        FILE_TYPES.iter().find(|kind| kind.ending.eq_ignore_ascii_case(ending)).copied()
    }

    /// The first type with this name on the wire.
    pub fn by_media_type(media_type: &str) -> Option<Self> {
        FILE_TYPES.iter().find(|kind| kind.media_type == media_type).copied()
    }

    /// Whether first bytes that tell `media_type` fit. A content that ends in `/` stands for a whole family.
    pub fn may_hold(&self, media_type: &str) -> bool {
        self.contents.iter().any(|content| match content.strip_suffix('/') {
            Some(family) => media_type.split('/').next() == Some(family),
            None => *content == media_type,
        })
    }
}
