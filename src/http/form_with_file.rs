//! What a browser sends from a form with a file: `multipart/form-data` (RFC 7578), the little of it that such a form of
//! ours needs.

use poem::{FromRequest, Request, RequestBody, Result, http::StatusCode};

use super::{body, body::ReadTime, html::PageError};

/// The largest form with its file, in bytes. Far above what a picture may have: whoever chooses a photo that is too large
/// shall read so beside the field, which only a form that was read can say.
const MAX_BYTES: usize = 16 << 20;

/// The most fields one form may have.
const MAX_PARTS: usize = 20;

/// The fields of a form with a file.
pub struct FormWithFile(Vec<Part>);

struct Part {
    name: String,
    /// What a file is called where it came from; empty where the field is no file.
    file_name: String,
    bytes: Vec<u8>,
}

impl FormWithFile {
    /// The text of the field called `name`, empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.bytes(name).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// The content of the field called `name`; of a file that nobody chose it is empty.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.0.iter().find(|part| part.name == name).map(|part| part.bytes.as_slice())
    }

    /// What the file in the field called `name` is called where it came from; empty where nobody chose one.
    pub fn file_name(&self, name: &str) -> &str {
        self.0.iter().find(|part| part.name == name).map_or("", |part| part.file_name.as_str())
    }

    fn parse(body: &[u8], boundary: &str) -> Option<Self> {
        let mark = format!("\r\n--{boundary}").into_bytes();
        // The first mark has no line end before it.
        let mut rest = body.strip_prefix(mark.get(2..)?)?;
        let mut parts = Vec::new();
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let end = find(part, &mark)?;
            parts.push(Part::parse(part.get(..end)?)?);
            rest = part.get(end + mark.len()..)?;
            if parts.len() > MAX_PARTS {
                return None;
            }
        }
        rest.starts_with(b"--").then_some(Self(parts))
    }
}

impl Part {
    fn parse(part: &[u8]) -> Option<Self> {
        let head = find(part, b"\r\n\r\n")?;
        let text = std::str::from_utf8(part.get(..head)?).ok()?;
        let line = text.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        let name = line.split(';').find_map(|word| word.trim().strip_prefix("name=\"")?.strip_suffix('"'))?;
        // Browsers write a quote within it as %22, so the next one ends it.
        let file_name = line.split_once("filename=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or("");
        Some(Self { name: name.to_owned(), file_name: file_name.to_owned(), bytes: part.get(head + 4..)?.to_vec() })
    }
}

impl<'a> FromRequest<'a> for FormWithFile {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let boundary = request.content_type().and_then(boundary).ok_or_else(|| {
            PageError::status(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "This page takes what its own form sends. Open the page and send the form again.",
            )
        })?;
        let sentence = |status| match status {
            StatusCode::PAYLOAD_TOO_LARGE => "This file is larger than 16 MiB. Go back and choose a smaller one.",
            StatusCode::REQUEST_TIMEOUT => "The file took too long to arrive. Check the connection and send it again.",
            _ => "The connection broke before the whole file had arrived. Send it again.",
        };
        let read = body::read(request, body, MAX_BYTES, ReadTime::of(request)).await;
        let bytes = read.map_err(|error| PageError::status(error.status(), sentence(error.status())))?;
        let unreadable = "What the form sent cannot be read. Open the page and send the form again.";
        Ok(Self::parse(&bytes, &boundary).ok_or_else(|| PageError::status(StatusCode::BAD_REQUEST, unreadable))?)
    }
}

/// What parts the fields, of the content type of such a form.
fn boundary(kind: &str) -> Option<String> {
    let (essence, rest) = kind.split_once(';')?;
    let is_form = essence.trim().eq_ignore_ascii_case("multipart/form-data");
    let boundary = rest.split(';').find_map(|word| word.trim().strip_prefix("boundary="))?.trim_matches('"');
    (is_form && (1..=70).contains(&boundary.len())).then(|| boundary.to_owned())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_files_are_read_as_browsers_write_them() {
        let body = b"--xY\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n7\r\n--xY\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a;name=.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\r\n--x\r\n--xY--\r\n";

        let upload = FormWithFile::parse(body, "xY").unwrap();

        assert_eq!(upload.text("version"), "7");
        assert_eq!((upload.file_name("logo"), upload.file_name("version")), ("a;name=.png", ""));
        assert_eq!(upload.bytes("logo"), Some(b"\x89PNG\r\n\r\n--x".as_slice()));
        assert_eq!(boundary("multipart/form-data; boundary=\"xY\"").as_deref(), Some("xY"));
    }

    #[test]
    fn what_breaks_off_is_refused() {
        for body in
            ["", "--xY", "--xY\r\n\r\n", "--xY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n7", "--other\r\n"]
        {
            assert!(FormWithFile::parse(body.as_bytes(), "xY").is_none(), "{body:?}");
        }
    }
}
