//! Two people made one, and two again.

use deskbell::{
    base::{Actor, time::DAY},
    contacts::model::ExternalId,
    people::customers::actions as erasing,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::{card, contact_of, customer, does, merged, parted, stranger};
use crate::{customers::Business, support::visitor::post};

async fn note(agent: &crate::support::agent::Agent, contact: &str, body: &str) {
    assert_eq!(
        does(agent, Method::POST, &format!("contacts/{contact}/notes"), Some(json!({ "body": body }))).await.0,
        200
    );
}

async fn notes(agent: &crate::support::agent::Agent, contact: &str) -> Vec<String> {
    let (_, all) = does(agent, Method::GET, &format!("contacts/{contact}/notes"), None).await;
    let mut notes: Vec<_> =
        all["notes"].as_array().unwrap().iter().map(|note| note["body"].as_str().unwrap().to_owned()).collect();
    notes.sort();
    notes
}

#[tokio::test]
async fn a_preview_shows_who_stays_what_wins_and_what_is_lost() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let bo = stranger(&business, "Hello", None).await.contact;
    let edit = json!({ "name": "<i>Bo</i>", "phone": "+44 2", "attributes": { "plan": "Free", "dog": true } });
    does(&agent, Method::PATCH, &format!("contacts/{bo}"), Some(edit)).await;
    note(&agent, &bo, "Nice").await;
    business.world.clock.advance(1_000);
    let ana = business.pushes("ana", json!([{ "kind": "order", "reference": "1" }])).await;
    business.sends("identify", json!({ "external_id": "ana", "name": "Ana", "attributes": { "plan": "Gold" } })).await;

    let (status, preview) = does(&agent, Method::GET, &format!("contacts/{bo}/merge/{ana}"), None).await;
    let (_, other_way) = does(&agent, Method::GET, &format!("contacts/{ana}/merge/{bo}"), None).await;

    assert_eq!(status, 200, "{preview}");
    assert_eq!(preview, other_way);
    assert_eq!(
        (&preview["stays"]["id"], &preview["goes"]["name"]),
        (&json!(ana), &json!("<i>Bo</i>")),
        "a customer stays, though younger"
    );
    let counts =
        |side: &Value| ["conversations", "browsers", "records", "notes"].map(|name| side[name].as_i64().unwrap());
    assert_eq!((counts(&preview["stays"]), counts(&preview["goes"])), ([0, 0, 1, 0], [1, 1, 0, 1]));
    let field = |field: &Value| {
        (field["field"].as_str().unwrap().to_owned(), field["result"].clone(), field["is_lost"].clone())
    };
    let fields: Vec<_> = preview["fields"].as_array().unwrap().iter().map(field).collect();
    let expected = [
        ("name", json!("Ana"), json!(true)),
        ("phone", json!("+44 2"), json!(false)),
        ("attributes.dog", json!("true"), json!(false)),
        ("attributes.plan", json!("Gold"), json!(true)),
    ];
    assert_eq!(fields, expected.map(|(name, result, lost)| (name.to_owned(), result, lost)));
    assert_eq!((&preview["refusal"], &preview["undo_days"]), (&json!(null), &json!(30)));
}

