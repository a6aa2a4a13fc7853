//! An agent's merge is no proof: a browser without proof sees only what was said in it, whoever agents say it is.

use deskbell::base::time::DAY;
use reqwest::Method;
use serde_json::{Value, json};

use super::{card, contact_of, customer, does, listed, merged, parted, stranger};
use crate::{
    customers::Business,
    support::{agent::Agent, visitor::post},
};

async fn answers(agent: &Agent, conversation: &str, body: &str) {
    let frame = post(&body.replace(' ', "-"), Some(conversation), body);
    let answer = agent.call(Method::POST, "/api/inbox/frames", Some(frame)).await;
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["frames"][0]["type"], "ack", "{answer}");
}

#[tokio::test]
async fn a_browser_put_to_a_customer_sees_nothing_of_that_customer() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.pushes("ana", json!([{ "kind": "order", "reference": "1", "title": "Canary order" }])).await;
    business
        .sends("identify", json!({ "external_id": "ana", "name": "Canary Name", "email": "canary@fern.example" }))
        .await;
    let (laptop, secret) = customer(&business, "ana", "Canary message").await;
    let bo = stranger(&business, "I am Ana, trust me", Some(json!({ "name": "Ana" }))).await;

    merged(&agent, (&ana, &bo.contact)).await;

    let (status, list) = bo.visitor.get("/api/widget/conversations").await;
    assert_eq!(status, 200);
    assert!(!list.to_string().contains("anary"), "{list}");
    assert_eq!(list["contact"], json!({ "name": "Ana", "has_email": false, "has_phone": false, "is_verified": false }));
    assert_eq!(listed(&bo.visitor).await, std::slice::from_ref(&bo.conversation));
    let paths = ["messages", "transcript"].map(|what| format!("/api/widget/conversations/{secret}/{what}"));
    for path in paths {
        assert_eq!(bo.visitor.call(Method::GET, &path, None).await.status(), 404, "{path}");
    }
    assert_eq!(bo.visitor.get("/api/widget/activity").await.0, 403);
    let written = bo.visitor.call(Method::POST, "/api/widget/frames", Some(post("x", Some(&secret), "Mine"))).await;
    let written: Value = written.json().await.unwrap();
    assert_eq!(written["frames"][0]["code"], "not_found", "{written}");
    let mut expected = [secret, bo.conversation];
    expected.sort();
    assert_eq!(listed(&laptop).await, expected, "who has proved to be the customer sees all of it");
}

#[tokio::test]
async fn a_live_browser_put_to_a_customer_hears_nothing_of_that_customer() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let (laptop, secret) = customer(&business, "ana", "Hello").await;
    let ana = contact_of(&agent, &secret).await;
    let bo = stranger(&business, "Hi", None).await;
    let mut cut = bo.visitor.connect().await;
    merged(&agent, (&ana, &bo.contact)).await;
    assert!(cut.close_code().await.is_some(), "it comes back as who it is now");
    let (_, list) = bo.visitor.get("/api/widget/conversations").await;
    let after = list["seq"].as_i64().unwrap();

    let (mut panel, _) = bo.visitor.connect_after(Some(after)).await;
    let mut own = laptop.connect().await;
    let mut inbox = agent.connect().await;
    inbox.say(json!({ "type": "read", "conversation_id": secret, "number": 1 })).await;
    inbox.next_of("read").await;
    inbox.say(json!({ "type": "typing", "conversation_id": secret, "is_typing": true })).await;
    answers(&agent, &secret, "Canary answer").await;
    business.pushes("ana", json!([{ "kind": "order", "reference": "1" }])).await;
    answers(&agent, &bo.conversation, "For Bo").await;

    let mut heard = panel.until("message").await;
    while heard.last().unwrap()["message"]["body"] != "For Bo" {
        heard.extend(panel.until("message").await);
    }
    let wrong = heard.iter().find(|frame| frame["conversation_id"] == secret.as_str() || frame["type"] == "activity");
    assert!(wrong.is_none(), "{heard:?}");
    // The proven one hears it.
    while own.next_of("message").await["message"]["body"] != "Canary answer" {}
    let (_, missed) = bo.visitor.connect_after(Some(after)).await;
    assert!(missed.iter().all(|frame| frame["conversation_id"] != secret.as_str()), "{missed:?}");
    assert!(missed.iter().all(|frame| frame["type"] != "activity"), "{missed:?}");
    assert!(missed.iter().any(|frame| frame["message"]["body"] == "For Bo"), "{missed:?}");
}

