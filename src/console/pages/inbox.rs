//! The document that the inbox draws itself into. Every address below `/inbox` is this document.

use askama::Template;
use poem::{handler, http::StatusCode, web::Data};

use super::shell::name_of;
use crate::{
    accounts::SignedInPage,
    http::html::{AssetUrls, PageResult, page},
    settings::Settings,
};

#[derive(Template)]
#[template(path = "inbox/show.html")]
struct Inbox {
    name: String,
    css: String,
    icon: String,
    js: String,
}

/// `GET /inbox` and `GET /inbox/c/{conversation_id}`.
#[handler]
pub fn show_inbox(_signed_in: SignedInPage, settings: Data<&Settings>, assets: Data<&AssetUrls>) -> PageResult {
    let [css, icon, js] = ["inbox.css", "icon.svg", "inbox.js"].map(|name| assets.url(name));
    page(StatusCode::OK, &Inbox { name: name_of(&settings), css, icon, js })
}
