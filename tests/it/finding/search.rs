//! Finding words: in messages, notes, people and records.

use reqwest::Method;
use serde_json::{Value, json};

use super::seeding::colleagues;
use crate::{customers::Business, talk::Talk};

/// What a search answers.
async fn search(talk: &Talk, query: &str) -> Value {
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query.split('&').map(|pair| pair.split_once('=').unwrap()))
        .finish();
    let (status, answer) = talk.agent.get(&format!("/api/inbox/search?{query}")).await;
    assert_eq!(status, 200, "{query}: {answer}");
    answer
}

/// Hits as text: their kind, and the snippet with matches in brackets.
fn drawn(answer: &Value) -> Vec<String> {
    let piece = |piece: &Value| {
        let text = piece["text"].as_str().unwrap();
        if piece["is_hit"] == true { format!("[{text}]") } else { text.to_owned() }
    };
    let hit = |hit: &Value| {
        let snippet: String = hit["snippet"].as_array().unwrap().iter().map(piece).collect();
        format!("{}: {snippet}", hit["kind"].as_str().unwrap())
    };
    answer["hits"].as_array().unwrap().iter().map(hit).collect()
}

async fn found(talk: &Talk, query: &str) -> Vec<String> {
    drawn(&search(talk, query).await)
}

async fn notes(talk: &mut Talk, body: &str) {
    let note = json!({ "type": "note.post", "client_id": "note", "conversation_id": talk.conversation, "body": body });
    talk.inbox.say(note).await;
    talk.inbox.next_of("ack").await;
}

/// A visitor has asked for a parcel, and the team has answered and noted something.
async fn parcel() -> Talk {
    let mut talk = Talk::start().await;
    talk.agent_posts("a1", "Your PÀRCEL left <b>today</b>.", Value::Null).await;
    notes(&mut talk, "Parcel: ask the carrier").await;
    talk
}

#[tokio::test]
async fn messages_and_notes_are_found_by_words_and_the_beginning_of_the_last_whatever_their_accents() {
    let talk = parcel().await;

    assert_eq!(
        found(&talk, "q=parc").await,
        [
            "note: [Parcel]: ask the carrier",
            "message: Your [PÀRCEL] left <b>today</b>.",
            "message: Where is my [parcel]?"
        ]
    );
    assert_eq!(found(&talk, "q=pàrcel my").await, ["message: Where is [my] [parcel]?"]);
    assert_eq!(found(&talk, "q=parc my").await, [""; 0], "only the last word may be unfinished");
    assert_eq!(found(&talk, "q=p").await.len(), 3);
    for nothing in ["q=", "q=*", "q=\" OR \"", "q=🌿", "q=NEAR(", "q=words:parcel"] {
        assert_eq!(found(&talk, nothing).await, [""; 0], "{nothing}");
    }
    let hit = &search(&talk, "q=where").await["hits"][0];
    assert_eq!((&hit["conversation_id"], &hit["number"]), (&json!(talk.conversation), &json!(1)));
}

#[tokio::test]
async fn what_was_answered_to_a_form_is_found_with_what_was_asked_beside_it() {
    let mut talk = Talk::start().await;
    let fields = json!([{ "name": "frame", "label": "Frame number", "kind": "text" },
                        { "name": "agrees", "label": "I agree", "kind": "check" }]);
    talk.agent_posts("f1", "Which bicycle is it?", json!({ "type": "form", "fields": fields })).await;
    assert_eq!(found(&talk, "q=wtu").await, [""; 0]);

    let values = json!({ "values": { "frame": "WTU-3319 <b>", "agrees": true } });
    assert_eq!(talk.visitor_posts("messages/3/answer", values).await.0, 200);

    assert_eq!(
        found(&talk, "q=wtu").await,
        ["message: Which bicycle is it? Frame number: [WTU]-3319 <b> I agree: Yes"]
    );
    assert_eq!(found(&talk, "q=bicycle").await.len(), 1, "and still by what stood there before");
    assert_eq!(search(&talk, "q=wtu").await["hits"][0]["number"], 3);
}

#[tokio::test]
async fn a_search_goes_on_where_its_cursor_says() {
    let mut talk = parcel().await;
    for index in 0..5 {
        talk.agent_posts(&format!("b{index}"), &format!("parcel {index}"), Value::Null).await;
    }
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let answer = search(&talk, &format!("q=parcel&limit=3{cursor}")).await;
        all.extend(drawn(&answer));
        let Some(next) = answer["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }

    assert_eq!(all.len(), 8);
    assert_eq!((all[0].as_str(), all[7].as_str()), ("message: [parcel] 4", "message: Where is my [parcel]?"));
    assert_eq!(talk.agent.get("/api/inbox/search?q=a&cursor=x").await.0, 422);
}

#[tokio::test]
async fn operators_narrow_what_is_found_and_stand_there_as_chips() {
    let talk = parcel().await;
    let (_, team, tag) = colleagues(&talk.world).await;
    let id = talk.conversation.clone();
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        tx.execute("INSERT INTO conversation_tags VALUES (?1, ?2, 0, 0)", [&id, &tag])?;
        Ok(tx.execute("UPDATE conversations SET team_id = ?2 WHERE conversation_id = ?1", [&id, &team])?)
    };
    talk.world.handles.db.write(write).await.unwrap();
    let (visitors, ours) = (1, 2);

    for (query, count) in [
        ("from:visitor", visitors),
        ("from:me", ours),
        ("from:Ana", ours),
        ("from:bo", 0),
        ("tag:refund", 3),
        ("team:sales from:visitor", visitors),
        ("is:open", 3),
        ("is:done", 0),
        ("is:unassigned is:open", 0),
        ("is:mine is:open", 3),
        ("is:verified", 0),
        ("before:2026-11-21", 0),
        ("before:2026-11-22 after:2026-11-20", 3),
        ("after:2026-11-21", 0),
        ("from:nobody@x.example", 0),
    ] {
        for words in ["parcel ", ""] {
            let answer = search(&talk, &format!("q={words}{query}")).await;
            // Without words every message in question is found, the line that says who answers not.
            assert_eq!(drawn(&answer).len(), count, "{words}{query}: {answer}");
            assert!(answer["chips"].as_array().unwrap().iter().all(|chip| chip["is_known"] == true), "{query}");
        }
    }
    let chips = search(&talk, "q=from:me tag:\"No such\" is:purple").await["chips"].clone();
    let labels: Vec<_> = chips.as_array().unwrap().iter().map(|chip| (&chip["label"], &chip["is_known"])).collect();
    let label = |text: &str| json!(text);
    assert_eq!(
        labels,
        [
            (&label("From you"), &json!(true)),
            (&label("Tag No such"), &json!(false)),
            (&label("Is purple"), &json!(false))
        ]
    );
}

