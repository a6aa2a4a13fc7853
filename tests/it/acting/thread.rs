//! A thread: messages and entries in one order, read part by part.

use serde_json::{Value, json};

use super::{Desk, note, says};
use crate::support::visitor::post;

/// Bodies in the order they stand in.
fn merged(part: &Value) -> Vec<String> {
    let messages = part["messages"].as_array().unwrap().iter();
    let messages = messages.map(|one| ((one["number"].as_i64().unwrap(), 0), one["body"].as_str().unwrap().to_owned()));
    let entries = part["entries"].as_array().unwrap().iter();
    let entries = entries.map(|one| {
        (
            (one["after_number"].as_i64().unwrap(), one["number"].as_i64().unwrap()),
            one["body"].as_str().unwrap().to_owned(),
        )
    });
    let mut all: Vec<_> = messages.chain(entries).collect();
    all.sort();
    all.into_iter().map(|(_, body)| body).collect()
}

/// Ten times a message and two notes behind it.
async fn filled() -> (Desk, Vec<String>) {
    let desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    desk.acts(json!({ "type": "assign_agent", "agent_id": desk.ana_id })).await;
    let mut bodies = vec!["Where is my parcel?".to_owned(), String::new(), "You are now talking with Ana".to_owned()];
    for index in 0..10 {
        says(&desk.talk.agent, post(&format!("a{index}"), Some(&id), &format!("answer {index}"))).await;
        bodies.push(format!("answer {index}"));
        for letter in ["a", "b"] {
            says(&desk.talk.agent, note(&format!("n{index}{letter}"), &id, &format!("note {index}{letter}"))).await;
            bodies.push(format!("note {index}{letter}"));
        }
    }
    (desk, bodies)
}

#[tokio::test]
async fn parts_of_any_size_join_without_gap_or_double() {
    let (desk, bodies) = filled().await;
    let path = format!("/api/inbox/conversations/{}/messages", desk.talk.conversation);

    for limit in [1, 2, 3, 7, 50] {
        let (mut read, mut before) = (Vec::new(), None::<String>);
        loop {
            let cursor = before.map(|before| format!("&before={before}")).unwrap_or_default();
            let (status, part) = desk.talk.agent.get(&format!("{path}?limit={limit}{cursor}")).await;
            assert_eq!(status, 200, "{part}");
            let some = merged(&part);
            assert!(!some.is_empty() && some.len() <= limit, "{part}");
            read.splice(0..0, some);
            match part["next"].as_str() {
                Some(next) => before = Some(next.to_owned()),
                None => break,
            }
        }
        assert_eq!(read, bodies, "by {limit}");
    }
}

#[tokio::test]
async fn opening_answers_the_newest_fifty_of_both() {
    let (desk, bodies) = filled().await;
    let id = desk.talk.conversation.clone();
    for index in 0..30 {
        says(&desk.talk.agent, note(&format!("more{index}"), &id, "more")).await;
    }

    let opened = desk.opened().await;
    let next = opened["next"].as_str().unwrap();
    let path = format!("/api/inbox/conversations/{id}/messages?before={next}&limit=100");
    let rest = desk.talk.agent.get(&path).await.1;

    assert_eq!(merged(&opened).len(), 50);
    let mut all = merged(&rest);
    all.extend(merged(&opened));
    assert_eq!(all.len(), bodies.len() + 30);
    assert_eq!(&all[..bodies.len()], &bodies[..]);
    assert_eq!(rest["next"], json!(null));
}

#[tokio::test]
async fn everything_back_to_a_message_comes_at_once() {
    let (desk, bodies) = filled().await;
    let path = format!("/api/inbox/conversations/{}/messages", desk.talk.conversation);

    let back = desk.talk.agent.get(&format!("{path}?from=5&limit=1")).await.1;
    let older = desk.talk.agent.get(&format!("{path}?before={}", back["next"].as_str().unwrap())).await.1;
    let all = desk.talk.agent.get(&format!("{path}?from=1")).await.1;

    let mut both = merged(&older);
    let from_five = merged(&back);
    assert_eq!(from_five[0], "answer 2");
    both.extend(from_five);
    assert_eq!(both, bodies);
    assert_eq!((merged(&all), &all["next"]), (bodies, &json!(null)));
}

#[tokio::test]
async fn wrong_cursors_are_told() {
    let desk = Desk::start().await;
    let path = format!("/api/inbox/conversations/{}/messages", desk.talk.conversation);

    for wrong in ["before=x", "before=1.x", "before=-1", "from=-1", "limit=0", "limit=101", "from=x"] {
        let status = desk.talk.agent.get(&format!("{path}?{wrong}")).await.0;
        assert!((400..=422).contains(&status), "{wrong}: {status}");
    }
}
