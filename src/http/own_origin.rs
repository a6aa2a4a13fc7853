//! The panel's calls come from the panel: only our own origin may make them.

use poem::{
    Endpoint, Middleware, Request, Result,
    http::{Method, header},
};

use super::{ApiError, Client};

/// Refuses calls that other origins make. The panel's token already keeps strangers out; this keeps a page from
/// spending a visitor's limits and a stolen token from being used by script on another site.
pub struct OwnOrigin;

/// [`OwnOrigin`] before an endpoint.
pub struct OwnOriginEndpoint<E>(E);

impl<E: Endpoint> Middleware<E> for OwnOrigin {
    type Output = OwnOriginEndpoint<E>;

    fn transform(&self, inner: E) -> Self::Output {
        OwnOriginEndpoint(inner)
    }
}

impl<E: Endpoint> Endpoint for OwnOriginEndpoint<E> {
    type Output = E::Output;

    async fn call(&self, request: Request) -> Result<Self::Output> {
        if is_own(&request) {
            self.0.call(request).await
        } else {
            Err(ApiError::forbidden("origin-not-allowed", "Only Deskbell's own pages may make this call.").into())
        }
    }
}

/// Whether a request comes from a page of ours: by its `Origin`; or, where a plain GET carries none, by
/// `Sec-Fetch-Site`. Browsers leave both out over plain HTTP in a local network, where nothing better is known.
pub fn is_own(request: &Request) -> bool {
    let text = |name| request.headers().get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"));
    let host = text(header::HOST).unwrap_or("");
    match (text(header::ORIGIN), text(header::HeaderName::from_static("sec-fetch-site"))) {
        (Some(origin), _) => {
            let own = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            own.is_some_and(|own| own.eq_ignore_ascii_case(host))
        }
        (None, Some(site)) => request.method() == Method::GET && site == "same-origin",
        (None, None) => {
            let is_upgrade = request.headers().contains_key(header::UPGRADE);
            request.method() == Method::GET && !is_upgrade && !Client::of(request).is_https && !is_loopback(host)
        }
    }
}

/// Whether a host name is this machine, which browsers treat as safe even over plain HTTP.
fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name.eq_ignore_ascii_case("localhost")
        || name.starts_with("127.")
        || name == "[::1]"
        || name.ends_with(".localhost")
}
