//! Keys for the public API, from the page that makes them to the server that uses them.

use serde_json::json;

use crate::support::process::Launch;

#[tokio::test]
async fn a_key_opens_as_soon_as_it_is_shown_and_no_more_once_it_is_revoked() {
    let server = Launch::new().start().await;
    let mut claimed = server.claim().await;
    let client = reqwest::Client::new();
    let url = format!("{}/v1/chat/ingest/identify", server.address);

    for _ in 0..5 {
        let key = claimed.api_key().await;
        let identify = || client.post(&url).bearer_auth(&key).json(&json!({ "external_id": "cust_42" })).send();
        let fresh = identify().await.unwrap();
        let page = claimed.browser.get("/console/developers").await.body;
        let path = page
            .split("action=\"")
            .find(|part| part.contains("/revoke\""))
            .and_then(|part| part.split('"').next())
            .unwrap();
        let revoked = claimed.browser.post(path, &[("sure", "yes")]).await;
        let spent = identify().await.unwrap();

        assert_eq!((fresh.status().as_u16(), revoked.status, spent.status().as_u16()), (200, 303, 401));
    }
}
