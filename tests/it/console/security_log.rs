use crate::support::process::{Launch, PASSWORD};

/// The key of the only row in the list of keys that can still be changed.
fn key_of(page: &str) -> &str {
    page.split("/console/developers/keys/").nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

#[tokio::test]
async fn who_touched_keys_secrets_and_data_stands_in_the_log() {
    let server = Launch::new().start().await;
    let mut owner = server.claim().await;
    let ana = &mut owner.browser;
    let identity = "/console/install/identity";

    ana.post("/console/install/identity-secret", &[("password", PASSWORD)]).await;
    ana.post(&format!("{identity}/rotate"), &[("sure", "yes"), ("old", "open"), ("password", PASSWORD)]).await;
    ana.post(&format!("{identity}/end-former"), &[("sure", "yes")]).await;
    ana.post(&format!("{identity}/settings"), &[("requires_proof", "yes"), ("proof_days", "9")]).await;
    let scopes = [("name", "Shop"), ("scope", "identify"), ("scope", "erase"), ("expires", "never")];
    ana.post("/console/developers/keys", &scopes).await;
    let page = ana.get("/console/developers").await.body;
    let key = page.split("<code>").filter_map(|rest| rest.split('<').next()).find(|text| text.len() == 44).unwrap();
    let id = key_of(&page).to_owned();
    let erase = format!("{}/v1/chat/ingest/customers/cust_42", server.address);
    let staged = ana.upload("/console/customer-data/import", &[], ("table", b"id,name\ncust_42,Noor\n")).await;
    let columns = [("column_0", "external_id"), ("column_1", "name")];
    assert_eq!(ana.post(staged.header("location"), &columns).await.status, 303);
    ana.get("/console/customer-data/export").await;
    let erased = reqwest::Client::new().delete(&erase).bearer_auth(key).send().await.unwrap();
    assert_eq!(erased.status(), 200);
    ana.post(&format!("/console/developers/keys/{id}"), &scopes[..2]).await;
    ana.post(&format!("/console/developers/keys/{id}/revoke"), &[("sure", "yes")]).await;

    let log = server.log();
    let lines: Vec<_> = log.lines().filter(|line| line.contains(" security: ")).collect();
    for (actor, act) in [
        ("agt_", "saw the identity secret"),
        ("agt_", "replaced the identity secret"),
        ("agt_", "ended the old identity secret"),
        ("agt_", "set verification: required, a proof holds 9 days"),
        ("agt_", &format!("made the API key {id}")),
        ("agt_", "imported contacts: 1 created, 0 updated"),
        ("agt_", "exports everything the workspace holds"),
        (id.as_str(), "erased a customer"),
        ("agt_", &format!("changed the API key {id}")),
        ("agt_", &format!("revoked the API key {id}")),
    ] {
        let line = lines.iter().find(|line| line.contains(act)).unwrap_or_else(|| panic!("{act}: {log}"));
        assert!(line.contains(&format!("actor=\"{actor}")) && line.contains("address=127.0.0.1"), "{line}");
    }
    assert!(!log.contains("cust_42") && !log.contains(&key[12..]), "{log}");
}
