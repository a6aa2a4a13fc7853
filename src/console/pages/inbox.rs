//! The document that the inbox draws itself into, and what makes it an app: its frame for when there is no network, and the
//! manifest by which a phone installs it. Every address below `/inbox` is this document.

use askama::Template;
use poem::{
    Request, Response, handler,
    http::{StatusCode, header},
    web::Data,
};
use serde_json::{Value, json};

use super::{
    places::{self, WayIn},
    shell::name_of,
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    http::html::{AssetUrls, PageError, PageResult, page},
    settings::Settings,
};

/// The ground of the inbox, light and dark, as the tokens of the style have it.
const GROUND: &str = "#f6f7f4";
const GROUND_DARK: &str = "#101311";

#[derive(Template)]
#[template(path = "inbox/show.html")]
struct Inbox {
    /// Empty in the frame that is kept in browsers: it is the same for everybody.
    name: String,
    css: String,
    icon: String,
    touch_icon: String,
    js: String,
    ground: &'static str,
    ground_dark: &'static str,
    /// Pages that need no script; none where nobody is known.
    settings: Option<WayIn>,
}

impl Inbox {
    fn new(assets: &AssetUrls, name: String, settings: Option<WayIn>) -> Self {
        let [css, icon, touch_icon, js] =
            ["inbox.css", "icon.svg", "app-apple-180.png", "inbox.js"].map(|name| assets.url(name));
        Self { name, css, icon, touch_icon, js, ground: GROUND, ground_dark: GROUND_DARK, settings }
    }
}

/// `GET /inbox` and every page below it: a view, a conversation, a contact, the search. The script reads the address.
#[handler]
pub fn show_inbox(
    SignedInPage(signed_in): SignedInPage,
    settings: Data<&Settings>,
    assets: Data<&AssetUrls>,
) -> PageResult {
    page(StatusCode::OK, &Inbox::new(&assets, name_of(&settings), places::way_in(signed_in.agent.role)))
}

/// `GET /inbox/frame`: the same document without anything of anybody, which the worker keeps for when there is no network.
/// Whoever reads a browser's memory after signing out learns from it what every visitor of the sign-in page could see.
/// Pages also compare its files with their own, to learn that the server has newer ones.
#[handler]
pub fn show_frame(assets: Data<&AssetUrls>) -> PageResult {
    page(StatusCode::OK, &Inbox::new(&assets, String::new(), None))
}

/// `GET /inbox.webmanifest`: what a phone or a computer installs. The workspace's name is told to those who are signed in.
#[handler]
pub async fn manifest(
    request: &Request,
    settings: Data<&Settings>,
    assets: Data<&AssetUrls>,
) -> Result<Response, PageError> {
    let is_signed_in = SignedIn::find(request).await?.is_some();
    let name = if is_signed_in { name_of(&settings) } else { "Deskbell".to_owned() };
    Ok(Response::builder()
        .header(header::CACHE_CONTROL, "no-store")
        .content_type("application/manifest+json")
        .body(manifest_of(&name, &assets).to_string()))
}

fn manifest_of(name: &str, assets: &AssetUrls) -> Value {
    let icon = |file: &str, sizes: &str, purpose: &str| json!({"src": assets.url(file), "sizes": sizes, "type": "image/png", "purpose": purpose});
    let way = |name: &str, url: &str| json!({"name": name, "url": url});
    json!({
        "id": "/inbox",
        "name": format!("{name} inbox"),
        "short_name": name,
        "description": "Conversations with the people who visit your website.",
        "lang": "en",
        "start_url": "/inbox",
        "scope": "/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [
            icon("app-192.png", "192x192", "any"),
            icon("app-512.png", "512x512", "any"),
            icon("app-maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            way("Unassigned", "/inbox/v/unassigned"),
            way("Mentions", "/inbox/v/mentions"),
            way("All open", "/inbox/v/open"),
        ],
    })
}