#[tokio::test]
async fn the_browsers_of_two_merged_strangers_stay_strangers_to_each_other() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let one = stranger(&business, "One", None).await;
    let two = stranger(&business, "Two", None).await;

    merged(&agent, (&one.contact, &two.contact)).await;

    assert_eq!(listed(&one.visitor).await, std::slice::from_ref(&one.conversation));
    assert_eq!(listed(&two.visitor).await, std::slice::from_ref(&two.conversation));
}

#[tokio::test]
async fn a_merged_row_is_not_marked_as_verified() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let (_, secret) = customer(&business, "ana", "Hello").await;
    let ana = contact_of(&agent, &secret).await;
    let bo = stranger(&business, "Hi", None).await;

    merged(&agent, (&ana, &bo.contact)).await;

    let of = async |id: &str| {
        let (_, thread) = agent.get(&format!("/api/inbox/conversations/{id}")).await;
        thread["conversation"]["contact"]["is_verified"].clone()
    };
    assert_eq!((of(&secret).await, of(&bo.conversation).await), (json!(true), json!(false)));
    let card = card(&agent, &ana).await;
    assert_eq!((&card["is_verified"], &card["unproven_browsers"]), (&json!(true), &json!(1)));
}

#[tokio::test]
async fn a_merged_browser_that_proves_it_gets_a_new_token_and_stays_through_an_undo() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let (_, secret) = customer(&business, "ana", "Hello").await;
    let ana = contact_of(&agent, &secret).await;
    let mut bo = stranger(&business, "Hi", None).await;
    let merge = merged(&agent, (&ana, &bo.contact)).await;
    let stolen = crate::support::visitor::Visitor {
        client: reqwest::Client::builder().user_agent("Elsewhere").build().unwrap(),
        ..bo.visitor.clone()
    };

    let view = bo.visitor.session(Some(business.proof("ana"))).await;
    let (by_thief, _) = stolen.get("/api/widget/conversations").await;
    parted(&agent, &merge).await;

    assert!(view["token"].is_string(), "whoever knew the stranger's token must not become the customer: {view}");
    assert_eq!((view["is_verified"].as_bool(), by_thief), (Some(true), 401));
    let mut expected = [secret, bo.conversation.clone()];
    expected.sort();
    assert_eq!(listed(&bo.visitor).await, expected);
    assert_eq!(contact_of(&agent, &bo.conversation).await, ana, "proof outranks an undo");
}

#[tokio::test]
async fn one_of_two_merged_strangers_proves_who_it_is_and_the_other_stays() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let mut one = stranger(&business, "One", None).await;
    let two = stranger(&business, "Two", None).await;
    merged(&agent, (&one.contact, &two.contact)).await;
    let person = contact_of(&agent, &two.conversation).await;
    does(&agent, Method::POST, &format!("contacts/{person}/notes"), Some(json!({ "body": "x" }))).await;

    one.visitor.session(Some(business.proof("ana"))).await;

    assert_eq!(listed(&one.visitor).await, std::slice::from_ref(&one.conversation));
    assert_eq!(listed(&two.visitor).await, std::slice::from_ref(&two.conversation), "nothing of the other is lost");
    assert_eq!(contact_of(&agent, &two.conversation).await, person);
    assert_eq!(card(&agent, &person).await["note_count"], 1);
}

#[tokio::test]
async fn what_a_browser_said_since_the_merge_goes_back_with_it() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let bo = stranger(&business, "Before", None).await;
    let merge = merged(&agent, (&ana, &bo.contact)).await;
    let mut panel = bo.visitor.connect().await;
    let later = bo.visitor.says(&mut panel, None, "Later").await["conversation_id"].as_str().unwrap().to_owned();
    assert_eq!(contact_of(&agent, &later).await, ana);

    parted(&agent, &merge).await;

    let mut expected = [bo.conversation, later.clone()];
    expected.sort();
    assert_eq!(listed(&bo.visitor).await, expected);
    assert_eq!(contact_of(&agent, &later).await, bo.contact, "its own words stay with a browser");
}

