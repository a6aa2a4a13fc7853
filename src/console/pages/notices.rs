//! What a page says once about what was just done, by the code that stands in the cookie.

/// What the codes in the notice's cookie say.
const NOTICES: &[(&str, &str)] = &[
    ("welcome", "Deskbell is set up and you are signed in. Put the snippet below on your website."),
    ("origins_saved", "Saved. From now on only these websites can embed the widget."),
    ("origins_open", "Saved. The list is empty, so every website can embed the widget."),
    ("saved", "Saved. Websites show it within a minute, at the next load of a page."),
    ("site_made", "The site is made. Give it its look, then put its snippet on the website."),
    ("site_off", "The site is switched off. Its launcher is gone from the next load of every page."),
    ("site_on", "The site is switched on again."),
    ("site_saved", "Saved. Websites show it within a minute, at the next load of a page."),
    ("words_saved", "Saved, with the words of this language."),
    ("words_removed", "The words of this language are removed. Visitors who speak it read the site's own language."),
    ("site_key_made", "The key is made. It works at once, in place of the app id."),
    ("site_key_revoked", "The key is revoked. Pages that still use it show no messenger from their next load."),
    ("profile_saved", "Saved. Customers see it the next time they open the messenger."),
    ("face_removed", "The picture is removed. Your initial stands in its place."),
    ("email_changed", "Saved. From now on you sign in with the new address."),
    ("password_changed", "Your password is changed. Every other browser is signed out."),
    ("session_ended", "That browser is signed out."),
    ("others_ended", "Every other browser is signed out."),
    (
        "two_factor_on",
        "Two-factor sign-in is on, and every other browser is signed out. Keep these codes before you go on.",
    ),
    ("two_factor_off", "Two-factor sign-in is off, and every other browser is signed out."),
    ("codes_made", "The codes are new. Those from before open nothing any more."),
    ("invitation_revoked", "The invitation is revoked. Its link opens nothing any more."),
    ("role_changed", "Saved. It holds from their next request on."),
    ("deactivated", "They are signed out everywhere and cannot sign in. Their name stays in what they wrote."),
    ("reactivated", "They can sign in again, with the role they had."),
    ("member_sessions_ended", "They are signed out everywhere and can sign in again."),
    ("two_factor_reset", "Their two-factor sign-in is off and they are signed out everywhere."),
    ("logo_saved", "The logo is saved."),
    ("kinds_saved", "Saved. Customers see it from their next look at their activity."),
    ("context_saved", "Saved. Sessions that your server prepares from now on may hold these names."),
    ("import_discarded", "The file is forgotten. Nothing was imported."),
    ("identity_saved", "Saved. It holds for every page from now on."),
    (
        "secret_rotated",
        "The identity secret is new. Show it below and put it on your servers; the old one is valid beside it.",
    ),
    (
        "secret_replaced",
        "The identity secret is new and the old one has ended. Show it below and put it on your servers now.",
    ),
    ("former_ended", "The old identity secret has ended. Only the present one proves customers."),
    ("key_changed", "Saved. It holds from the next request on, also for servers that are connected now."),
    ("key_revoked", "The key is revoked. Servers that still use it are refused from now on."),
    ("workspace_saved", "Saved. It holds from now on."),
    (
        "workspace_currency",
        "Saved. What your servers send without a currency counts as the new one from now on; everything stored keeps its own.",
    ),
    (
        "workspace_zone",
        "Saved. Times that your servers send without a zone are read in the new one from now on; everything stored keeps its moment.",
    ),
    ("team_made", "The team is made. Conversations can be assigned to it now."),
    ("team_saved", "The team is saved."),
    ("team_deleted", "The team is deleted. Its conversations belong to no team now."),
    ("tag_made", "The tag is made. Conversations can have it now."),
    ("tag_saved", "The tag is saved."),
    ("tag_merged", "The tags are merged."),
    ("tag_deleted", "The tag is deleted, and taken off every conversation."),
    ("reply_made", "The reply is saved. It can be inserted in the inbox now."),
    ("reply_saved", "The reply is saved."),
    ("reply_examples", "Three replies are there now. Make them yours."),
    ("macro_made", "The macro is made. It can be run in the inbox now."),
    ("macro_saved", "The macro is saved."),
    ("macro_examples", "Three macros are there now, with the tags they use. Make them yours."),
];

/// The sentence of a code; `None` where no page leaves it.
pub fn sentence(code: &str) -> Option<&'static str> {
    NOTICES.iter().find(|(key, _)| *key == code).map(|(_, sentence)| *sentence)
}
