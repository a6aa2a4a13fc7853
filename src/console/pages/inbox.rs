//! The document that the inbox draws itself into. Every address below `/inbox` is this document.

use askama::Template;
use poem::{handler, http::StatusCode, web::Data};

use super::shell::name_of;
use crate::{
    accounts::SignedInPage,
    base::Permission,
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
    /// Whether who is signed in may see the settings.
    has_settings: bool,
}

/// `GET /inbox` and every page below it: a view, a conversation, a contact, the search. The script reads the address.
#[handler]
pub fn show_inbox(
    SignedInPage(signed_in): SignedInPage,
    settings: Data<&Settings>,
    assets: Data<&AssetUrls>,
) -> PageResult {
    let [css, icon, js] = ["inbox.css", "icon.svg", "inbox.js"].map(|name| assets.url(name));
    let has_settings = signed_in.actor().may(Permission::Manage).is_ok();
    page(StatusCode::OK, &Inbox { name: name_of(&settings), css, icon, js, has_settings })
}
