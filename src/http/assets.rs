//! The built front end: embedded, compressed beforehand, and cached by the hash in its name.

use std::{collections::HashMap, sync::Arc};

use poem::{
    Request, Response,
    http::{Method, StatusCode, header},
};
use rust_embed::RustEmbed;

use super::ApiError;

#[derive(RustEmbed)]
#[folder = "assets/dist/"]
struct Built;

/// The front end's files. Cheap to clone.
#[derive(Clone)]
pub struct Assets {
    /// From the name in the source (`panel.js`) to the address (`/w/assets/panel-1a2b3c4d.js`).
    addresses: Arc<HashMap<String, String>>,
}

/// How long a browser may keep a file without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// The name changes with the content.
    Forever,
    /// A fixed name: an hour, then asked for by its ETag.
    Hour,
    /// A fixed name, asked for by its ETag every time: what it says decides which other files are kept.
    Never,
}

impl Assets {
    /// Reads the list of built files.
    ///
    /// # Panics
    /// Where the front end was not built into this binary: `assets/dist` is part of the source.
    pub fn embedded() -> Self {
        let manifest = Built::get("manifest.json").expect("the built front end is part of the source");
        let names: HashMap<String, String> =
            serde_json::from_slice(&manifest.data).expect("the list of built files is JSON that the build wrote");
        let addresses = names.into_iter().map(|(name, file)| {
            let folder = if name.starts_with("panel") { "/w/assets" } else { "/assets" };
            (name, format!("{folder}/{file}"))
        });
        Self { addresses: Arc::new(addresses.collect()) }
    }

    /// The address of a built file, such as `panel.js`; empty for a name that was never built.
    pub fn url(&self, name: &str) -> &str {
        self.addresses.get(name).map_or("", String::as_str)
    }
}

/// The loader, under its fixed address, for pages of every origin.
pub fn loader(request: &Request) -> Response {
    let mut response = file(request, "widget.js", Keep::Hour);
    response.headers_mut().insert("cross-origin-resource-policy", header::HeaderValue::from_static("cross-origin"));
    response
}

/// The loader's other half, under its fixed address. The loader imports it as a module, which browsers fetch with CORS.
pub fn loader_panel(request: &Request) -> Response {
    let mut response = file(request, "widget-panel.js", Keep::Hour);
    let headers = response.headers_mut();
    headers.insert("cross-origin-resource-policy", header::HeaderValue::from_static("cross-origin"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, header::HeaderValue::from_static("*"));
    response
}

/// What the worker of the inbox may do: fetch from us, and nothing else. A worker has a policy of its own, not its page's.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'";

/// The worker that keeps the inbox's frame for when there is no network, under its fixed address.
pub fn inbox_worker(request: &Request) -> Response {
    let mut response = file(request, "inbox-worker.js", Keep::Never);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(WORKER_POLICY));
    // Pages below `/inbox` and no others are its business, whatever a script asks for.
    headers.insert("service-worker-allowed", header::HeaderValue::from_static("/inbox"));
    response
}

/// A file with a hash in its name.
pub fn hashed(request: &Request, name: &str) -> Response {
    file(request, name, Keep::Forever)
}

fn file(request: &Request, name: &str, keep: Keep) -> Response {
    let is_public = !name.contains('/') && !name.ends_with(".br") && !name.ends_with(".gz") && name != "manifest.json";
    let Some(plain) = Built::get(name).filter(|_| is_public) else {
        return poem::IntoResponse::into_response(ApiError::from(crate::base::Error::NotFound("file")));
    };
    let etag = format!("\"{}\"", hex::encode(&plain.metadata.sha256_hash()[..12]));
    let caching = match keep {
        Keep::Forever => "public, max-age=31536000, immutable",
        Keep::Hour => "public, max-age=3600",
        Keep::Never => "no-cache",
    };
    let response = Response::builder()
        .header(header::ETAG, etag.as_str())
        .header(header::CACHE_CONTROL, caching)
        .header(header::VARY, "Accept-Encoding")
        .content_type(media_type(name));
    if request
        .headers()
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .any(|value| value.to_str().is_ok_and(|tags| matches(tags, &etag)))
    {
        return response.status(StatusCode::NOT_MODIFIED).finish();
    }
    let (data, encoding) = smallest(request, name, plain.data);
    let response = match encoding {
        Some(encoding) => response.header(header::CONTENT_ENCODING, encoding),
        None => response,
    };
    let response = response.header(header::CONTENT_LENGTH, data.len());
    if request.method() == Method::HEAD {
        return response.finish();
    }
    match data {
        // In the binary already: nothing is copied.
        Bytes::Borrowed(bytes) => response.body(bytes::Bytes::from_static(bytes)),
        Bytes::Owned(bytes) => response.body(bytes),
    }
}

type Bytes = std::borrow::Cow<'static, [u8]>;

/// The smallest form the client takes.
fn smallest(request: &Request, name: &str, plain: Bytes) -> (Bytes, Option<&'static str>) {
    let accepts = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        if accepts_encoding(accepts, encoding)
            && let Some(compressed) = Built::get(&format!("{name}.{ending}"))
        {
            return (compressed.data, Some(encoding));
        }
    }
    (plain, None)
}

fn accepts_encoding(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let mut pieces = part.split(';').map(str::trim);
        let is_named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        is_named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn matches(tags: &str, etag: &str) -> bool {
    tags.split(',').map(|tag| tag.trim().trim_start_matches("W/")).any(|tag| tag == "*" || tag == etag)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
