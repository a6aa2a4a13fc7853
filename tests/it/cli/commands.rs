//! Commands as a person types them: the real program, a real folder.

use std::fs;

use crate::support::{
    browser::Browser,
    process::{Ended, Launch},
};

fn lock_of(launch: &Launch) -> String {
    fs::read_to_string(launch.data().join("deskbell.lock")).unwrap()
}

fn says(ended: &Ended, code: i32, words: &[&str]) {
    assert_eq!(ended.code, Some(code), "{ended:?}");
    for word in words {
        assert!(ended.stdout.contains(word) || ended.stderr.contains(word), "“{word}” is missing: {ended:?}");
    }
}

#[tokio::test]
async fn the_doctor_leaves_an_unclean_stop_for_the_start_to_find() {
    let launch = Launch::new();
    let server = launch.start().await;
    server.claim().await;
    server.stop().await;
    launch.start().await.kill();

    let well = launch.run(&["doctor"]).await;
    says(&well, 0, &["The database is sound"]);
    assert_eq!(lock_of(&launch), "in use\n", "the next start must still read the whole database");

    let database = launch.data().join("deskbell.db");
    let _ = fs::remove_file(launch.data().join("deskbell.db-wal"));
    let mut bytes = fs::read(&database).unwrap();
    bytes[8_192..].fill(0xff);
    fs::write(&database, &bytes).unwrap();

    says(&launch.run(&["doctor"]).await, 78, &["wrong The database is damaged"]);
    says(&launch.fails().await, 65, &["is damaged"]);
}

#[tokio::test]
async fn the_doctor_says_everything_about_a_used_folder_and_changes_nothing() {
    let launch = Launch::new();
    let server = launch.start().await;
    server.claim().await;

    says(&launch.run(&["doctor"]).await, 0, &["is in use by a running Deskbell"]);
    server.stop().await;
    let before = fs::read(launch.data().join("deskbell.db")).unwrap();

    says(&launch.run(&["doctor"]).await, 0, &["ok    The database is sound", "public_url is not set"]);
    assert!(fs::read(launch.data().join("deskbell.db")).unwrap() == before);
    assert_eq!(lock_of(&launch), "");
}

#[tokio::test]
async fn the_doctor_says_when_site_keys_no_longer_fit_the_server_secret() {
    let launch = Launch::new();
    let server = launch.start().await;
    let agent = server.claim().await.agent;
    let body = serde_json::json!({ "name": "Blog", "allowedOrigins": [] });
    let made = agent.call(reqwest::Method::POST, "/api/widget/keys/generate", Some(body)).await;
    assert_eq!(made.status(), 200);
    server.stop().await;
    says(&launch.run(&["doctor"]).await, 0, &["ok    The site keys fit the server secret."]);

    fs::remove_file(launch.data().join("server.secret")).unwrap();
    says(&launch.run(&["doctor"]).await, 78, &["wrong The server secret is not the one", "open nothing: Blog."]);
    let server = launch.start().await;
    server.stop().await;

    says(&launch.run(&["doctor"]).await, 78, &["open nothing: Blog."]);
}

#[tokio::test]
async fn a_demonstration_can_be_signed_in_to_and_is_made_once() {
    let launch = Launch::new();

    let made = launch.run(&["demo"]).await;
    says(&made, 0, &["sign in at http://127.0.0.1:", "mira@fernandfable.example", "conversations"]);
    let password = made.stdout.split("the password ").nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap();
    says(&launch.run(&["demo"]).await, 65, &["knows customers already", "empty data folder"]);

    let server = launch.start().await;
    let mut mira = Browser::new(&server.address);
    assert_eq!(mira.sign_in("mira@fernandfable.example", password).await.status, 303);
    server.stop().await;
}

#[tokio::test]
async fn setting_up_without_a_browser_needs_an_address_that_one_can_open() {
    let launch = Launch::new().set("DESKBELL_LISTEN", "0.0.0.0:8080");
    let words = ["setup", "--business", "Fern", "--name", "Ana", "--email", "ana@fern.example", "--password-stdin"];

    let nothing_said = launch.run(&words).await;
    says(&nothing_said, 64, &["password"]);
    assert_eq!(lock_of(&launch), "", "nothing was left in disorder");

    let script = r#"echo "seven parcels on one bicycle" | "$@""#;
    says(&launch.clone().after(script).run(&words).await, 65, &["0.0.0.0:8080", "DESKBELL_PUBLIC_URL"]);
    let named = launch.set("DESKBELL_PUBLIC_URL", "http://desk.lan:8080").after(script);
    says(&named.run(&words).await, 0, &["sign in at http://desk.lan:8080/sign-in as ana@fern.example"]);
}
