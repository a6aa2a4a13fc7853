//! What stands around the snippet: pages before the page, phones, other messengers.

use super::{
    findings::{Finding, Page, State},
    vendors,
};

/// Something that hides the real page from the check, and often from visitors.
pub fn stands_before(page: &Page<'_>) -> Option<Finding> {
    let is_password_page = page.tags.has_password_field
        && (page.fetched.url.path().trim_end_matches('/').ends_with("/password") || page.fetched.status == 401);
    if is_password_page {
        return Some(Finding::new(
            State::Doubtful,
            "A password stands before the page",
            "The website shows this page until it is opened to the public, as shops do while they are built. Check again when it is open.",
        ));
    }
    let is_frame_only = page.tags.has_frameset || (!page.tags.frames.is_empty() && page.tags.own_content == 0);
    is_frame_only.then(|| {
        let inner = page.tags.frames.first().cloned().unwrap_or_default();
        Finding::new(
            State::Doubtful,
            "The page shows another one in a frame",
            format!("The domain is forwarded “with a frame”, and the website itself is at {inner}. Put the snippet there and check that address; better, let the domain point to it without a frame."),
        )
    })
}

/// Without the tag phones show the page, and the launcher with it, as small as a stamp.
pub fn viewport(page: &Page<'_>) -> Option<Finding> {
    let is_there = page
        .tags
        .metas
        .iter()
        .any(|meta| meta.get("name").is_some_and(|name| name.trim().eq_ignore_ascii_case("viewport")));
    (!is_there).then(|| {
        Finding::new(
            State::Doubtful,
            "The page has no viewport tag",
            "Phones show it shrunk, and the launcher with it. Add this line to its head:",
        )
        .with_line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    })
}

/// Another launcher in the same corner.
pub fn other_messengers(page: &Page<'_>) -> Option<Finding> {
    let names = vendors::found(&page.tags);
    (!names.is_empty()).then(|| {
        Finding::new(
            State::Note,
            format!("{} is on the page too", names.join(" and ")),
            "Two launchers can cover each other. Remove the other one, or move this one to the other corner under Settings → Launcher.",
        )
    })
}
