//! The bell's list: a line for each kind, never for one's own acts, and read with the conversation.

use deskbell::{
    base::{Actor, Role},
    teams::{self, model::NewTeam},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::{colleague, own_id};
use crate::support::{
    agent::Agent,
    socket::Socket,
    visitor::{Visitor, post},
    world::World,
};

/// A visitor who has written once, with its panel; the team has been told of it.
pub async fn writing(world: &World) -> (Visitor, Socket, String) {
    let mut watching = world.agent().await.connect().await;
    let written = beginning(world).await;
    watching.next_of("notification").await;
    written
}

/// A visitor who has just written, with its panel.
pub async fn beginning(world: &World) -> (Visitor, Socket, String) {
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "Where is my parcel?").await;
    (visitor, panel, ack["conversation_id"].as_str().unwrap().to_owned())
}

pub async fn list(agent: &Agent) -> Value {
    let (status, answer) = agent.get("/api/inbox/notifications").await;
    assert_eq!(status, 200);
    answer
}

/// Kind, count and whether it is read, by kind, since several may be of the same moment.
pub async fn lines(agent: &Agent) -> Vec<(String, i64, bool)> {
    let answer = list(agent).await;
    let lines = answer["notifications"].as_array().unwrap().iter();
    let mut lines: Vec<_> = lines
        .map(|line| {
            let kind = line["kind"].as_str().unwrap().to_owned();
            (kind, line["count"].as_i64().unwrap(), line["is_read"].as_bool().unwrap())
        })
        .collect();
    lines.sort();
    lines
}

pub async fn act(agent: &Agent, conversation: &str, act: Value) {
    let body = json!({ "changes": [{ "conversation_id": conversation, "act": act }] });
    let response = agent.call(Method::POST, "/api/inbox/acts", Some(body)).await;
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["results"][0]["error"], Value::Null, "{answer}");
}

async fn notes(socket: &mut Socket, conversation: &str, (body, mentions): (&str, &[&str])) {
    let client_id = format!("note {body}").replace(' ', "-");
    socket
        .say(json!({
            "type": "note.post", "client_id": client_id, "conversation_id": conversation, "body": body,
            "mentions": mentions,
        }))
        .await;
    assert_eq!(socket.next_of("ack").await["client_id"], client_id);
}

async fn mark(agent: &Agent, body: Value) -> u16 {
    agent.call(Method::POST, "/api/inbox/notifications/read", Some(body)).await.status().as_u16()
}

fn line(kind: &str, count: i64, is_read: bool) -> (String, i64, bool) {
    (kind.to_owned(), count, is_read)
}

#[tokio::test]
async fn a_new_conversation_is_told_to_everybody_who_answers_once() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let (cem, _) = colleague(&world, "Cem", Role::ReadOnly).await;
    let (mut first, mut second) = (ana.connect().await, bo.connect().await);

    let (visitor, mut panel, conversation) = writing(&world).await;
    first.next_of("notification").await;
    second.next_of("notification").await;
    for body in ["Hello?", "Anybody?"] {
        world.clock.advance(1_000);
        visitor.says(&mut panel, Some(&conversation), body).await;
    }
    // A call for what came before them, told with the first note or earlier, would be heard before the second.
    notes(&mut first, &conversation, ("Yours?", &[&bo_id])).await;
    let mention = second.next_of("notification").await["notification_id"].clone();
    notes(&mut first, &conversation, ("Or mine?", &[&bo_id])).await;
    let again = second.next_of("notification").await["notification_id"].clone();

    assert_eq!(again, mention, "nothing was told between the notes: what is said while it waits calls nobody again");
    assert_eq!(lines(&ana).await, [line("new_conversation", 1, false)], "it waits, and that was told");
    assert_eq!(lines(&bo).await, [line("mention", 2, false), line("new_conversation", 1, false)]);
    assert_eq!(lines(&cem).await, [], "who only reads answers nobody");
    let of_bo = list(&bo).await;
    let heard = of_bo["notifications"].as_array().unwrap().iter().find(|line| line["id"] == mention);
    assert_eq!(heard.map(|line| &line["kind"]), Some(&json!("mention")), "and nothing else was told before the notes");
    let told = &list(&ana).await["notifications"][0];
    assert_eq!((&told["conversation_id"], &told["preview"]), (&json!(conversation), &json!("Where is my parcel?")));
    assert_eq!((&told["from_name"], &told["number"]), (&json!(null), &json!(1)), "what was said when it was told");
    assert!(told["contact_name"].as_str().unwrap().starts_with("Visitor"));
}

