//! Private notes: written once, with files and names of colleagues.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Desk, NOWHERE, colleague, note, says, sql};
use crate::support::agent::Agent;

async fn uploaded(agent: &Agent, name: &str) -> Value {
    let url = format!("{}/api/inbox/files?name={name}", agent.address);
    let request = agent.client.post(url).header("Origin", &agent.address).header("Cookie", &agent.cookie);
    request.body("what is in it").send().await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn a_note_reaches_every_agent_and_is_written_once() {
    let mut desk = Desk::start().await;
    let mut listening = desk.bo.connect().await;
    let id = desk.talk.conversation.clone();
    let activity = desk.row().await["last_activity_at"].clone();
    desk.talk.world.clock.advance(1_000);

    desk.talk.inbox.say(note("n1", &id, "Ask *Bo*")).await;
    let first = desk.talk.inbox.next_of("ack").await;
    let heard = listening.next_of("entry").await;
    desk.talk.inbox.say(note("n1", &id, "Ask *Bo*")).await;
    let again = desk.talk.inbox.next_of("ack").await;
    let over_http = says(&desk.talk.agent, note("n1", &id, "Ask *Bo*")).await;
    let of_another = says(&desk.bo, note("n1", &id, "Mine")).await;

    assert_eq!((&first["number"], &again["message_id"]), (&json!(1), &first["message_id"]));
    assert_eq!(over_http["message_id"], first["message_id"]);
    assert!(first["message_id"].as_str().unwrap().starts_with("ent_"));
    assert_eq!(of_another["code"], "invalid");
    assert_eq!((&heard["entry"]["body"], &heard["entry"]["author_name"]), (&json!("Ask *Bo*"), &json!("Ana")));
    assert_eq!((&heard["entry"]["after_number"], &heard["entry"]["client_id"]), (&json!(1), &json!("n1")));
    assert!(heard["entry"]["html"].as_str().unwrap().contains("<em>Bo</em>"), "{heard}");
    assert_eq!(heard["conversation"]["last_note"]["preview"], "Ask Bo");
    assert_eq!(heard["conversation"]["last_activity_at"], activity, "visitors see that order too");
    assert_eq!(desk.talk.world.rows("thread_entries").await, 1);
}

#[tokio::test]
async fn mentions_are_people_who_work_here_and_the_newest_note_counts() {
    let desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    let (_, former) = colleague(&desk.talk.world, "Dan", Role::Agent).await;
    sql(&desk.talk.world, "UPDATE agents SET is_active = 0 WHERE agent_id = ?1", &former).await;
    let naming = |client_id: &str, agents: &[&str]| {
        let mut frame = note(client_id, &id, "Look, please");
        frame["mentions"] = json!(agents);
        frame
    };

    let first = says(&desk.talk.agent, naming("n1", &[&desk.bo_id, &desk.bo_id])).await;
    let second = says(&desk.talk.agent, naming("n2", &[&desk.bo_id])).await;
    let left = says(&desk.talk.agent, naming("n3", &[&desk.bo_id, &former])).await;
    let many: Vec<_> = (0..21).map(|index| format!("agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B{index:02}")).collect();
    let too_many = says(&desk.talk.agent, naming("n4", &many.iter().map(String::as_str).collect::<Vec<_>>())).await;

    assert_eq!(
        (&first["type"], &left["code"], &too_many["code"]),
        (&json!("ack"), &json!("invalid"), &json!("invalid"))
    );
    assert!(too_many["detail"].as_str().unwrap().contains("20 people"), "{too_many}");
    let opened = desk.bo.get(&format!("/api/inbox/conversations/{id}")).await.1;
    assert_eq!(opened["mentions"], json!([second["message_id"]]));
    assert_eq!(opened["entries"][0]["mentions"], json!([desk.bo_id]), "each once");
    assert_eq!((desk.talk.world.rows("mentions").await, desk.talk.world.rows("thread_entries").await), (1, 2));
}

#[tokio::test]
async fn files_of_a_note_are_the_teams_alone() {
    let desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    let file = uploaded(&desk.talk.agent, "label.txt").await;
    let foreign = uploaded(&desk.bo, "other.txt").await;
    let with = |client_id: &str, file: &Value| {
        let mut frame = note(client_id, &id, "");
        frame["file_ids"] = json!([file["id"]]);
        frame
    };

    let not_mine = says(&desk.talk.agent, with("n1", &foreign)).await;
    let mine = says(&desk.talk.agent, with("n2", &file)).await;
    let twice = says(&desk.talk.agent, with("n3", &file)).await;
    let mut as_message = crate::support::visitor::post("a1", Some(&id), "Look");
    as_message["file_ids"] = json!([file["id"]]);
    let to_visitor = says(&desk.talk.agent, as_message).await;

    let codes = [&not_mine, &twice, &to_visitor].map(|frame| frame["code"].clone());
    assert_eq!(codes, [json!("invalid"), json!("invalid"), json!("invalid")]);
    assert_eq!(mine["type"], "ack");
    let entry = desk.opened().await["entries"][0].clone();
    assert_eq!(entry["attachments"][0]["name"], "label.txt");
    let url = entry["attachments"][0]["url"].as_str().unwrap().to_owned();
    assert_eq!(desk.bo.call(Method::GET, &url, None).await.status(), 200);
    let visitors = visitors_address(&desk, &file).await;
    assert_eq!(reqwest::get(format!("{}{visitors}", desk.talk.world.address)).await.unwrap().status(), 404);
}

/// The address a visitor would fetch the file by, rightly signed.
async fn visitors_address(desk: &Desk, file: &Value) -> String {
    let contact = desk.row().await["contact"]["id"].as_str().unwrap().parse().unwrap();
    let id = file["id"].as_str().unwrap().parse().unwrap();
    desk.talk.world.handles.files.addresses.of_visitor(id, "label.txt", contact)
}

#[tokio::test]
async fn files_of_notes_stay_beyond_a_day_and_go_with_the_person() {
    let desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    let file = uploaded(&desk.talk.agent, "label.txt").await;
    let mut frame = note("n1", &id, "Look");
    frame["file_ids"] = json!([file["id"]]);
    says(&desk.talk.agent, frame).await;
    uploaded(&desk.talk.agent, "unsent.txt").await;

    let contact = desk.row().await["contact"]["id"].as_str().unwrap().parse().unwrap();
    desk.talk.world.clock.advance(2 * deskbell::base::time::DAY);
    let forgotten =
        desk.talk.world.handles.db.write(|tx| deskbell::files::actions::forget_unsent(tx, 500)).await.unwrap();
    let kept = desk.talk.world.rows("files").await;
    let erased = desk.talk.world.handles.db.write(move |tx| {
        let messages = deskbell::conversations::actions::erase_messages(tx, contact, 100)?;
        let notes = deskbell::conversations::actions::erase_messages(tx, contact, 100)?;
        Ok((messages.messages, notes.entries, notes.files.len()))
    });

    assert!(forgotten.len() <= 1, "the worker may have been quicker");
    assert_eq!(kept, 1);
    assert_eq!(erased.await.unwrap(), (1, 1, 1));
}

#[tokio::test]
async fn wrong_notes_are_refused_by_name_and_nothing_is_stored() {
    let mut desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    let (cleo, _) = colleague(&desk.talk.world, "Cleo", Role::ReadOnly).await;

    let mut codes = Vec::new();
    for frame in [note("w1", &id, "  "), note("w2", &id, &"x".repeat(10_001)), note("w3", NOWHERE, "Hello")] {
        desk.talk.inbox.say(frame.clone()).await;
        let refused = desk.talk.inbox.next_of("refused").await;
        assert_eq!(refused["client_id"], frame["client_id"]);
        codes.push(refused["code"].as_str().unwrap().to_owned());
    }
    let reader = says(&cleo, note("w4", &id, "Hello")).await;
    let frame = note("w5", &id, "Hello");
    let visitor = desk.talk.visitor.call(Method::POST, "/api/widget/frames", Some(frame)).await.status();

    assert_eq!(codes, ["invalid", "invalid", "not_found"]);
    assert_eq!(reader["code"], "forbidden");
    assert_eq!(visitor, 200, "a message is refused under its name");
    assert_eq!(desk.talk.world.rows("thread_entries").await, 0);
}
