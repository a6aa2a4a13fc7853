//! Answers that are pages: rendered, never stored by a cache, and with errors a person can act on.

use std::{fmt, sync::Arc};

use askama::Template;
use poem::{
    Endpoint, Error as HttpError, IntoResponse, Middleware, Request, Response, Result as HttpResult,
    http::{HeaderValue, Method, StatusCode, header},
};

use super::{ApiError, api_error, csrf::CrossSite};
use crate::base::Error;

/// What a page's handler answers.
pub type PageResult = Result<Response, PageError>;

/// Where the built assets lie, by name: `console.css` gives `/assets/console-4F2A.css`.
#[derive(Clone)]
pub struct AssetUrls(Arc<dyn Fn(&str) -> String + Send + Sync>);

impl AssetUrls {
    /// Asks `find` for each address.
    pub fn new(find: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }

    /// The address of the asset called `name`.
    pub fn url(&self, name: &str) -> String {
        (self.0)(name)
    }
}

/// An error that is shown as a page.
#[derive(Debug)]
pub enum PageError {
    /// One of ours, with its meaning.
    Domain(Error),
    /// One that only HTTP knows: the status, the sentence, and seconds until a new try makes sense.
    Http { status: StatusCode, detail: String, retry_after_s: Option<u64> },
}

impl PageError {
    /// An error with a status and the sentence that says what to do.
    pub fn status(status: StatusCode, detail: impl Into<String>) -> Self {
        Self::Http { status, detail: detail.into(), retry_after_s: None }
    }

    fn code(&self) -> StatusCode {
        match self {
            Self::Http { status, .. } => *status,
            Self::Domain(error) => match error {
                Error::NotFound(_) => StatusCode::NOT_FOUND,
                Error::Forbidden(_) => StatusCode::FORBIDDEN,
                Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
                Error::Conflict(_) => StatusCode::CONFLICT,
                Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
                Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Http { retry_after_s, .. } => *retry_after_s,
            Self::Domain(Error::Unavailable(_)) => Some(5),
            Self::Domain(_) => None,
        }
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Domain(error) => fmt::Display::fmt(error, f),
            Self::Http { detail, .. } => f.write_str(detail),
        }
    }
}

impl std::error::Error for PageError {}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        Self::Domain(error)
    }
}

impl From<ApiError> for PageError {
    fn from(error: ApiError) -> Self {
        Self::Http { status: error.status(), detail: error.detail().to_owned(), retry_after_s: error.retry_after_s() }
    }
}

impl From<PageError> for HttpError {
    fn from(error: PageError) -> Self {
        let status = error.code();
        Self::new(error, status)
    }
}

/// Renders a template as the whole answer.
///
/// # Errors
/// `Internal` where the template cannot be rendered.
pub fn page(status: StatusCode, template: &impl Template) -> PageResult {
    let body = template.render().map_err(Error::from)?;
    let mut response = Response::builder().status(status).content_type("text/html; charset=utf-8").body(body);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Not `no-referrer`: under it browsers send `Origin: null` with our own forms, and over plain HTTP, where
    // `Sec-Fetch-Site` is not sent, nothing else would tell them from a foreign site's.
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    Ok(response)
}

/// Sends the browser on to a page of ours, with `GET`.
pub fn see_other(path: &str) -> Response {
    let mut response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, path).finish();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The longest address that is led back to, in bytes: some 300 letters of a search in most alphabets, and short enough
/// for every proxy. Of a longer one only the path counts: the page, without what was asked of it.
const LONGEST_PATH: usize = 2_048;

/// The address of a page within this Deskbell, as somebody handed it in; `fallback` for everything that could lead
/// elsewhere. Browsers read `\` as `/` and drop tabs and line ends, so `/\evil.example` is a foreign address.
pub fn own_path<'a>(given: &'a str, fallback: &'a str) -> &'a str {
    let path_alone = given.split(['?', '#']).next().unwrap_or_default();
    let given = if given.len() > LONGEST_PATH { path_alone } else { given };
    let is_plain = given.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let is_path = given.starts_with('/') && !given.starts_with("//") && given.len() <= LONGEST_PATH;
    // A path of dots can collapse to `//host` once the browser has resolved it.
    let has_dots = given
        .split(['/', '?', '#'])
        .any(|part| matches!(part, "." | "..") || part.to_ascii_lowercase().contains("%2e"));
    if is_plain && is_path && !has_dots { given } else { fallback }
}

#[derive(Template)]
#[template(path = "layout/error.html")]
struct ErrorPage<'a> {
    title: &'a str,
    detail: String,
    reference: Option<String>,
    css: String,
    icon: String,
}

/// Turns errors into pages, also those of the router. Goes around the page routes, inside the layer that hands out
/// [`AssetUrls`].
#[derive(Debug, Clone, Copy)]
pub struct Pages;