#[tokio::test]
async fn a_merge_moves_everything_and_an_undo_moves_exactly_that_back() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let bo = stranger(&business, "Where is my parcel?", None).await;
    does(&agent, Method::PATCH, &format!("contacts/{}", bo.contact), Some(json!({ "phone": "+44 2", "name": "Bo" })))
        .await;
    note(&agent, &bo.contact, "Before").await;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Ana" })).await;

    let merge = merged(&agent, (&ana, &bo.contact)).await;
    let together = card(&agent, &ana).await;
    let whose = contact_of(&agent, &bo.conversation).await;
    let (gone, _) = agent.get(&format!("/api/inbox/contacts/{}", bo.contact)).await;
    note(&agent, &ana, "After").await;
    does(&agent, Method::PATCH, &format!("contacts/{ana}"), Some(json!({ "address": "12 King St" }))).await;
    parted(&agent, &merge).await;

    assert_eq!((whose.as_str(), gone), (ana.as_str(), 404));
    assert_eq!((&together["name"], &together["phone"]), (&json!("Ana"), &json!("+44 2")));
    assert_eq!(together["is_verified"], false, "no browser of this customer has proved anything");
    assert_eq!(together["unproven_browsers"], 1);
    let (back, stayed) = (card(&agent, &bo.contact).await, card(&agent, &ana).await);
    assert_eq!((&back["name"], &back["phone"]), (&json!("Bo"), &json!("+44 2")));
    assert_eq!((&stayed["phone"], &stayed["address"]), (&json!(null), &json!("12 King St")), "what came later stays");
    assert_eq!(contact_of(&agent, &bo.conversation).await, bo.contact);
    assert_eq!(
        (notes(&agent, &ana).await, notes(&agent, &bo.contact).await),
        (vec!["After".to_owned()], vec!["Before".to_owned()])
    );
    let items = business.all_items(&ana, "").await;
    assert!(items.is_empty(), "the pages went back with the browser: {items:?}");
    assert!(!business.all_items(&bo.contact, "").await.is_empty());
    let (again, _) = does(&agent, Method::POST, &format!("merges/{merge}/undo"), None).await;
    assert_eq!(again, 409);
}

#[tokio::test]
async fn of_two_strangers_the_older_stays_and_both_hear_of_it() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let one = stranger(&business, "One", None).await;
    business.world.clock.advance(1_000);
    let two = stranger(&business, "Two", None).await;
    let mut socket = agent.connect().await;

    merged(&agent, (&two.contact, &one.contact)).await;

    let frame = socket.next_of("joined").await;
    assert_eq!((&frame["from_contact_id"], &frame["to_contact_id"]), (&json!(two.contact), &json!(one.contact)));
    assert_eq!(contact_of(&agent, &two.conversation).await, one.contact);
    let (_, thread) = agent.get(&format!("/api/inbox/conversations/{}", two.conversation)).await;
    assert_eq!(thread["entries"][0]["act"]["what"], "merged", "{thread}");
}

#[tokio::test]
async fn two_customers_stay_two_and_nobody_is_merged_with_itself() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let bo = business.sends("identify", json!({ "external_id": "bo" })).await;

    let (two, answer) =
        does(&agent, Method::POST, &format!("contacts/{ana}/merge"), Some(json!({ "other": bo }))).await;
    let (preview, _) = does(&agent, Method::GET, &format!("contacts/{ana}/merge/{bo}"), None).await;
    let (itself, _) = does(&agent, Method::POST, &format!("contacts/{ana}/merge"), Some(json!({ "other": ana }))).await;

    assert_eq!((two, preview, itself), (409, 409, 409));
    assert!(answer["detail"].as_str().unwrap().contains("“ana” and “bo”"), "{answer}");
    assert_eq!(business.world.rows("contacts").await, 2);
}

#[tokio::test]
async fn who_is_being_erased_is_neither_merged_nor_parted_meanwhile() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let (one, two) = (stranger(&business, "One", None).await, stranger(&business, "Two", None).await);
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let earlier = merged(&agent, (&two.contact, &ana)).await;
    // The first of several transactions of an erasure.
    let begin =
        move |tx: &mut deskbell::db::Tx<'_>| erasing::begin(tx, &Actor::System, &ExternalId::parse("ana").unwrap());
    business.world.handles.db.write(begin).await.unwrap();

    let merge = Some(json!({ "other": ana }));
    let (status, refused) = does(&agent, Method::POST, &format!("contacts/{}/merge", one.contact), merge).await;
    let preview = does(&agent, Method::GET, &format!("contacts/{}/merge/{ana}", one.contact), None).await.0;
    let parting = does(&agent, Method::POST, &format!("merges/{earlier}/undo"), None).await.0;

    assert_eq!((status, preview, parting), (409, 409, 409), "{refused}");
    assert!(refused["detail"].as_str().unwrap().contains("being erased"), "{refused}");
    assert_eq!(contact_of(&agent, &two.conversation).await, ana);
    let (status, erased) = business.calls(Method::DELETE, "customers/ana", None).await;
    assert_eq!((status, &erased["erased"]["conversations"]), (200, &json!(1)), "{erased}");
    assert_eq!(business.world.rows("contacts").await, 1);
}