#[tokio::test]
async fn messages_to_ones_own_conversation_are_one_line_that_counts_until_it_is_read() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let (visitor, mut panel, conversation) = writing(&world).await;
    let mut window = bo.connect().await;
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": bo_id })).await;
    window.next_of("notification").await;
    mark(&bo, json!({})).await;
    mark(&ana, json!({})).await;

    for body in ["One", "Two", "Three"] {
        visitor.says(&mut panel, Some(&conversation), body).await;
        window.next_of("notification").await;
    }
    let before = [line("assigned", 1, true), line("message", 3, false), line("new_conversation", 1, true)];
    assert_eq!(lines(&bo).await, before);
    assert!(lines(&ana).await.iter().all(|(kind, ..)| kind != "message"), "it is somebody else's");

    window.say(json!({ "type": "read", "conversation_id": conversation, "number": 4 })).await;
    let read = window.next_of("notifications_read").await;
    let all = list(&bo).await;
    let told = all["notifications"].as_array().unwrap().iter().find(|line| line["id"] == read["notification_id"]);
    assert_eq!((&told.unwrap()["kind"], &all["unread"]), (&json!("message"), &json!(0)));
    assert_eq!(told.unwrap()["is_read"], true);

    visitor.says(&mut panel, Some(&conversation), "Four").await;
    window.next_of("notification").await;
    assert_eq!(
        lines(&bo).await[1..3],
        [line("message", 1, false), line("message", 3, true)],
        "a new line, counted anew"
    );
}

#[tokio::test]
async fn who_answered_a_conversation_that_is_nobodys_is_told_of_what_the_visitor_says_to_that() {
    let world = World::start().await;
    let (ana, (bo, _)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let mut window = bo.connect().await;
    let (visitor, mut panel, conversation) = writing(&world).await;
    window.next_of("notification").await;

    window.say(post("answer", Some(&conversation), "On its way.")).await;
    window.next_of("notifications_read").await;
    assert_eq!(lines(&bo).await, [line("new_conversation", 1, true)], "who answers has read");
    visitor.says(&mut panel, Some(&conversation), "Thank you, when?").await;
    window.next_of("notification").await;

    assert_eq!(lines(&bo).await, [line("message", 1, false), line("new_conversation", 1, true)]);
    assert_eq!(lines(&ana).await, [line("new_conversation", 1, false)]);
}

#[tokio::test]
async fn a_note_tells_whom_it_names_and_a_colleague_whom_it_hands_over_to_but_nobody_of_oneself() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let (cem, cem_id) = colleague(&world, "Cem", Role::ReadOnly).await;
    let ana_id = own_id(&ana).await;
    let (_, _panel, conversation) = writing(&world).await;
    let team = world.handles.db.write(move |tx| {
        let id: deskbell::base::ids::TeamId = tx.new_id();
        tx.execute("INSERT INTO teams (team_id, name, created_at) VALUES (?1, 'Parcels', 0)", [id])?;
        tx.execute(
            "INSERT INTO team_members (team_id, agent_id) SELECT ?1, agent_id FROM agents WHERE name <> 'Cem'",
            [id],
        )?;
        Ok(id.to_string())
    });
    let team = team.await.unwrap();
    let (mut first, mut second, mut third) = (ana.connect().await, bo.connect().await, cem.connect().await);

    notes(&mut first, &conversation, ("Look at this, please", &[&ana_id, &bo_id, &cem_id])).await;
    second.next_of("notification").await;
    third.next_of("notification").await;
    act(&ana, &conversation, json!({ "type": "assign_team", "team_id": team })).await;
    second.next_of("notification").await;
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": bo_id })).await;
    second.next_of("notification").await;
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": null })).await;
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": ana_id })).await;
    notes(&mut second, &conversation, ("And you at that", &[&ana_id])).await;
    first.next_of("notification").await;

    let kinds = async |agent: &Agent| lines(agent).await.into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>();
    assert_eq!(kinds(&bo).await, ["assigned", "mention", "new_conversation", "team_assigned"]);
    assert_eq!(kinds(&cem).await, ["mention"], "a note may name who only reads");
    assert_eq!(kinds(&ana).await, ["mention", "new_conversation"], "nobody is told of what it did itself");
    let told = list(&bo).await["notifications"].clone();
    let mention = told.as_array().unwrap().iter().find(|line| line["kind"] == "mention").unwrap();
    assert_eq!((&mention["from_name"], &mention["number"]), (&json!("Ana"), &json!(1)));
    assert_eq!(mention["preview"], "Look at this, please");
    assert!(mention["entry_id"].as_str().unwrap().starts_with("ent_"), "it opens at the note itself: {mention}");
    let others = told.as_array().unwrap().iter().filter(|line| line["kind"] != "mention");
    assert!(others.into_iter().all(|line| line["entry_id"].is_null()));
}

