//! Cookies of the console: the session's, and those that carry a notice or a new secret over a redirect.
//!
//! **Invariant:** over HTTPS the session travels in a `__Host-` cookie only, so no neighbouring host name and no
//! plain-text answer can plant one.

use poem::{
    Request, Response,
    http::{
        HeaderMap, HeaderValue,
        header::{COOKIE, SET_COOKIE},
    },
};

use super::Client;
use crate::base::Secret;

/// How long a browser keeps the cookie, in seconds: as long as the longest session lives, seven days.
const SESSION_S: u32 = 7 * 24 * 60 * 60;

/// How long a browser keeps a half sign-in, in seconds.
const HALF_S: u32 = 10 * 60;

/// How long a notice waits for the page that shows it, in seconds.
const FLASH_S: u32 = 60;

/// A notice for the next page, by its code. The sentence stands in the code of the page, never in the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flash(pub &'static str);

/// The session token that the browser sent; whether it is worth anything is for the caller to find out.
pub fn read(request: &Request) -> Option<&str> {
    let token = cookie(request.headers(), session_name(Client::of(request).is_https))?;
    let is_token = token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_token.then_some(token)
}

/// Gives the browser a session.
pub fn write(response: &mut Response, client: Client, token: &str) {
    add(response, client, session_name(client.is_https), token, SESSION_S);
}

/// Takes the session from the browser.
pub fn clear(response: &mut Response, client: Client) {
    add(response, client, session_name(client.is_https), "", 0);
}

/// Gives the browser the right to type the code of a second factor, for the ten minutes that it lasts.
pub fn write_half(response: &mut Response, client: Client, token: &str) {
    add(response, client, half_name(client.is_https), token, HALF_S);
}

/// The token of a sign-in that still needs a code, as the browser sent it.
pub fn half(request: &Request) -> Option<&str> {
    cookie(request.headers(), half_name(Client::of(request).is_https)).filter(|token| !token.is_empty())
}

/// Takes it from the browser.
pub fn clear_half(response: &mut Response, client: Client) {
    add(response, client, half_name(client.is_https), "", 0);
}

/// Leaves a notice for the next page.
pub fn leave(response: &mut Response, client: Client, flash: Flash) {
    add(response, client, flash_name(client.is_https), flash.0, FLASH_S);
}

/// The code of the notice that the last page left. What it says is looked up in a table, so a forged one shows nothing.
pub fn flash(request: &Request) -> Option<&str> {
    let code = cookie(request.headers(), flash_name(Client::of(request).is_https))?;
    let is_code =
        !code.is_empty() && code.len() <= 32 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_code.then_some(code)
}

/// Takes the notice from the browser, once it is shown.
pub fn clear_flash(response: &mut Response, client: Client) {
    add(response, client, flash_name(client.is_https), "", 0);
}

/// Hands something that is shown once to the next page: the answer to a form cannot show it itself, since a reload would
/// send the form again. It is for this browser alone, which no script can ask for it, and for a minute.
pub fn hand_over(response: &mut Response, client: Client, secret: &Secret<String>) {
    add(response, client, once_name(client.is_https), secret.reveal(), FLASH_S);
}

/// What was handed over; it may be forged, like every cookie.
pub fn handed_over(request: &Request) -> Option<&str> {
    cookie(request.headers(), once_name(Client::of(request).is_https)).filter(|secret| !secret.is_empty())
}

/// Takes it from the browser, once it is shown.
pub fn clear_handed_over(response: &mut Response, client: Client) {
    add(response, client, once_name(client.is_https), "", 0);
}

/// The value of the first cookie called `name`.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs =
        headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

fn session_name(is_https: bool) -> &'static str {
    if is_https { "__Host-deskbell" } else { "deskbell" }
}

fn flash_name(is_https: bool) -> &'static str {
    if is_https { "__Host-deskbell-flash" } else { "deskbell-flash" }
}

fn half_name(is_https: bool) -> &'static str {
    if is_https { "__Host-deskbell-half" } else { "deskbell-half" }
}

fn once_name(is_https: bool) -> &'static str {
    if is_https { "__Host-deskbell-once" } else { "deskbell-once" }
}

fn add(response: &mut Response, client: Client, name: &str, value: &str, max_age_s: u32) {
    let secure = if client.is_https { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax{secure}");
    // Names, tokens and codes are plain ASCII, so this cannot fail.
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; xdeskbell=no; deskbell-flash=saved"));
        headers.append(COOKIE, HeaderValue::from_static("deskbell=yes=and; deskbell=later"));

        assert_eq!(cookie(&headers, "deskbell"), Some("yes=and"));
        assert_eq!(cookie(&headers, "desk"), None);
    }

    #[test]
    fn over_https_only_the_host_cookie_is_believed() {
        let token = "ab".repeat(32);
        let request = |is_https, name: &str| {
            let mut request = Request::builder().header("cookie", format!("{name}={token}")).finish();
            request.extensions_mut().insert(Client { address: [127, 0, 0, 1].into(), is_https });
            read(&request).is_some()
        };

        assert!(request(true, "__Host-deskbell") && request(false, "deskbell"));
        assert!(!request(true, "deskbell"));
    }
}
