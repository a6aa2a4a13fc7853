//! People that are found, and others who may be the same.

use reqwest::Method;
use serde_json::json;

use super::{card, does, stranger};
use crate::customers::Business;

#[tokio::test]
async fn people_are_found_by_the_beginning_of_name_address_and_id() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    business.sends("identify", json!({ "external_id": "c_7", "name": "Zoe Fern", "email": "anna@fern.example" })).await;
    business.sends("identify", json!({ "external_id": "c_8", "name": "ANNA Lee" })).await;
    business.sends("identify", json!({ "external_id": "100%_x", "name": "Percent" })).await;

    let found = async |q: &str| {
        let (status, found) = does(&agent, Method::GET, &format!("contacts?q={q}"), None).await;
        assert_eq!(status, 200, "{found}");
        let people =
            found["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned());
        people.collect::<Vec<_>>()
    };

    assert_eq!(found("ann").await, ["ANNA Lee", "Zoe Fern"], "names come first");
    assert_eq!(found("c_").await, ["Zoe Fern", "ANNA Lee"]);
    assert_eq!(found("100%25").await, ["Percent"], "no sign is special");
    assert_eq!(found("%25").await, Vec::<String>::new());
    assert_eq!(found("+").await, Vec::<String>::new(), "nothing typed finds nobody");
}

#[tokio::test]
async fn who_has_proved_nothing_is_found_by_what_agents_call_them_and_never_the_one_who_asks() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    business.sends("identify", json!({ "external_id": "noor", "name": "Noor Lea Haddad" })).await;
    let lea = stranger(&business, "Hello", Some(json!({ "name": "Léa Martin" }))).await.contact;
    let nameless = stranger(&business, "Good evening", None).await.contact;
    let short = &nameless[nameless.len() - 4..];

    let found = async |query: &str| {
        let (status, found) = does(&agent, Method::GET, &format!("contacts?q={query}"), None).await;
        assert_eq!(status, 200, "{found}");
        let people = found["people"].as_array().unwrap().iter();
        people.map(|person| person["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let called = format!("Visitor {short}");

    for typed in ["l%C3%A9a", "Lea", "LE"] {
        assert_eq!(found(typed).await, ["Léa Martin", "Noor Lea Haddad"], "{typed}");
    }
    assert_eq!(found("martin").await, ["Léa Martin"]);
    assert_eq!(found(&format!("lea&except={lea}")).await, ["Noor Lea Haddad"]);
    for typed in [short.to_owned(), short.to_lowercase(), short[..3].to_owned(), format!("visitor%20{short}")] {
        assert!(found(&typed).await.contains(&called), "{typed}");
    }
    assert_eq!(found("visitor").await, [called], "who has said a name is called by it");
    assert_eq!(found(&format!("{short}&except={nameless}")).await, Vec::<String>::new());
}

#[tokio::test]
async fn namesakes_are_told_apart_by_who_proved_it_by_address_or_id_and_by_when_they_were_here() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let noor = json!({ "external_id": "cust_noor", "name": "Noor Haddad", "email": "noor@shop.example" });
    business.sends("identify", noor).await;
    business.verified("cust_noor").await;
    business.sends("identify", json!({ "external_id": "cust_other", "name": "Noor Haddad" })).await;
    let claims = json!({ "name": "Noor Haddad", "email": "noor@shop.example" });
    let claimed = stranger(&business, "It is me", Some(claims)).await.contact;

    let (_, found) = does(&agent, Method::GET, "contacts?q=noor", None).await;
    let mut people = found["people"].as_array().unwrap().clone();
    people.sort_by_key(|person| person["external_id"].as_str().unwrap_or_default().to_owned());

    let told =
        people.iter().map(|one| (&one["name"], &one["is_verified"], &one["email"], one["last_seen_at"].is_i64()));
    let name = json!("Noor Haddad");
    let expected = [
        (&name, &json!(false), &json!(null), true),
        (&name, &json!(true), &json!("noor@shop.example"), true),
        (&name, &json!(false), &json!(null), false),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(people[0]["short_name"], format!("Visitor {}", &claimed[claimed.len() - 4..]));
    let (_, alike) = does(&agent, Method::GET, &format!("contacts/{claimed}/duplicates"), None).await;
    assert_eq!(alike["duplicates"][0]["person"], people[1], "the same person in both places");
}

#[tokio::test]
async fn duplicates_are_who_the_business_knows_by_the_same_address_and_claims_stand_apart() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business
        .sends("identify", json!({ "external_id": "ana", "email": "family@fern.example", "phone": "+44 1" }))
        .await;
    let bo = business.sends("identify", json!({ "external_id": "bo", "email": "FAMILY@fern.example" })).await;
    let cy = business.sends("identify", json!({ "external_id": "cy", "phone": "+44 1" })).await;
    let claims = json!({ "email": "Family@Fern.example" });
    let claimed = stranger(&business, "Hello", Some(claims)).await.contact;

    let of = async |contact: &str| {
        let (_, found) = does(&agent, Method::GET, &format!("contacts/{contact}/duplicates"), None).await;
        let found = found["duplicates"].as_array().unwrap().iter();
        found.map(|one| (one["person"]["id"].clone(), one["why"].clone())).collect::<Vec<_>>()
    };

    let says = (json!(claimed), json!("says_email"));
    assert_eq!(of(&ana).await, [(json!(bo), json!("same_email")), (json!(cy), json!("same_phone")), says.clone()]);
    assert_eq!(of(&bo).await, [(json!(ana), json!("same_email")), says], "what a page says of one stands with both");
    assert_eq!(of(&claimed).await, [(json!(ana), json!("says_email")), (json!(bo), json!("says_email"))]);
    assert_eq!(card(&agent, &ana).await["possible_duplicates"], 2, "a claim does not count");
    assert_eq!(card(&agent, &claimed).await["possible_duplicates"], 0);
}

#[tokio::test]
async fn a_persons_conversations_come_page_by_page_last_activity_first() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let visitor = business.verified("ana").await;
    let mut panel = visitor.connect().await;
    let mut ids = Vec::new();
    for body in ["One", "Two", "Three"] {
        ids.push(visitor.says(&mut panel, None, body).await["conversation_id"].as_str().unwrap().to_owned());
        business.world.clock.advance(1_000);
    }
    stranger(&business, "Somebody else", None).await;

    let path = format!("contacts/{ana}/conversations?limit=2");
    let (_, first) = does(&agent, Method::GET, &path, None).await;
    let next = first["next"].as_str().unwrap();
    let (_, second) = does(&agent, Method::GET, &format!("{path}&cursor={next}"), None).await;

    let of = |page: &serde_json::Value| {
        let rows = page["conversations"].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!([of(&first), of(&second)].concat(), ids.into_iter().rev().collect::<Vec<_>>());
    assert_eq!(second["next"], json!(null));
}
