//! What every request passes first and every answer last: who asks, by which name, how it is logged, and the
//! headers that no answer may lack.

use std::{
    panic::AssertUnwindSafe,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use futures_util::FutureExt;
use ipnet::IpNet;
use poem::{
    Endpoint, IntoResponse, Request, Response, Result,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, uri::Scheme},
};

use super::{ApiError, Client, body};
use crate::base::Error;

/// The policy of pages that people sign in to: only our own files, never inside a frame.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types deskbell";

/// Where the path goes on with what is nobody else's business: a business's own id of its customer, an invitation, the
/// signature that opens a file, and names of files.
const UNTOLD: [&str; 4] = ["/v1/chat/ingest/customers/", "/join/", "/w/files/", "/inbox/files/"];

/// How requests are received.
#[derive(Debug, Clone, Default)]
pub struct FrontDoorOptions {
    /// Networks whose forwarded headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The only name, with its port where it has one, that requests may use; any where it is not known.
    pub host: Option<String>,
    /// Whether browsers may be told to use HTTPS from now on.
    pub is_public_https: bool,
    /// How long a request's body may take; the usual time where it is not said.
    pub body_timeout: Option<Duration>,
}

/// The outermost endpoint.
pub struct FrontDoor<E> {
    inner: E,
    has_warned: AtomicBool,
    options: Arc<FrontDoorOptions>,
}

impl<E> FrontDoor<E> {
    /// Puts the door before an endpoint.
    pub fn new(inner: E, options: FrontDoorOptions) -> Self {
        Self { inner, has_warned: AtomicBool::new(false), options: Arc::new(options) }
    }

    fn admit(&self, request: &Request) -> Result<(), ApiError> {
        if request.method() == Method::TRACE || request.method() == Method::CONNECT {
            let error = ApiError::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "wrong-method",
                "Wrong method",
                "This server does not take that method.",
            );
            return Err(error.header("Allow", "GET, HEAD, POST, DELETE, OPTIONS"));
        }
        let Some(expected) = &self.options.host else { return Ok(()) };
        let given = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
        // Health checks come from the machine itself, by whatever name.
        if given.eq_ignore_ascii_case(expected) || request.uri().path() == "/healthz" {
            return Ok(());
        }
        Err(ApiError::new(
            StatusCode::MISDIRECTED_REQUEST,
            "wrong-host",
            "Wrong host",
            "This server does not answer under that name. Use the address in public_url.",
        ))
    }
}

impl<E: Endpoint> Endpoint for FrontDoor<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let started = Instant::now();
        let client = self.detect(&request);
        request.extensions_mut().insert(client);
        request.extensions_mut().insert(body::Sender::default());
        if let Some(time) = self.options.body_timeout {
            request.extensions_mut().insert(body::ReadTime(time));
        }
        let method = request.method().clone();
        let path = nameless(request.uri().path());
        let is_api = is_api(&path);
        let answer = match self.admit(&request) {
            Ok(()) => AssertUnwindSafe(self.inner.call(request)).catch_unwind().await,
            Err(error) => Ok(Err(error.into())),
        };
        let mut response = match answer {
            Ok(Ok(response)) => response.into_response(),
            Ok(Err(error)) => error.into_response(),
            Err(panic) => after_panic(&*panic, &path),
        };
        harden(response.headers_mut(), is_api, self.options.is_public_https && client.is_https);
        let status = response.status().as_u16();
        let duration_ms = started.elapsed().as_millis();
        // Never the query, an address, a token or a body.
        if status >= 500 {
            tracing::warn!(%method, path, status, duration_ms, "answered {method} {path} with {status}");
        } else {
            tracing::debug!(%method, path, status, duration_ms, "answered {method} {path} with {status}");
        }
        Ok(response)
    }
}

impl<E> FrontDoor<E> {
    /// Tells the administrator, once, that a proxy is not believed: all its visitors share one address then.
    fn warn_once(&self) {
        if !self.has_warned.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "a request came with forwarded headers from a peer that is not among trusted_proxies, and they were \
                 ignored; if it is your proxy, add its address, or all its visitors share one limit"
            );
        }
    }

    fn detect(&self, request: &Request) -> Client {
        let is_tls = *request.scheme() == Scheme::HTTPS;
        let trusted = &self.options.trusted_proxies;
        match request.remote_addr().as_socket_addr() {
            Some(peer) => {
                if Client::ignores_proxy(peer.ip(), request.headers(), trusted) {
                    self.warn_once();
                }
                Client::detect(peer.ip(), is_tls, request.headers(), trusted)
            }
            None => Client { address: std::net::IpAddr::from([0, 0, 0, 0]), is_https: is_tls },
        }
    }
}

/// The path without what names a person or opens something: a business's own id of its customer may be an e-mail address,
/// and whoever reads an invitation's token in a log could join with it.
fn nameless(path: &str) -> String {
    match UNTOLD.into_iter().find(|untold| path.starts_with(untold)) {
        Some(untold) => format!("{untold}…"),
        None => path.to_owned(),
    }
}

/// Whether errors at this path are read by programs.
fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/v1/")
}

fn after_panic(panic: &(dyn std::any::Any + Send), path: &str) -> Response {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(path, panic = said.unwrap_or("no message"), "a request handler panicked");
    ApiError::from(Error::internal("a request handler panicked")).into_response()
}

/// Adds what is missing. What a handler has set itself stays.
fn harden(headers: &mut HeaderMap, is_api: bool, is_https_for_good: bool) {
    let is_html = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut default = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    default(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(header::CACHE_CONTROL, "no-store");
    default(header::REFERRER_POLICY, "no-referrer");
    default(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if is_https_for_good {
        default(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if is_html {
        default(header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
        default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    } else if is_api {
        default(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    }
}

#[cfg(test)]
mod tests {
    use poem::EndpointExt;

    use super::*;

    /// What the door answers where a handler panics.
    async fn after_a_panic(path: &'static str) -> Response {
        let explosive = poem::endpoint::make_sync(|request: Request| -> &'static str {
            panic!("the visitor's own words, to {}", request.uri())
        });
        let door = FrontDoor::new(explosive.map_to_response(), FrontDoorOptions::default());
        door.call(Request::builder().uri_str(path).finish()).await.expect("the door answers everything")
    }

    #[test]
    fn what_a_business_calls_its_customer_is_not_logged() {
        assert_eq!(nameless("/v1/chat/ingest/customers/ana@fern.example"), "/v1/chat/ingest/customers/…");
        assert_eq!(nameless("/v1/chat/ingest/records"), "/v1/chat/ingest/records");
    }

    #[test]
    fn a_path_that_opens_something_is_not_logged() {
        assert_eq!(nameless("/join/8f0c"), "/join/…");
        assert_eq!(nameless("/w/files/fil_1/1800000000000/5ac1/passport.pdf"), "/w/files/…");
        assert_eq!(nameless("/inbox/files/fil_1/passport.pdf"), "/inbox/files/…");
        assert_eq!(nameless("/w/site_1"), "/w/site_1");
    }

    #[tokio::test]
    async fn a_handler_that_panics_is_answered_with_500_and_says_nothing_of_why() {
        for path in ["/inbox", "/api/widget/conversations", "/v1/chat/ingest/records"] {
            let response = after_a_panic(path).await;

            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(response.headers()["x-content-type-options"], "nosniff");
            assert_eq!(response.headers()["cache-control"], "no-store");
            let body = response.into_body().into_string().await.expect("the body is text");
            assert!(body.contains("Something went wrong on our side") && !body.contains("own words"), "{body}");
        }
    }
}
