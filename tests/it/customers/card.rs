//! The person beside a thread.

use serde_json::json;

use super::Business;

#[tokio::test]
async fn agents_read_of_a_visits_context_only_what_its_site_lets_them() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let contact = business.pushes("ana", json!([{ "kind": "order", "reference": "1" }])).await;
    business.verified("ana").await;
    business
        .sets(
            r#"UPDATE sites SET context_fields = '[{"name":"plan","for_agents":true,"for_bots":false,"for_assistant":false},
                   {"name":"cart","for_agents":true,"for_bots":true,"for_assistant":true},
                   {"name":"margin","for_agents":false,"for_bots":true,"for_assistant":true}]';
               UPDATE visitors SET context = '{"plan":"Gold","cart":3,"margin":"12 %","unknown":"x"}'"#,
        )
        .await;

    let (_, card) = agent.get(&format!("/api/inbox/contacts/{contact}")).await;

    let expected = json!([{ "name": "cart", "value": "3" }, { "name": "plan", "value": "Gold" }]);
    assert_eq!(card["contact"]["context"], expected, "{card}");
}

#[tokio::test]
async fn the_same_address_in_other_profiles_is_counted_and_nothing_is_merged() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let identity = |id: &str, email: &str| json!({ "external_id": id, "email": email });
    let ana = business.sends("identify", identity("ana", "family@fern.example")).await;
    business.sends("identify", identity("bo", "FAMILY@fern.example")).await;
    business.sends("identify", identity("cy", "family@fern.example")).await;
    let dee = business.sends("identify", identity("dee", "dee@fern.example")).await;
    let mut claimed = business.world.visitor();
    claimed.session(Some(json!({ "email": "family@fern.example" }))).await;

    let of = async |contact: &str| {
        let (_, card) = agent.get(&format!("/api/inbox/contacts/{contact}")).await;
        card["contact"]["possible_duplicates"].clone()
    };

    assert_eq!((of(&ana).await, of(&dee).await), (json!(2), json!(0)), "a claim does not count");
    assert_eq!(business.world.rows("contacts").await, 5);
}

#[tokio::test]
async fn one_request_opens_thread_person_totals_and_activity() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    business.pushes("ana", json!([{ "kind": "order", "reference": "1", "amount": 5, "currency": "EUR" }])).await;
    let visitor = business.verified("ana").await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "Hello").await;

    let path = format!("/api/inbox/conversations/{}", ack["conversation_id"].as_str().unwrap());
    let (_, thread) = agent.get(&path).await;

    assert_eq!(thread["totals"][0]["amount"], "5.00");
    let kinds: Vec<_> = thread["activity"]["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(kinds, ["order", "page"]);
    assert_eq!(thread["activity"]["next"], json!(null));
}
