//! Requests that cannot be read: a 4xx problem, never a 5xx, and nothing stored.

use crate::support::public_world::PublicWorld;

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused_with_the_place() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let deep = format!(r#"{{"external_id":"a","attributes":{{"a":{}1{}}}}}"#, "[".repeat(40), "]".repeat(40));
    let bottomless = "[".repeat(200_000);

    for (body, place) in [
        (&b""[..], "empty"),
        (b"null garbage", "line 1"),
        (b"{\"external_id\": \"a\"", "line 1"),
        (b"external_id=a", "line 1, column 1"),
        (b"{\"external_id\": \"a\", \"external_id\": \"b\"}", "“external_id” twice"),
        (b"{\"external_id\": \"a\", \"attributes\": {\"x\": 1, \"x\": 1}}", "“/attributes” holds the key “x” twice"),
        (b"{\"external_id\": \"\xff\"}", "byte 18"),
        (b"{\"external_id\": \"\xc0\x80\"}", "byte 18"),
        (b"{\"external_id\": \"a\0\"}", "NUL"),
        (b"{\"external_id\": \"a\\u0000\"}", "“/external_id” holds a NUL"),
        (b"{\"external_id\": \"\\udead\"}", "line 1"),
        (b"\xff\xfe{\x00}\x00", "byte 1"),
        (deep.as_bytes(), "“/attributes/a/"),
        (bottomless.as_bytes(), "deeper than 32"),
    ] {
        let answer = world.post(&key, "identify", body.to_vec()).await;

        let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert_eq!((answer.status, answer.kind()), (400, "unreadable".to_owned()), "{}", answer.text);
        assert!(detail.contains(place), "{place}: {detail}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
}

#[tokio::test]
async fn only_json_in_utf_8_is_taken() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let send = |media_type: &'static str| {
        let request = world.request("POST", "/v1/chat/ingest/identify").bearer_auth(&key);
        let request = if media_type.is_empty() { request } else { request.header("Content-Type", media_type) };
        world.send(request.body(r#"{"external_id":"a"}"#))
    };

    for wrong in
        ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json; charset=latin1"]
    {
        let answer = send(wrong).await;
        assert_eq!((answer.status, answer.kind()), (415, "not-json".to_owned()), "{wrong}");
    }
    let packed = world.request("POST", "/v1/chat/ingest/identify").bearer_auth(&key).header("Content-Encoding", "gzip");
    let packed = world.send(packed.header("Content-Type", "application/json").body("x")).await;
    assert_eq!(packed.status, 415);
    for right in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
        assert_eq!(send(right).await.status, 200, "{right}");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_and_without_a_length() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let head = format!(
        "POST /v1/chat/ingest/identify HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
    );

    let announced = world.raw(&[head.as_bytes(), b"Content-Length: 5000001\r\n\r\n"]).await;
    let chunk = [b"ffff\r\n".as_slice(), &[b' '; 0xffff], b"\r\n"].concat();
    let mut chunks = vec![head.as_bytes(), b"Transfer-Encoding: chunked\r\n\r\n"];
    chunks.extend(std::iter::repeat_n(chunk.as_slice(), 77));
    let streamed = world.raw(&chunks).await;
    let just_fits = format!("{{\"external_id\":\"a\"}}{}", " ".repeat(5_000_000 - 19));
    let fits = world.post(&key, "identify", just_fits.clone()).await;

    assert!(announced.starts_with("HTTP/1.1 413") && announced.contains("/docs/problems/too-large"), "{announced}");
    assert!(streamed.starts_with("HTTP/1.1 413") && streamed.contains("connection: close"), "{streamed}");
    assert_eq!((just_fits.len(), fits.status), (5_000_000, 200));
}

#[tokio::test]
async fn a_chunked_body_without_a_length_is_read() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let head = format!(
        "POST /v1/chat/ingest/identify HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );

    let answer = world.raw(&[head.as_bytes(), b"9\r\n{\"externa\r\n", b"a\r\nl_id\":\"a\"}\r\n0\r\n\r\n"]).await;

    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn addresses_and_methods_that_do_not_exist_are_problems_too() {
    let world = PublicWorld::start().await;
    let key = world.key().await;

    let nowhere = world.send(world.request("GET", "/v1/chat/nowhere").bearer_auth(&key)).await;
    let wrong_method = world.send(world.request("PUT", "/v1/chat/ingest/records").bearer_auth(&key)).await;

    assert_eq!((nowhere.status, nowhere.kind()), (404, "not-found".to_owned()));
    assert_eq!((wrong_method.status, wrong_method.kind()), (405, "wrong-method".to_owned()));
    let mut allowed: Vec<_> = wrong_method.header("allow").split(", ").collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["DELETE", "POST"]);
}
