//! The catalogue, imports and exports find their rows by an index: a server that is a process of its own is asked for
//! its log at the end.

use reqwest::{Client, Method};
use serde_json::json;

use crate::support::process::Launch;

#[tokio::test]
async fn every_question_about_products_and_in_bulk_finds_its_rows_by_an_index() {
    let launch = Launch::new();
    let server = launch.start().await;
    let mut claimed = server.claim().await;
    let key = claimed.api_key().await;
    let send = async |products: Vec<serde_json::Value>| {
        let request = Client::new().post(format!("{}/v1/chat/ingest/products", server.address)).bearer_auth(&key);
        let answer = request.json(&json!({"products": products})).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
    };

    send(
        (0..300)
            .map(|n| json!({"external_id": n.to_string(), "title": format!("Pot {n}"), "description": "Clay."}))
            .collect(),
    )
    .await;
    send((0..60).map(|n| json!({"external_id": n.to_string(), "title": format!("Vase {n}")})).collect()).await;
    let address = format!("{}/v1/chat/ingest/products?external_id=7", server.address);
    assert_eq!(Client::new().delete(address).bearer_auth(&key).send().await.unwrap().status(), 200);
    for path in ["/api/inbox/products", "/api/inbox/products?q=pot+cl", "/api/inbox/products?q=p"] {
        let (status, page) = claimed.agent.get(path).await;
        assert_eq!(status, 200, "{path}");
        let separator = if path.contains('?') { '&' } else { '?' };
        let next = format!("{path}{separator}cursor={}", page["next"].as_str().unwrap());
        assert_eq!(claimed.agent.get(&next).await.0, 200, "{next}");
    }
    assert_eq!(claimed.browser.get("/console/products?q=vase").await.status, 200);
    let rows: String = (1..300).map(|n| format!("{n},c{n}@x.example\n,d{n}@x.example\n")).collect();
    let table = format!("id,email\n{rows}");
    for _ in 0..2 {
        let path = "/console/customer-data/import";
        let staged = claimed.browser.upload(path, &[], ("table", table.as_bytes())).await;
        let form = [("column_0", "external_id"), ("column_1", "email")];
        assert_eq!(claimed.browser.post(staged.header("location"), &form).await.status, 303);
    }
    let export = claimed.agent.call(Method::GET, "/console/customer-data/export", None).await;
    assert!(export.text().await.unwrap().ends_with("\"product\":299}}\n"));
    server.stop().await;

    // Housekeeping meets all of it at the next start.
    launch.start().await.stop().await;
}
