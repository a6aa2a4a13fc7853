use crate::support::{browser::Browser, pages_world::World};

/// Every address that changes something.
const UNSAFE: [&str; 5] =
    ["/setup", "/sign-in", "/sign-out", "/console/install/origins", "/console/install/identity-secret"];

async fn statuses(ana: &mut Browser, headers: &[(&str, &str)]) -> Vec<u16> {
    let mut statuses = Vec::new();
    for path in UNSAFE {
        statuses.push(ana.post_with(path, &[("allowed_origins", "https://evil.example")], headers).await.status);
    }
    statuses
}

#[tokio::test]
async fn no_other_site_can_send_a_form_here() {
    let (world, mut ana) = World::claimed().await;
    let host = world.address.trim_start_matches("http://").to_owned();
    let ours = format!("http://{host}");

    for headers in [
        vec![("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        vec![("sec-fetch-site", "same-site"), ("origin", ours.as_str())],
        vec![("sec-fetch-site", "none")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![("origin", "http://127.0.0.1:1")],
        vec![],
    ] {
        assert_eq!(statuses(&mut ana, &headers).await, [403; UNSAFE.len()], "{headers:?}");
    }
    assert_eq!(world.count("SELECT count(*) FROM agent_sessions").await, 1);
    assert_eq!(world.sites.all()[0].allowed_origins, []);
    assert_eq!(ana.get("/inbox").await.status, 200);
}

#[tokio::test]
async fn a_refused_form_gets_a_page_that_says_why() {
    let (_world, mut ana) = World::claimed().await;

    let answer = ana.post_with("/sign-out", &[], &[("sec-fetch-site", "cross-site")]).await;

    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(answer.body.contains("nothing was changed") && answer.body.contains("/assets/console.css"));
}

#[tokio::test]
async fn over_plain_http_the_origin_alone_is_enough() {
    let (world, mut ana) = World::claimed().await;
    let ours = world.address.clone();

    let answer = ana.post_with("/sign-out", &[], &[("origin", &ours)]).await;

    assert_eq!(answer.status, 303);
}

#[tokio::test]
async fn a_link_from_elsewhere_may_open_a_page() {
    let (_world, mut ana) = World::claimed().await;
    ana.headers.push(("sec-fetch-site", "cross-site".to_owned()));

    assert_eq!(ana.get("/inbox").await.status, 200);
}
