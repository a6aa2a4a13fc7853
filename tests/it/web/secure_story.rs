//! One story over HTTPS, whoever does the encryption: somebody claims the server, a visitor writes over a socket and
//! hears over an event stream.

use serde_json::{Value, json};
use tokio::{io::AsyncReadExt, time::timeout};

use crate::support::{
    process::{EMAIL, PASSWORD, Process},
    raw::RawAnswer,
    secure::Client,
    visitor::{Visitor, post, solve},
    world::SHOP,
};

/// What the story has found out.
pub struct Told {
    pub app_id: String,
    /// The answer that set the session's cookie.
    pub claimed: RawAnswer,
    /// The page that shows the snippet.
    pub page: RawAnswer,
}

/// Claims the server as its owner does.
pub async fn claim(client: &Client, server: &Process) -> Told {
    let token = server.line.split("token=").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
    let fields =
        [("token", token), ("business", "Fern & Co"), ("name", "Ana"), ("email", EMAIL), ("password", PASSWORD)];
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", &client.origin())];
    let claimed = client.ask("POST /setup", &headers, form.as_bytes()).await;
    assert_eq!(claimed.status, 303, "{}", claimed.text());
    let cookie = claimed.header("set-cookie").split(';').next().unwrap().to_owned();
    let page = client.ask("GET /console/install", &[("Cookie", &cookie)], b"").await;
    let text = page.text().replace("&#34;", "\"");
    let app_id = text.split("data-app-id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    Told { app_id, claimed, page }
}

/// A visitor writes over the socket, and hears it over the socket and the stream.
pub async fn talk(client: &Client, app_id: &str) {
    let origin = client.origin();
    let challenge =
        client.ask(&format!("GET /api/widget/challenge?app_id={app_id}"), &[("Origin", &origin)], b"").await;
    let captcha = solve(&challenge.json());
    let body = json!({ "app_id": app_id, "page": Visitor::page(), "captcha": captcha }).to_string();
    let headers = [("Content-Type", "application/json"), ("Origin", origin.as_str())];
    let session = client.ask("POST /api/widget/session", &headers, body.as_bytes()).await;
    assert_eq!(session.status, 200, "{}", session.text());
    let token = session.json()["token"].as_str().unwrap().to_owned();

    let bearer = format!("Bearer {token}");
    let request = format!("GET /api/widget/stream?app_id={app_id}&origin={SHOP}");
    let mut stream = client.begin(&request, &[("Origin", &origin), ("Authorization", &bearer)], b"").await;
    let head = stream.answer_head().await;
    assert_eq!((head.status, head.header("content-type")), (200, "text/event-stream"));

    let mut panel = client.socket("/api/widget/ws").await;
    panel
        .say(json!({ "type": "hello", "app_id": app_id, "token": token, "after": null, "page": Visitor::page() }))
        .await;
    panel.next_of("position").await;
    panel.say(post("c1", None, "Where is my parcel?")).await;
    let ack = panel.next_of("ack").await;
    assert_eq!(ack["number"], Value::from(1));

    let mut heard = String::new();
    while !heard.contains("Where is my parcel?") {
        let mut bytes = [0; 4_096];
        let read = timeout(std::time::Duration::from_secs(20), stream.0.read(&mut bytes))
            .await
            .expect("the stream is held back");
        let read = read.unwrap();
        assert!(read > 0, "the stream ended: {heard}");
        heard.push_str(&String::from_utf8_lossy(&bytes[..read]));
    }
}