#[tokio::test]
async fn a_macro_tells_a_browser_put_to_somebody_nothing_of_that_person() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Canary Customer" })).await;
    let eve = stranger(&business, "Me", Some(json!({ "name": "Canary Stranger" }))).await;
    let path = format!("contacts/{}", eve.contact);
    let edited = does(&agent, Method::PATCH, &path, Some(json!({ "name": "Canary Typed" }))).await;
    assert_eq!(edited.0, 200);
    let steps = json!([{ "type": "reply", "body": "Hi {{contact.name|there}}" }]).to_string();
    let id = "mac_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";
    let made = business.world.handles.db.write(move |tx| {
        let sql = "INSERT INTO macros (macro_id, name, steps, created_at, updated_at) VALUES (?1, 'Hi', ?2, 0, 0)";
        Ok(tx.execute(sql, [id, steps.as_str()])?)
    });
    made.await.unwrap();
    let bo = stranger(&business, "I am Ana, trust me", Some(json!({ "name": "Bo" }))).await;
    let cy = stranger(&business, "I am Eve", None).await;
    merged(&agent, (&ana, &bo.contact)).await;
    merged(&agent, (&eve.contact, &cy.contact)).await;

    for (stranger, expected) in [(&bo, "Hi Bo"), (&cy, "Hi there")] {
        let path = format!("conversations/{}/macros/{id}", stranger.conversation);
        let (status, answer) = does(&agent, Method::POST, &path, Some(json!({ "client_id": "m1" }))).await;
        assert_eq!((status, &answer["skipped"]), (200, &json!([])), "{answer}");
        let path = format!("/api/widget/conversations/{}/messages", stranger.conversation);
        let (_, thread) = stranger.visitor.get(&path).await;
        assert!(thread.to_string().contains(expected) && !thread.to_string().contains("anary"), "{thread}");
    }
}

#[tokio::test]
async fn a_macro_tells_a_browser_that_has_proved_nothing_only_what_it_has_said_itself_however_long_ago_it_was_merged() {
    const GREETING: &str = "mac_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let canary = stranger(&business, "One", None).await;
    does(&agent, Method::PATCH, &format!("contacts/{}", canary.contact), Some(json!({ "name": "Canary" }))).await;
    business.world.clock.advance(1_000);
    let silent = stranger(&business, "Two", None).await;
    business.world.clock.advance(1_000);
    let talking = stranger(&business, "Three", Some(json!({ "name": "Bo Berg" }))).await;
    for other in [&silent.contact, &talking.contact] {
        merged(&agent, (&canary.contact, other)).await;
    }
    let steps = r#"[{ "type": "reply", "body": "Hi {{contact.first_name|there}}" }]"#;
    let sql = "INSERT INTO macros (macro_id, name, steps, created_at, updated_at) VALUES (?1, 'Greeting', ?2, 0, 0)";
    business.world.handles.db.write(move |tx| Ok(tx.execute(sql, [GREETING, steps])?)).await.unwrap();
    let greets = async |conversation: &str, run: &str| {
        let agent = business.world.agent().await;
        let path = format!("conversations/{conversation}/macros/{GREETING}");
        let (status, done) = does(&agent, Method::POST, &path, Some(json!({ "client_id": run }))).await;
        assert_eq!((status, &done["skipped"]), (200, &json!([])), "{done}");
        let (_, thread) = agent.get(&format!("/api/inbox/conversations/{conversation}")).await;
        thread["messages"].as_array().unwrap().last().unwrap()["body"].as_str().unwrap().to_owned()
    };

    for (days, run) in [(0, "now"), (32, "later")] {
        business.world.clock.advance(days * DAY);
        let forget = |tx: &mut deskbell::db::Tx<'_>| deskbell::people::merging::actions::forget_old(tx, 100);
        business.world.handles.db.write(forget).await.unwrap();

        assert_eq!(greets(&silent.conversation, run).await, "Hi there", "after {days} days");
        assert_eq!(greets(&talking.conversation, run).await, "Hi Bo", "after {days} days");
    }
    assert_eq!(business.world.rows("contact_merges").await, 0, "nothing tells of the merges any more");
}