#[tokio::test]
async fn who_waits_is_told_of_again_once_nobody_has_it_and_to_all_where_its_team_has_nobody() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let mut window = ana.connect().await;
    let (visitor, mut panel, conversation) = writing(&world).await;
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": bo_id })).await;
    mark(&ana, json!({})).await;
    window.next_of("notifications_read").await;

    act(&bo, &conversation, json!({ "type": "assign_agent", "agent_id": null })).await;
    window.next_of("notification").await;
    assert_eq!(lines(&ana).await, [line("new_conversation", 1, false), line("new_conversation", 1, true)]);
    assert!(lines(&bo).await.iter().filter(|(kind, ..)| kind == "new_conversation").count() == 1, "Bo did it");

    // A team of nobody: whoever writes there is heard by everybody.
    let team = world
        .handles
        .db
        .write(|tx| teams::actions::make(tx, &Actor::System, NewTeam { name: "Night".to_owned(), agents: Vec::new() }));
    let team = team.await.unwrap();
    act(&ana, &conversation, json!({ "type": "resolve" })).await;
    act(&ana, &conversation, json!({ "type": "assign_team", "team_id": team.id.to_string() })).await;
    mark(&ana, json!({})).await;
    window.next_of("notifications_read").await;
    visitor.says(&mut panel, Some(&conversation), "Anybody there?").await;
    window.next_of("notification").await;
    assert_eq!(lines(&ana).await[0], line("new_conversation", 1, false));
}

#[tokio::test]
async fn an_answered_form_is_told_like_a_message() {
    let world = World::start().await;
    let (ana, ana_id) = (world.agent().await, own_id(&world.agent().await).await);
    let mut window = ana.connect().await;
    let (visitor, mut panel, conversation) = writing(&world).await;
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": ana_id })).await;
    let field = |name: &str| json!({ "name": name, "label": name, "kind": "text" });
    let form = json!({ "type": "form", "fields": [field("size"), field("colour")] });
    window
        .say(json!({ "type": "message.post", "client_id": "f1", "conversation_id": conversation, "body": "Which?", "content": form }))
        .await;
    let number = window.next_of("ack").await["number"].clone();
    mark(&ana, json!({})).await;

    let path = format!("/api/widget/conversations/{conversation}/messages/{number}/answer");
    let answer =
        visitor.call(Method::POST, &path, Some(json!({ "values": { "size": "*12*", "colour": "Blue" } }))).await;
    assert_eq!(answer.status(), 200);
    window.next_of("notification").await;

    assert!(lines(&ana).await.contains(&line("message", 1, false)));
    let told = async || {
        let lines = list(&ana).await["notifications"].clone();
        let line = lines.as_array().unwrap().iter().find(|line| line["kind"] == "message").unwrap().clone();
        (line["preview"].clone(), line["number"].clone())
    };
    assert_eq!(told().await, (json!("*12*, Blue"), number.clone()), "what was answered, where it stands");
    visitor.says(&mut panel, Some(&conversation), "Or *green*").await;
    window.next_of("notification").await;
    assert_eq!(told().await.0, json!("Or green"), "what was said last, without its marks");
}