#[tokio::test]
async fn a_day_begins_where_the_reader_is_and_where_that_is_not_known_where_the_workspace_is() {
    let talk = parcel().await;
    let count = async |query: &str| drawn(&search(&talk, query).await).len();

    // It is the morning of the 21st in London.
    assert_eq!(count("q=parcel after:2026-11-20").await, 3);
    assert_eq!(count("q=parcel after:2026-11-20&time_zone=Europe/Berlin").await, 3);
    assert_eq!(count("q=parcel before:2026-11-21&time_zone=Pacific/Honolulu").await, 3);
    assert_eq!(count("q=parcel before:2026-11-21&time_zone=Nowhere/Land").await, 0);
    assert_eq!(count("q=parcel before:2026-11-21&time_zone=").await, 0);
}

#[tokio::test]
async fn where_nothing_is_found_each_chip_says_what_it_excludes() {
    let talk = parcel().await;

    let answer = search(&talk, "q=parcel from:visitor is:done").await;

    assert_eq!(drawn(&answer), [""; 0]);
    assert_eq!(answer["without"], json!([{ "chip": 0, "hits": 0 }, { "chip": 1, "hits": 1 }]));
}

#[tokio::test]
async fn people_and_records_are_found_by_what_is_known_of_them_now() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let get = async |query: &str| agent.get(&format!("/api/inbox/search?{query}")).await.1;
    let identity = json!({ "external_id": "c-77", "name": "Zoë Kowalski", "email": "zoe@kowal.example", "phone": "+49 151 7654",
        "attributes": { "plan": "Platinum", "seats": 19.9, "vip": true } });
    let contact = business.sends("identify", identity).await;
    let order = json!([{ "kind": "order", "reference": "ORD-2041", "title": "Blue vase" }]);
    business.pushes("c-77", order).await;
    let mut stranger = business.world.visitor().acting().await;
    stranger.session(Some(json!({ "name": "Quentin", "attributes": { "shoe": "sneakerhead" } }))).await;

    for query in ["q=zoe", "q=kowal", "q=c-77", "q=7654", "q=platin&kind=people", "q=19.9"] {
        let answer = get(query).await;
        assert_eq!(
            (answer["hits"].as_array().unwrap().len(), &answer["hits"][0]["contact_id"]),
            (1, &json!(contact)),
            "{query}"
        );
        assert_eq!(answer["hits"][0]["title"], "Zoë Kowalski", "{query}");
    }
    assert_eq!(drawn(&get("q=platin").await), ["contact: plan: [Platinum]"]);
    assert_eq!(drawn(&get("q=ord-2041").await), ["record: [ORD]-[2041]"]);
    assert_eq!(drawn(&get("q=vase&kind=records").await), ["record: Blue [vase]"]);
    assert_eq!(get("q=vase&kind=people").await["hits"], json!([]));
    assert_eq!(drawn(&get("q=quen").await), ["contact: [Quentin]"]);
    assert_eq!(get("q=sneak").await["hits"][0]["contact_name"], "Quentin");

    // What is not so any more is not found any more.
    business
        .sends(
            "identify",
            json!({ "external_id": "c-77", "email": "new@x.example", "attributes": { "plan": "Basic" } }),
        )
        .await;
    business.pushes("c-77", json!([{ "kind": "order", "reference": "ORD-2041", "title": "Red vase" }])).await;
    stranger.session(Some(json!({ "name": "Rupert", "attributes": { "shoe": null } }))).await;
    for gone in ["q=kowal.ex", "q=platin", "q=blue", "q=quen", "q=sneak"] {
        let answer = get(gone).await;
        let is_left = drawn(&answer).iter().any(|hit| hit.contains("Platinum") || hit.contains("Blue"));
        assert!(!is_left && answer["hits"].as_array().unwrap().len() <= 1, "{gone}: {answer}");
    }
    assert_eq!(drawn(&get("q=basic").await), ["contact: plan: [Basic]"]);
    let removed = business.calls(Method::DELETE, "records?reference=ORD-2041", None).await;
    assert_eq!(removed.0, 200, "{}", removed.1);
    assert_eq!(get("q=ord-2041").await["hits"], json!([]));
}
