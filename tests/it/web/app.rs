//! What makes the inbox an app: its manifest, its worker, its frame, and what a browser is told to forget.

use serde_json::Value;

use crate::support::{
    process::Launch,
    raw::{Raw, RawAnswer},
};

async fn get(address: &str, path: &str, cookie: &str) -> RawAnswer {
    Raw::ask(address, &format!("GET {path}"), &[("Cookie", cookie)], b"").await
}

#[tokio::test]
async fn the_manifest_names_the_workspace_to_its_people_and_icons_that_are_there() {
    let launch = Launch::new();
    let server = launch.start().await;
    let claimed = server.claim().await;

    let known = get(&server.address, "/inbox.webmanifest", &claimed.agent.cookie).await;
    let stranger = get(&server.address, "/inbox.webmanifest", "").await;

    assert_eq!((known.status, known.header("content-type")), (200, "application/manifest+json"));
    let manifest: Value = serde_json::from_str(&known.text()).unwrap();
    let told: Value = serde_json::from_str(&stranger.text()).unwrap();
    assert_ne!(manifest["short_name"], "Deskbell");
    assert_eq!(told["short_name"], "Deskbell", "who is not signed in learns no name");
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&"/inbox".into(), &"/".into()));
    assert_eq!(manifest["display"], "standalone");
    let icons = manifest["icons"].as_array().unwrap();
    assert_eq!(icons.len(), 3);
    for icon in icons {
        let answer = get(&server.address, icon["src"].as_str().unwrap(), "").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"), "{icon}");
    }
    for shortcut in manifest["shortcuts"].as_array().unwrap() {
        let path = shortcut["url"].as_str().unwrap();
        assert_eq!(get(&server.address, path, &claimed.agent.cookie).await.status, 200, "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_worker_has_a_policy_and_a_place_of_its_own_and_is_asked_for_each_time() {
    let launch = Launch::new();
    let server = launch.start().await;

    let worker = get(&server.address, "/inbox-worker.js", "").await;

    assert_eq!((worker.status, worker.header("cache-control")), (200, "no-cache"));
    assert!(worker.header("content-type").starts_with("text/javascript"));
    assert_eq!(worker.header("service-worker-allowed"), "/inbox");
    assert_eq!(worker.header("content-security-policy"), "default-src 'none'; script-src 'self'; connect-src 'self'");
    server.stop().await;
}

#[tokio::test]
async fn the_frame_that_browsers_keep_is_the_same_for_everybody() {
    let launch = Launch::new();
    let server = launch.start().await;
    let claimed = server.claim().await;

    let own = get(&server.address, "/inbox/frame", &claimed.agent.cookie).await;
    let anybody = get(&server.address, "/inbox/frame", "").await;
    let inbox = get(&server.address, "/inbox", &claimed.agent.cookie).await.text();

    assert_eq!((own.status, own.text()), (200, anybody.text()));
    let script = |page: &str| page.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    assert_eq!(script(&own.text()), script(&inbox), "it begins with the same files");
    let worker = get(&server.address, "/inbox-worker.js", "").await.text();
    assert!(worker.contains(script(&inbox).trim_start_matches("/assets/")), "the worker keeps this very build");
    server.stop().await;
}

#[tokio::test]
async fn signing_out_tells_the_browser_to_forget_and_nothing_else_does() {
    let launch = Launch::new();
    let server = launch.start().await;
    let mut claimed = server.claim().await;

    let page = claimed.browser.get("/inbox").await;
    let out = claimed.browser.post("/sign-out", &[]).await;

    assert_eq!(page.header("clear-site-data"), "");
    assert_eq!((out.status, out.header("clear-site-data")), (303, "\"storage\""));
    server.stop().await;
}