#[tokio::test]
async fn a_merge_can_be_taken_back_for_thirty_days_and_is_forgotten_then() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let bo = stranger(&business, "Hello", None).await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let merge = merged(&agent, (&ana, &bo.contact)).await;
    let (_, recent) = does(&agent, Method::GET, &format!("contacts/{ana}/merges"), None).await;

    business.world.clock.advance(30 * DAY + 1);
    let agent = business.world.agent().await;
    let (status, answer) = does(&agent, Method::POST, &format!("merges/{merge}/undo"), None).await;
    let (_, later) = does(&agent, Method::GET, &format!("contacts/{ana}/merges"), None).await;
    business.world.clock.advance(DAY);
    let forgetting = |tx: &mut deskbell::db::Tx<'_>| deskbell::people::merging::actions::forget_old(tx, 100);
    business.world.handles.db.write(forgetting).await.unwrap();

    assert_eq!(recent["merges"][0]["id"], merge.as_str());
    assert_eq!(status, 409, "{answer}");
    assert_eq!(later["merges"], json!([]));
    let kept = [business.world.rows("contact_merges").await, business.world.rows("contact_merge_items").await];
    assert_eq!(kept, [0, 0]);
}

#[tokio::test]
async fn who_went_is_called_the_same_wherever_a_merge_is_told() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let bo = stranger(&business, "Hello", Some(json!({ "name": "Bo" }))).await;
    let other = json!({ "other": bo.contact });

    let (_, done) = does(&agent, Method::POST, &format!("contacts/{ana}/merge"), Some(other)).await;
    let (_, recent) = does(&agent, Method::GET, &format!("contacts/{ana}/merges"), None).await;
    let (_, history) = does(&agent, Method::GET, &format!("contacts/{ana}/history"), None).await;
    let thread = agent.get(&format!("/api/inbox/conversations/{}", bo.conversation)).await.1;

    let called = format!("Visitor {}", &bo.contact[bo.contact.len() - 4..]);
    let told = [
        &done["name"],
        &recent["merges"][0]["name"],
        &history["changes"][0]["after"],
        &thread["entries"][0]["act"]["name"],
    ];
    assert_eq!(told, [called.as_str(); 4]);
}

