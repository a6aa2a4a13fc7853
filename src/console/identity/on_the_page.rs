//! How a proof gets onto the page, in each of the ways that the widget takes it.

use super::super::guides::{Guide, Step};

/// Every way, the plainest first.
pub fn all(base: &str, app_id: &str) -> Vec<Guide> {
    let tag =
        |more: &str| format!("<script src=\"{base}/widget.js\" data-app-id=\"{app_id}\"\n  {more} defer></script>");
    let guide = |title, text, code| Guide { title, steps: vec![Step { text, label: title, code: Some(code) }] };
    vec![
        guide(
            "Attributes of the snippet",
            "Where your server writes the page: put both into the tag, for customers who are logged in. Leave them out \
             for everybody else.",
            tag(r#"data-user-id="cust_42" data-user-hash="…""#),
        ),
        guide(
            "A call from your script",
            "Where the page learns later who is there, as in a single-page application. Call logout when they sign out.",
            "SoftbetChat(\"identify\", {\n  user_id: \"cust_42\",\n  user_hash: \"…\", // from your server\n  \
             name: \"Ana Lopes\",\n  email: \"ana@example.com\",\n});\n\nSoftbetChat(\"logout\");"
                .to_owned(),
        ),
        guide(
            "A signed token",
            "In place of id and hash. What the token says of the customer, such as the name, is proven too, and it ends \
             by itself: make one for each page.",
            tag(r#"data-user-token="eyJ…""#),
        ),
        guide(
            "A prepared session",
            "In place of all of these: your server asks Deskbell for a session with an API key that has the scope \
             sessions, and can say with it what the visit is about.",
            tag(r#"data-session="wgs_…""#),
        ),
    ]
}
