//! What a browser sends from a form, and how a form shows what was wrong with it.

use poem::{FromRequest, Request, RequestBody, Result, http::StatusCode};

use super::{body, body::ReadTime, html::PageError};

/// The largest form, in bytes. The longest one of ours, the list of origins, is a tenth of it.
const MAX_BYTES: usize = 64 * 1024;

/// The most fields one form may have. A site with sixty holidays has some three hundred.
const MAX_FIELDS: usize = 400;

/// The fields of a form in the order they were sent.
pub struct Form(Vec<(String, String)>);

/// One labelled input of a page. `parts/field.html` draws it.
#[derive(Debug, Clone, Default)]
pub struct Field {
    pub label: &'static str,
    pub name: &'static str,
    /// The input's type: `text`, `email`, `password`.
    pub kind: &'static str,
    pub autocomplete: &'static str,
    /// What was typed before; never filled for a password.
    pub value: String,
    pub hint: Option<&'static str>,
    pub error: Option<String>,
    /// Whether typing starts here.
    pub is_first: bool,
}

impl Field {
    /// The ids of what explains the input, for `aria-describedby`: what is wrong first, then the hint.
    pub fn described_by(&self) -> Option<String> {
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        let hint = self.hint.map(|_| format!("{}-hint", self.name));
        let ids: Vec<_> = [error, hint].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

impl Form {
    /// The first value called `name`, empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Every value called `name`: for checkboxes.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field called `name` was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    fn parse(body: &[u8]) -> Option<Self> {
        let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
        let fields = pairs.take(MAX_FIELDS + 1).map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            Some((decode(halves.next()?)?, decode(halves.next().unwrap_or_default())?))
        });
        let fields: Vec<_> = fields.collect::<Option<_>>()?;
        (fields.len() <= MAX_FIELDS).then_some(Self(fields))
    }
}

impl<'a> FromRequest<'a> for Form {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let kind = request.content_type().unwrap_or("").split(';').next().unwrap_or("").trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(PageError::status(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "This page takes what its own form sends. Open the page and send the form again.",
            )
            .into());
        }
        let bytes = read(request, body).await?;
        Self::parse(&bytes).ok_or_else(|| {
            PageError::status(
                StatusCode::BAD_REQUEST,
                "What the form sent cannot be read as text. Open the page and send the form again.",
            )
            .into()
        })
    }
}

/// Reads the body, counting as it comes, and only for so long.
async fn read(request: &Request, body: &mut RequestBody) -> Result<Vec<u8>> {
    let read = body::read(request, body, MAX_BYTES, ReadTime::of(request)).await;
    let sentence = |status| match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            "This form is larger than Deskbell takes. Shorten what is in it and send it again."
        }
        StatusCode::UNAUTHORIZED => {
            "You were signed out or got another role while this was on its way, so nothing of it was done. Sign in again."
        }
        StatusCode::REQUEST_TIMEOUT => "The form took too long to arrive. Check the connection and send it again.",
        _ => "The connection broke before the whole form had arrived. Send it again.",
    };
    Ok(read.map_err(|error| PageError::status(error.status(), sentence(error.status())))?)
}

/// Undoes the form encoding. `None` where the result is not UTF-8.
fn decode(text: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex_digit(*high) << 4 | hex_digit(*low));
                rest = after;
            }
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex_digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => (byte | 0x20) - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let form = Form::parse(b"name=Ana+B%C3%A4r&scope=a&scope=b&empty=&flag&odd=50%25%zz").unwrap();

        assert_eq!(form.text("name"), "Ana Bär");
        assert_eq!(form.all("scope").collect::<Vec<_>>(), ["a", "b"]);
        assert!(form.has("flag") && form.has("empty") && !form.has("other"));
        assert_eq!(form.text("odd"), "50%%zz");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(Form::parse(b"name=%ff%fe").is_none());
        assert!(Form::parse(b"%c3=1").is_none());
        assert!(Form::parse("a=1&".repeat(MAX_FIELDS + 1).as_bytes()).is_none());
    }
}