#[tokio::test]
async fn each_line_tells_what_had_been_said_then_and_who_waited_whether_they_still_do() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let (mut window, mut first) = (bo.connect().await, ana.connect().await);
    let (visitor, mut panel, conversation) = writing(&world).await;
    window.next_of("notification").await;
    let waits = async || {
        let told = list(&ana).await["notifications"].clone();
        let line = told.as_array().unwrap().iter().find(|line| line["kind"] == "new_conversation").unwrap().clone();
        (line["is_waiting"].clone(), line["taken_by_name"].clone())
    };
    assert_eq!(waits().await, (json!(true), json!(null)));
    world.clock.advance(1_000);
    act(&ana, &conversation, json!({ "type": "assign_agent", "agent_id": bo_id })).await;
    window.next_of("notification").await;
    for body in ["One", "Two"] {
        world.clock.advance(1_000);
        visitor.says(&mut panel, Some(&conversation), body).await;
        window.next_of("notification").await;
        notes(&mut first, &conversation, (&format!("Note to {body}"), &[&bo_id])).await;
        window.next_of("notification").await;
        mark(&bo, json!({})).await;
    }

    let told = list(&bo).await["notifications"].clone();
    let told = told.as_array().unwrap().iter().map(|line| {
        let text = |name: &str| line[name].as_str().unwrap().to_owned();
        (text("kind"), text("preview"), line["number"].as_i64().unwrap())
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    let line = |kind: &str, preview: &str, number: i64| (kind.to_owned(), preview.to_owned(), number);
    assert_eq!(
        told,
        [
            line("assigned", "Where is my parcel?", 1),
            line("mention", "Note to One", 2),
            line("mention", "Note to Two", 3),
            line("message", "One", 2),
            line("message", "Two", 3),
            line("new_conversation", "Where is my parcel?", 1),
        ]
    );
    assert_eq!(waits().await, (json!(false), json!("Bo")), "it was taken since");
}

#[tokio::test]
async fn one_line_a_conversations_lines_or_all_are_marked_read_and_only_ones_own() {
    let world = World::start().await;
    let (ana, (bo, _)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let mut window = ana.connect().await;
    let mut conversations = Vec::new();
    for _ in 0..3 {
        world.clock.advance(1_000);
        conversations.push(writing(&world).await.2);
        window.next_of("notification").await;
    }
    let told = list(&ana).await["notifications"].clone();
    let of_bo = list(&bo).await["notifications"][0]["id"].clone();

    assert_eq!(mark(&ana, json!({ "notification_id": told[0]["id"] })).await, 204);
    assert_eq!(window.next_of("notifications_read").await["notification_id"], told[0]["id"]);
    assert_eq!(mark(&ana, json!({ "notification_id": of_bo })).await, 204);
    assert_eq!(mark(&ana, json!({ "conversation_id": conversations[0] })).await, 204);
    assert_eq!(window.next_of("notifications_read").await["notification_id"], told[2]["id"]);
    assert_eq!((list(&ana).await["unread"].clone(), list(&bo).await["unread"].clone()), (json!(1), json!(3)));
    assert_eq!(mark(&ana, json!({})).await, 204);
    assert_eq!(window.next_of("notifications_read").await["notification_id"], json!(null));

    assert_eq!((list(&ana).await["unread"].clone(), list(&bo).await["unread"].clone()), (json!(0), json!(3)));
    assert_eq!(mark(&ana, json!({ "notification_id": "x" })).await, 422);
    assert_eq!(mark(&ana, json!({ "notification_id": of_bo, "conversation_id": conversations[0] })).await, 422);
    assert_eq!(mark(&ana, json!({ "all": true })).await, 422);
}
