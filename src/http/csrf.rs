//! Keeps other sites from acting in the name of somebody who is signed in here.
//!
//! Every browser that runs the console says where a request comes from. `Sec-Fetch-Site` decides where it is sent
//! (browsers leave it out over plain HTTP in a LAN), else `Origin` must name this very host. A request that says
//! neither is refused: no browser sends such a one from a form.

use poem::{
    Endpoint, Error, IntoResponse, Middleware, Request, Response, Result,
    error::ResponseError,
    http::{HeaderMap, Method, StatusCode, header},
};

use super::ApiError;

/// A request that another site may have caused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CrossSite;

impl std::fmt::Display for CrossSite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("This request did not come from a page of this Deskbell, so nothing was changed. Open the page here and do it again.")
    }
}

impl std::error::Error for CrossSite {}

impl ResponseError for CrossSite {
    fn status(&self) -> StatusCode {
        StatusCode::FORBIDDEN
    }

    fn as_response(&self) -> Response {
        ApiError::forbidden("cross-site", self.to_string()).into_response()
    }
}

/// Asks whether a request comes from a page of ours. For what changes something, and for socket upgrades: those
/// are `GET`s that a foreign page can open with the session's cookie.
///
/// # Errors
/// [`CrossSite`].
pub fn check(headers: &HeaderMap) -> Result<(), CrossSite> {
    if let Some(site) = headers.get("sec-fetch-site") {
        return if site == "same-origin" { Ok(()) } else { Err(CrossSite) };
    }
    let origin = only(headers, header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    let host = only(headers, header::HOST);
    match (origin, host) {
        (Some(origin), Some(host)) if !host.is_empty() && origin.eq_ignore_ascii_case(host) => Ok(()),
        _ => Err(CrossSite),
    }
}

/// Refuses every request with an unsafe method that fails [`check`].
#[derive(Debug, Clone, Copy)]
pub struct SameOrigin;

impl<E: Endpoint> Middleware<E> for SameOrigin {
    type Output = Guarded<E>;

    fn transform(&self, endpoint: E) -> Guarded<E> {
        Guarded(endpoint)
    }
}

/// What [`SameOrigin`] makes of an endpoint.
pub struct Guarded<E>(E);

impl<E: Endpoint> Endpoint for Guarded<E> {
    type Output = E::Output;

    async fn call(&self, request: Request) -> Result<E::Output> {
        let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        if !is_safe {
            check(request.headers()).map_err(Error::from)?;
        }
        self.0.call(request).await
    }
}

/// The value of a header that is there once; two of them are a trick.
fn only(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).into_iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(pairs: &[(&'static str, &str)]) -> bool {
        let mut headers = HeaderMap::new();
        headers.append("host", "desk.example:8080".parse().unwrap());
        for (name, value) in pairs {
            headers.append(*name, poem::http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        check(&headers).is_ok()
    }

    #[test]
    fn only_our_own_pages_pass() {
        assert!(verdict(&[("sec-fetch-site", "same-origin")]));
        assert!(verdict(&[("origin", "http://desk.example:8080")]));
        assert!(verdict(&[("origin", "https://DESK.example:8080")]));

        for site in ["cross-site", "same-site", "none", "", "same-origin, cross-site", "Same-Origin"] {
            assert!(!verdict(&[("sec-fetch-site", site), ("origin", "http://desk.example:8080")]), "{site}");
        }
        for origin in ["null", "", "http://desk.example", "http://desk.example:8081", "http://evil.example", "\u{ff}"] {
            assert!(!verdict(&[("origin", origin)]), "{origin}");
        }
        assert!(!verdict(&[]));
        assert!(!verdict(&[("origin", "http://desk.example:8080"), ("origin", "http://evil.example")]));
    }
}
