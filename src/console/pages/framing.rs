//! Policies of the pages that hold a frame of our own, and of the page inside of it.

use poem::{
    Response,
    http::{HeaderValue, header},
};

use crate::http::html::PageResult;

/// As every page that people sign in to, but with frames of our own inside.
const HOLDER: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; \
     connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-src 'self'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types deskbell";

/// The preview: our own pages may hold it, nobody else.
const PREVIEW: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-src 'self'; \
     frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types deskbell";

/// Lets a page hold frames of ours.
pub fn may_hold_our_frames(response: Response) -> PageResult {
    Ok(with(response, HOLDER))
}

/// Lets our own pages hold this one.
pub fn may_be_held_by_us(response: Response) -> PageResult {
    Ok(with(response, PREVIEW))
}

fn with(mut response: Response, policy: &'static str) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}
