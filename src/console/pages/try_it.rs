//! A page of nobody's website with the real widget on it, to try what visitors get.

use askama::Template;
use poem::{Request, handler, http::StatusCode};

use super::{
    chosen::Chosen,
    framing::may_hold_our_frames,
    shell::{ConsolePage, Place, Shell},
};
use crate::{accounts::SignedInPage, http::html::PageResult};

#[derive(Template)]
#[template(path = "console/try.html")]
struct TryPage {
    shell: Shell,
    name: String,
    app_id: String,
    is_active: bool,
    is_launcher_hidden: bool,
    query: String,
}

impl ConsolePage for TryPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/try`.
#[handler]
pub fn show_try_it(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::TryIt)?;
    let page = TryPage {
        name: chosen.site.name.clone(),
        app_id: chosen.site.app_id.clone(),
        is_active: chosen.site.is_active,
        is_launcher_hidden: chosen.site.look.is_launcher_hidden,
        query: chosen.query(),
        shell: chosen.shell,
    };
    may_hold_our_frames(page.answer(StatusCode::OK)?)
}