#[tokio::test]
async fn of_merges_upon_merges_the_later_is_taken_back_first() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let one = stranger(&business, "One", None).await;
    business.world.clock.advance(1_000);
    let two = stranger(&business, "Two", None).await;
    does(&agent, Method::PATCH, &format!("contacts/{}", two.contact), Some(json!({ "phone": "+44 2" }))).await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let listed = async |contact: &str| {
        let (_, answer) = does(&agent, Method::GET, &format!("contacts/{contact}/merges"), None).await;
        let merges = answer["merges"].as_array().unwrap().iter();
        merges.map(|merge| merge["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };

    let inner = merged(&agent, (&one.contact, &two.contact)).await;
    let outer = merged(&agent, (&one.contact, &ana)).await;
    assert_eq!(contact_of(&agent, &two.conversation).await, ana);
    assert_eq!(listed(&ana).await, [outer.as_str()], "what cannot be taken back yet is not offered");
    let (early, refused) = does(&agent, Method::POST, &format!("merges/{inner}/undo"), None).await;
    let kept = card(&agent, &ana).await["phone"].clone();
    parted(&agent, &outer).await;
    assert_eq!(listed(&one.contact).await, [inner.as_str()]);
    parted(&agent, &inner).await;

    assert_eq!((early, kept), (409, json!("+44 2")), "{refused}");
    assert!(refused["detail"].as_str().unwrap().contains("later merge first"), "{refused}");
    assert_eq!(contact_of(&agent, &one.conversation).await, one.contact);
    assert_eq!(contact_of(&agent, &two.conversation).await, two.contact);
    let (ana, one, two) =
        (card(&agent, &ana).await, card(&agent, &one.contact).await, card(&agent, &two.contact).await);
    assert_eq!((&ana["unproven_browsers"], &ana["phone"]), (&json!(0), &json!(null)));
    assert_eq!((&one["phone"], &two["phone"]), (&json!(null), &json!("+44 2")), "each has its own again");
}

#[tokio::test]
async fn who_is_blocked_stays_blocked_whoever_it_proves_to_be() {
    for has_other_browser in [false, true] {
        let business = Business::start().await;
        let agent = business.world.agent().await;
        let mut bo = stranger(&business, "Spam", None).await;
        if has_other_browser {
            business.world.clock.advance(1_000);
            let other = stranger(&business, "More spam", None).await;
            merged(&agent, (&bo.contact, &other.contact)).await;
        }
        assert_eq!(does(&agent, Method::POST, &format!("contacts/{}/block", bo.contact), None).await.0, 204);

        bo.visitor.session(Some(business.proof("bo"))).await;

        let customer = contact_of(&agent, &bo.conversation).await;
        assert_ne!(customer, bo.contact);
        let blocked = card(&agent, &customer).await["blocked"].clone();
        assert_eq!(blocked["by_name"], "Ana", "{blocked}");
        let (_, history) = does(&agent, Method::GET, &format!("contacts/{customer}/history"), None).await;
        let lines = history["changes"].as_array().unwrap().iter().filter(|change| change["field"] == "blocked");
        let by: Vec<_> = lines.map(|change| change["by_name"].clone()).collect();
        assert_eq!(by, ["Ana"], "{history}");
        let written = post("more", Some(&bo.conversation), "Spam again");
        let answer = bo.visitor.call(Method::POST, "/api/widget/frames", Some(written)).await;
        assert_ne!(answer.json::<Value>().await.unwrap()["frames"][0]["type"], "ack");
        does(&agent, Method::POST, &format!("contacts/{customer}/unblock"), None).await;
        bo.visitor.session(Some(business.proof("bo"))).await;
        assert_eq!(card(&agent, &customer).await["blocked"], json!(null), "who is let write again stays so");
    }
}

#[tokio::test]
async fn who_is_blocked_stays_blocked_through_a_merge_and_only_that_one_afterwards() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let bo = stranger(&business, "Spam", None).await;
    let (_, conversation) = customer(&business, "ana", "Hello").await;
    let ana = contact_of(&agent, &conversation).await;
    assert_eq!(does(&agent, Method::POST, &format!("contacts/{}/block", bo.contact), None).await.0, 204);

    let merge = merged(&agent, (&ana, &bo.contact)).await;
    let together = card(&agent, &ana).await["blocked"].clone();
    parted(&agent, &merge).await;

    assert!(together.is_object(), "{together}");
    assert_eq!(card(&agent, &ana).await["blocked"], json!(null));
    assert!(card(&agent, &bo.contact).await["blocked"].is_object());
    does(&agent, Method::POST, &format!("contacts/{}/unblock", bo.contact), None).await;
    assert_eq!(card(&agent, &bo.contact).await["blocked"], json!(null));
    let (_, thread) = agent.get(&format!("/api/inbox/conversations/{}", bo.conversation)).await;
    let acts: Vec<_> = thread["entries"].as_array().unwrap().iter().map(|entry| entry["act"]["what"].clone()).collect();
    assert_eq!(acts.first(), Some(&json!("blocked")));
    assert_eq!(acts.last(), Some(&json!("unblocked")), "{acts:?}");
}
