//! The headers no answer may lack, by audience, and how names, addresses and encodings are dealt with.

use crate::support::{
    process::{Claimed, Launch, Process, eventually},
    raw::{Raw, RawAnswer},
    world::SHOP,
};

async fn claimed() -> (Process, Claimed, Launch) {
    let launch = Launch::new();
    let server = launch.start().await;
    let claimed = server.claim().await;
    (server, claimed, launch)
}

async fn get(server: &Process, path: &str, headers: &[(&str, &str)]) -> RawAnswer {
    Raw::ask(&server.address, &format!("GET {path}"), headers, b"").await
}

/// The address of a built file that the sign-in page uses.
async fn asset(server: &Process) -> String {
    let page = get(server, "/sign-in", &[]).await.text();
    page.split('"').find(|part| part.starts_with("/assets/")).unwrap().to_owned()
}

fn policy<'a>(answer: &'a RawAnswer, directive: &str) -> Option<&'a str> {
    let policy = answer.header("content-security-policy");
    policy.split(';').map(str::trim).find_map(|part| part.strip_prefix(directive)).map(str::trim)
}

#[tokio::test]
async fn no_answer_lacks_the_headers_that_keep_browsers_safe() {
    let (server, claimed, _launch) = claimed().await;
    let (panel, asset) = (format!("/w/{}", claimed.app_id), asset(&server).await);
    let cookie = claimed.agent.cookie.as_str();

    for path in [
        "/",
        "/sign-in",
        "/setup",
        "/inbox",
        "/console/install",
        "/console/developers",
        "/healthz",
        "/nothing",
        "/docs",
        "/openapi.json",
        "/widget.js",
        "/widget-panel.js",
        "/api/widget/init",
        "/api/widget/conversations",
        "/api/widget/nothing",
        "/api/inbox/me",
        "/v1/nothing",
        "/docs/problems/invalid",
        panel.as_str(),
        asset.as_str(),
    ] {
        let answer = get(&server, path, &[("Cookie", cookie)]).await;

        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(["no-referrer", "same-origin"].contains(&answer.header("referrer-policy")), "{path}");
        let is_kept = path == "/widget.js" || path == "/widget-panel.js" || path == asset;
        let caching = answer.header("cache-control");
        assert_eq!(caching.contains("max-age"), is_kept, "{path}: {caching}");
        // The documentation is the same for everyone, and asked for by its ETag each time.
        let is_public = path == "/docs" || path == "/openapi.json" || path.starts_with("/docs/");
        assert!(is_kept || caching == "no-store" || (is_public && caching == "no-cache"), "{path}: {caching}");
        let is_page = answer.header("content-type").starts_with("text/html");
        if is_page && path != panel {
            assert_eq!(policy(&answer, "frame-ancestors"), Some("'none'"), "{path}");
            assert_eq!(policy(&answer, "default-src"), Some("'none'"), "{path}");
            assert!(!answer.header("content-security-policy").contains("unsafe-"), "{path}");
        }
        if path.starts_with("/api/") || path.starts_with("/v1/") {
            assert_eq!(policy(&answer, "default-src"), Some("'none'"), "{path}");
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn the_panel_may_be_framed_by_the_sites_list_and_nobody_else() {
    let (server, mut claimed, _launch) = claimed().await;
    let path = format!("/w/{}", claimed.app_id);
    let open = get(&server, &path, &[]).await;
    let other = "https://www.fern.example:8443";
    let page = claimed.browser.get("/console/install").await.body;
    let site_id = page.split("name=\"site_id\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields = [("site_id", site_id), ("allowed_origins", &format!("{SHOP}\n{other}"))];
    let saved = claimed.browser.post("/console/install/origins", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.body);

    let closed = get(&server, &path, &[]).await;

    assert_eq!(policy(&open, "frame-ancestors"), None, "an empty list means any page");
    assert_eq!(policy(&closed, "frame-ancestors"), Some(format!("'self' {SHOP} {other}").as_str()));
    for answer in [open, closed] {
        assert_eq!(answer.status, 200);
        assert_eq!(policy(&answer, "default-src"), Some("'none'"));
        assert!(
            !answer.header("content-security-policy").contains("unsafe-")
                && answer.header("x-frame-options").is_empty()
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn the_loader_may_be_used_by_every_page_and_nothing_else_may() {
    let (server, _claimed, _launch) = claimed().await;

    assert_eq!(get(&server, "/widget.js", &[]).await.header("cross-origin-resource-policy"), "cross-origin");
    for path in ["/sign-in", "/healthz", "/api/widget/conversations"] {
        assert_eq!(get(&server, path, &[]).await.header("cross-origin-resource-policy"), "same-origin", "{path}");
    }
    for path in ["/widget.js", "/sign-in", "/api/inbox/me", "/api/widget/conversations", "/v1/chat/ingest/records"] {
        let answer = get(&server, path, &[("Origin", "https://evil.example")]).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_loaders_other_half_may_be_imported_by_every_page_under_an_address_that_stays() {
    let (server, _claimed, _launch) = claimed().await;

    // A loader that has had no luck asks again under another query, because browsers remember what failed.
    for path in ["/widget-panel.js", "/widget-panel.js?1"] {
        for origin in ["https://shop.example", "null"] {
            let answer = get(&server, path, &[("Origin", origin)]).await;

            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("content-type"), "text/javascript; charset=utf-8");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
            assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
            assert_eq!(answer.header("cache-control"), "public, max-age=3600");
            assert!(answer.text().contains("v1"), "loaders of 90 days ago ask for it by this name");
        }
    }
    let tag = get(&server, "/widget-panel.js", &[]).await.header("etag").to_owned();
    let again = get(&server, "/widget-panel.js", &[("Origin", "https://shop.example"), ("If-None-Match", &tag)]).await;
    assert_eq!((again.status, again.header("access-control-allow-origin")), (304, "*"));
    server.stop().await;
}

#[tokio::test]
async fn files_are_sent_in_the_smallest_form_the_browser_takes() {
    let (server, _claimed, _launch) = claimed().await;
    let plain = get(&server, "/widget.js", &[]).await;

    for (accepts, form) in [
        ("br, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("zstd", ""),
        ("identity", ""),
        ("xbr", ""),
    ] {
        let answer = get(&server, "/widget.js", &[("Accept-Encoding", accepts)]).await;

        assert_eq!(answer.header("content-encoding"), form, "{accepts}");
        assert_eq!(answer.header("vary"), "Accept-Encoding");
        assert_eq!(answer.body.len().to_string(), answer.header("content-length"));
        assert!(form.is_empty() == (answer.body.len() == plain.body.len()), "{accepts}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_file_that_the_browser_has_is_not_sent_again() {
    let (server, _claimed, _launch) = claimed().await;

    for path in ["/widget.js".to_owned(), "/widget-panel.js".to_owned(), asset(&server).await] {
        let first = get(&server, &path, &[]).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 2, "{tag}");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = get(&server, &path, &[("If-None-Match", &known)]).await;
            assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag.as_str()), "{known}");
        }
        assert_eq!(get(&server, &path, &[("If-None-Match", "\"other\"")]).await.status, 200);
        let head = Raw::ask(&server.address, &format!("HEAD {path}"), &[], b"").await;
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), first.header("content-length"));
    }
    server.stop().await;
}

#[tokio::test]
async fn traces_are_refused_everywhere() {
    let (server, _claimed, _launch) = claimed().await;

    for path in ["/", "/healthz", "/api/widget/init", "/v1/chat/ingest/records"] {
        let answer = Raw::ask(&server.address, &format!("TRACE {path}"), &[("X-Secret", "mine")], b"").await;

        assert_eq!(answer.status, 405, "{path}");
        assert!(!answer.header("allow").is_empty() && !answer.text().contains("mine"));
    }
    server.stop().await;
}

#[tokio::test]
async fn with_a_public_address_requests_for_other_names_are_refused() {
    let server = Launch::new().set("DESKBELL_PUBLIC_URL", "https://chat.example.com").start().await;
    let address = address_of(&server).await;

    for host in ["evil.example", "chat.example.com:8080", "127.0.0.1", "chat.example.com.evil.example", ""] {
        let answer = Raw::ask(&address, "GET /sign-in", &[("Host", host)], b"").await;
        assert_eq!(answer.status, 421, "{host}");
    }
    for (host, path) in [("chat.example.com", "/sign-in"), ("CHAT.example.com", "/sign-in"), ("127.0.0.1", "/healthz")]
    {
        let answer = Raw::ask(&address, &format!("GET {path}"), &[("Host", host)], b"").await;
        assert_eq!(answer.status, 200, "{host}");
    }
    server.stop().await;
}

/// Where it listens, which the one line does not say once there is a public address.
async fn address_of(server: &Process) -> String {
    let address = async || Some(server.log().split("address=").nth(1)?.split_whitespace().next()?.to_owned());
    format!("http://{}", eventually("the log says where it listens", address).await)
}

#[tokio::test]
async fn without_a_public_address_every_name_will_do() {
    let (server, _claimed, _launch) = claimed().await;

    for host in ["shop.local:8080", "192.168.1.7", "localhost"] {
        assert_eq!(get(&server, "/sign-in", &[("Host", host)]).await.status, 200, "{host}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_visitors_address_is_believed_from_a_trusted_proxy_only() {
    for (trusted, statuses) in [("127.0.0.0/8", [200, 200, 429]), ("10.0.0.0/8", [200, 429, 429])] {
        let launch = Launch::new().set("DESKBELL_TRUSTED_PROXIES", trusted).set("DESKBELL_LIMITS_INIT_PER_MINUTE", "1");
        let server = launch.start().await;
        let claimed = server.claim().await;
        let path = format!("/api/widget/init?app_id={}", claimed.app_id);

        // The left part is what the visitor claims, the right one what the proxy has seen.
        let mut found = Vec::new();
        for hops in ["1.1.1.1, 198.51.100.1", "1.1.1.1, 198.51.100.2", "2.2.2.2, 198.51.100.1"] {
            found.push(get(&server, &path, &[("Origin", SHOP), ("X-Forwarded-For", hops)]).await.status);
        }

        assert_eq!(found, statuses, "{trusted}");
        server.stop().await;
    }
}

#[tokio::test]
async fn no_path_that_opens_something_stands_in_the_log() {
    let server = Launch::new().set("DESKBELL_LOG", "debug").start().await;

    for (path, told) in [
        ("/join/canary8f0c", "/join/…"),
        ("/w/files/fil_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C/1800000000000/canary5ac1/canary.pdf", "/w/files/…"),
        ("/inbox/files/fil_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C/canary.pdf", "/inbox/files/…"),
        ("/v1/chat/ingest/customers/canary@fern.example", "/v1/chat/ingest/customers/…"),
    ] {
        get(&server, path, &[]).await;
        let line = format!("answered GET {told} with");
        eventually("the log tells of the request", async || server.log().contains(&line).then_some(())).await;
    }

    assert!(!server.log().contains("canary"), "{}", server.log());
    server.stop().await;
}