impl<E: Endpoint> Middleware<E> for Pages {
    type Output = WithPages<E>;

    fn transform(&self, endpoint: E) -> WithPages<E> {
        WithPages(endpoint)
    }
}

/// What [`Pages`] makes of an endpoint.
pub struct WithPages<E>(E);

impl<E: Endpoint> Endpoint for WithPages<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> HttpResult<Response> {
        let address = |name| request.data::<AssetUrls>().map(|assets| assets.url(name)).unwrap_or_default();
        let built = [address("console.css"), address("icon.svg")];
        let beside = page_beside(&request);
        match self.0.call(request).await {
            Ok(output) => Ok(output.into_response()),
            Err(error) if error.status() == StatusCode::NOT_FOUND && beside.is_some() => {
                Ok(see_other(&beside.unwrap_or_default()))
            }
            Err(error) if error.is_from_response() => Err(error),
            Err(error) => error_page(error, built).map_err(HttpError::from),
        }
    }
}

/// Where somebody wanted to go who typed a slash too many, or shortened an address of the console.
fn page_beside(request: &Request) -> Option<String> {
    let path = request.uri().path();
    let trimmed = path.strip_suffix('/').unwrap_or(path);
    match trimmed {
        _ if request.method() != Method::GET => None,
        "/console" => Some("/console/install".to_owned()),
        _ if trimmed == path || trimmed.is_empty() => None,
        _ => Some(own_path(trimmed, "/").to_owned()),
    }
}

fn error_page(error: HttpError, [css, icon]: [String; 2]) -> PageResult {
    let error = match error.downcast::<PageError>() {
        Ok(error) => error,
        Err(error) => from_router(&error),
    };
    let reference = match &error {
        PageError::Domain(Error::Internal(fault)) => Some(api_error::log_fault(fault)),
        _ => None,
    };
    let title = match error.code() {
        StatusCode::FORBIDDEN => "This is not allowed",
        StatusCode::NOT_FOUND => "There is nothing here",
        StatusCode::METHOD_NOT_ALLOWED => "This address does not take that",
        StatusCode::TOO_MANY_REQUESTS => "That was too often",
        StatusCode::CONFLICT => "It has changed in the meantime",
        StatusCode::SERVICE_UNAVAILABLE => "Not just now",
        status if status.is_server_error() => "Something went wrong on our side",
        _ => "This could not be read",
    };
    let mut response = page(error.code(), &ErrorPage { title, detail: error.to_string(), reference, css, icon })?;
    if let Some(seconds) = error.retry_after_s() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// The page for an error that did not come from a handler of ours.
fn from_router(error: &HttpError) -> PageError {
    if let Some(cross_site) = error.downcast_ref::<CrossSite>() {
        return PageError::status(StatusCode::FORBIDDEN, cross_site.to_string());
    }
    match error.status() {
        StatusCode::NOT_FOUND => PageError::status(
            StatusCode::NOT_FOUND,
            "No page has this address. Check it, or start again from the inbox.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => PageError::status(
            StatusCode::METHOD_NOT_ALLOWED,
            "This address is reached in another way. Go back and use the page's own buttons.",
        ),
        status if status.is_client_error() => {
            PageError::status(status, "The request could not be read. Go back and try again.")
        }
        _ => PageError::Domain(Error::internal(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_stays_within_this_deskbell() {
        for good in ["/inbox", "/inbox/c/cnv_01?x=1&y=2#end", "/", "/a:b@c"] {
            assert_eq!(own_path(good, "/fallback"), good);
        }
        for bad in [
            "",
            "inbox",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\tevil",
            "/\n/evil.example",
            " /inbox",
            "/x\r\nSet-Cookie: a=b",
            "/ä",
            "/..//evil.example",
            "/.//evil.example",
            "/%2e%2e//evil.example",
            "/%2E/x",
            "/\\/evil.example",
            "///evil.example",
            "/x\\..\\evil",
        ] {
            assert_eq!(own_path(bad, "/fallback"), "/fallback", "{bad:?}");
        }
    }

    #[test]
    fn of_an_address_that_is_too_long_the_page_remains() {
        let long = format!("/{}", "x".repeat(LONGEST_PATH));
        assert_eq!(own_path(&long[..LONGEST_PATH], "/fallback"), &long[..LONGEST_PATH]);
        assert_eq!(own_path(&long, "/fallback"), "/fallback");
        for mark in ['?', '#'] {
            let asked = format!("/inbox/search{mark}{}", "x".repeat(LONGEST_PATH));
            assert_eq!(own_path(&asked, "/fallback"), "/inbox/search");
            assert_eq!(own_path(&format!("/{asked}"), "/fallback"), "/fallback");
        }
    }
}
