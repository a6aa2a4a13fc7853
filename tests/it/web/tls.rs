//! HTTPS without a proxy.

use std::time::Duration;

use rustls::version::{TLS12, TLS13};

use super::secure_story;
use crate::support::{
    process::{Launch, Process},
    raw::Raw,
    secure::Certificate,
};

async fn serve(certificate: &Certificate) -> (Process, u16) {
    let launch = Launch::new().set("DESKBELL_TLS_CERT", certificate.cert.to_str().unwrap());
    let launch = launch
        .set("DESKBELL_TLS_KEY", certificate.key.to_str().unwrap())
        .set("DESKBELL_CONNECTIONS_HEADER_TIMEOUT_S", "1");
    let server = launch.start().await;
    let port = server.address.rsplit(':').next().unwrap().parse().unwrap();
    (server, port)
}

#[tokio::test]
async fn pages_sockets_and_streams_work_over_https_and_the_session_is_for_https_only() {
    let certificate = Certificate::make();
    let (server, port) = serve(&certificate).await;
    let client = certificate.client(port, &[&TLS13]);

    let told = secure_story::claim(&client, &server).await;
    secure_story::talk(&client, &told.app_id).await;

    assert!(server.address.starts_with("https://"));
    let cookie = told.claimed.header("set-cookie");
    assert!(cookie.starts_with("__Host-deskbell="), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(told.page.text().contains(&format!("{}/widget.js", client.origin())), "the snippet says https");
    server.stop().await;
}

#[tokio::test]
async fn both_living_versions_of_tls_are_spoken() {
    let certificate = Certificate::make();
    let (server, port) = serve(&certificate).await;

    for version in [&TLS12, &TLS13] {
        let client = certificate.client(port, &[version]);
        let stream = client.connect().await.unwrap();
        assert_eq!(stream.get_ref().1.protocol_version(), Some(version.version));
        assert_eq!(client.ask("GET /healthz", &[], b"").await.status, 200);
    }
    assert!(Certificate::make().client(port, &[&TLS13]).connect().await.is_err(), "another certificate is not trusted");
    server.stop().await;
}

#[tokio::test]
async fn a_handshake_that_never_ends_and_plain_http_are_closed() {
    let certificate = Certificate::make();
    let (server, port) = serve(&certificate).await;
    let address = format!("127.0.0.1:{port}");

    for said in [b"".as_slice(), b"\x16\x03\x01", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"] {
        let mut raw = Raw::connect(&address).await;
        raw.send(said).await;
        assert!(raw.ends_within(Duration::from_secs(8)).await, "{said:?}");
    }
    assert_eq!(certificate.client(port, &[&TLS13]).ask("GET /healthz", &[], b"").await.status, 200);
    server.stop().await;
}
