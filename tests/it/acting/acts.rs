//! Acts on one conversation: what they change, the lines they leave, and what refuses.

use deskbell::base::{Role, time::HOUR};
use serde_json::{Value, json};

use super::{Desk, GONE_TAG, NOWHERE, REFUND, SALES, acts, colleague, line, sql};
use crate::support::world::MORNING;

#[tokio::test]
async fn every_act_changes_the_row_and_leaves_a_line_once() {
    let desk = Desk::start().await;
    let until = MORNING.as_millis() + HOUR;
    let all = [
        json!({ "type": "assign_agent", "agent_id": desk.bo_id }),
        json!({ "type": "assign_team", "team_id": SALES }),
        json!({ "type": "priority", "priority": "urgent" }),
        json!({ "type": "tag", "tag_id": REFUND }),
        json!({ "type": "snooze", "until": until }),
    ];

    for act in all.iter().chain(&all) {
        assert_eq!(desk.acts(act.clone()).await["error"], json!(null), "{act}");
    }

    let row = desk.row().await;
    assert_eq!((&row["assignee_id"], &row["team_id"]), (&json!(desk.bo_id), &json!(SALES)));
    assert_eq!((&row["priority"], &row["tag_ids"]), (&json!("urgent"), &json!([REFUND])));
    assert_eq!((&row["state"], &row["snoozed_until"]), (&json!("snoozed"), &json!(until)));
    let by_ana = |what, name| line(what, name, Some("Ana"));
    let said = [
        by_ana("assigned", Some("Bo")),
        by_ana("team_assigned", Some("Sales")),
        by_ana("priority", Some("urgent")),
        by_ana("tagged", Some("Refund")),
        by_ana("snoozed", None),
    ];
    assert_eq!(desk.lines().await, said);
}

#[tokio::test]
async fn the_inverse_acts_undo_everything() {
    let desk = Desk::start().await;
    let before = desk.row().await;
    let pairs = [
        (
            json!({ "type": "assign_agent", "agent_id": desk.bo_id }),
            json!({ "type": "assign_agent", "agent_id": null }),
        ),
        (json!({ "type": "assign_team", "team_id": SALES }), json!({ "type": "assign_team", "team_id": null })),
        (json!({ "type": "priority", "priority": "low" }), json!({ "type": "priority", "priority": "none" })),
        (json!({ "type": "tag", "tag_id": REFUND }), json!({ "type": "untag", "tag_id": REFUND })),
        (json!({ "type": "snooze", "until": null }), json!({ "type": "wake" })),
    ];

    for (act, inverse) in pairs {
        let done = desk.acts(act.clone()).await["conversation"].clone();
        assert_ne!(done, before, "{act}");
        assert_eq!(desk.acts(inverse.clone()).await["conversation"], before, "{inverse}");
    }
    let whats: Vec<_> = desk.lines().await.into_iter().map(|(what, ..)| what).collect();
    let expected = [
        "assigned",
        "unassigned",
        "team_assigned",
        "team_unassigned",
        "priority",
        "priority",
        "tagged",
        "untagged",
        "snoozed",
        "woken",
    ];
    assert_eq!(whats, expected);
}

#[tokio::test]
async fn what_is_not_there_or_cannot_answer_is_refused_by_name() {
    let desk = Desk::start().await;
    let (_, reader) = colleague(&desk.talk.world, "Cleo", Role::ReadOnly).await;
    let (_, former) = colleague(&desk.talk.world, "Dan", Role::Agent).await;
    sql(&desk.talk.world, "UPDATE agents SET is_active = 0 WHERE agent_id = ?1", &former).await;
    let past = MORNING.as_millis() - 1;
    let wrong = [
        (json!({ "type": "assign_agent", "agent_id": "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C" }), "no such person"),
        (json!({ "type": "assign_agent", "agent_id": former }), "Dan does not work here"),
        (json!({ "type": "assign_agent", "agent_id": reader }), "Cleo can only read"),
        (json!({ "type": "assign_team", "team_id": "tem_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4D" }), "no such team"),
        (json!({ "type": "tag", "tag_id": GONE_TAG }), "no such tag"),
        (json!({ "type": "snooze", "until": past }), "in the future"),
        (json!({ "type": "snooze", "until": past + 6 * 366 * 24 * HOUR }), "five years"),
    ];

    for (act, word) in wrong {
        let result = desk.acts(act.clone()).await;
        assert_eq!(result["error"]["code"], "invalid", "{act}");
        assert!(result["error"]["detail"].as_str().unwrap().contains(word), "{result}");
        assert_eq!(result["conversation"]["id"], json!(desk.talk.conversation));
    }
    assert_eq!(desk.acts(json!({ "type": "untag", "tag_id": GONE_TAG })).await["error"], json!(null));
    assert!(desk.lines().await.is_empty());
}

#[tokio::test]
async fn a_request_that_is_no_act_names_every_wrong_field() {
    let desk = Desk::start().await;
    let of = |act: Value| json!({ "conversation_id": NOWHERE, "act": act });
    let body = json!({ "changes": [
        of(json!({ "type": "resolved" })), of(json!({ "type": "assign_agent" })), of(json!({ "type": "wake", "x": 1 })),
        of(json!({ "type": "priority", "priority": "highest" })), of(json!({ "type": "snooze", "until": "noon" })),
    ] });

    let agent = &desk.talk.agent;
    let response = agent.call(reqwest::Method::POST, "/api/inbox/acts", Some(body)).await;
    let status = response.status().as_u16();
    let problem: Value = response.json().await.unwrap();
    let none = agent.call(reqwest::Method::POST, "/api/inbox/acts", Some(json!({ "changes": [] }))).await.status();
    let many: Vec<_> = (0..101).map(|_| of(json!({ "type": "wake" }))).collect();
    let many = agent.call(reqwest::Method::POST, "/api/inbox/acts", Some(json!({ "changes": many }))).await.status();

    assert_eq!((status, none.as_u16(), many.as_u16()), (422, 422, 422));
    let pointers = crate::talk::pointers(&problem);
    let expected = ["0/act/type", "1/act/agent_id", "2/act/x", "3/act/priority", "4/act/until"];
    assert_eq!(pointers, expected.map(|rest| format!("/changes/{rest}")));
}

#[tokio::test]
async fn a_conversation_takes_thirty_tags() {
    let desk = Desk::start().await;
    let make = |tx: &mut deskbell::db::Tx<'_>| {
        let mut ids = Vec::new();
        for index in 0..31 {
            let id: deskbell::base::ids::TagId = tx.new_id();
            let sql = "INSERT INTO tags (tag_id, name, colour, created_at) VALUES (?1, ?2, 'blue', 0)";
            tx.execute(sql, rusqlite::params![id, format!("Tag {index}")])?;
            ids.push(id.to_string());
        }
        Ok(ids)
    };
    let tags = desk.talk.world.handles.db.write(make).await.unwrap();

    let changes: Vec<_> =
        tags.iter().map(|tag| (desk.talk.conversation.as_str(), json!({ "type": "tag", "tag_id": tag }))).collect();
    let results = acts(&desk.talk.agent, &changes).await.1["results"].clone();

    let errors: Vec<_> = results.as_array().unwrap().iter().map(|result| result["error"]["code"].as_str()).collect();
    assert_eq!((errors[29], errors[30]), (None, Some("invalid")));
    assert_eq!(desk.row().await["tag_ids"].as_array().unwrap().len(), 30);
    assert_eq!(desk.lines().await.len(), 30, "a line for each tag");
}

#[tokio::test]
async fn resolving_and_reopening_are_said_to_the_visitor_as_before() {
    let mut desk = Desk::start().await;
    desk.acts(json!({ "type": "snooze", "until": null })).await;

    let resolved = desk.acts(json!({ "type": "resolve" })).await["conversation"].clone();
    let heard = desk.talk.panel.next_of("conversation").await;
    let again = desk.acts(json!({ "type": "resolve" })).await["conversation"].clone();
    let snoozed = desk.acts(json!({ "type": "snooze", "until": null })).await["conversation"].clone();
    desk.acts(json!({ "type": "resolve" })).await;
    let reopened = desk.acts(json!({ "type": "reopen" })).await["conversation"].clone();

    assert_eq!(heard["status"], "resolved");
    assert_eq!((&resolved["state"], &again), (&json!("done"), &resolved));
    assert_eq!(
        (&snoozed["state"], &snoozed["status"]),
        (&json!("snoozed"), &json!("open")),
        "a done one can be put off"
    );
    assert_eq!(reopened["state"], "open", "what was resolved sleeps no more");
    let events: Vec<_> = desk.talk.thread().await;
    let events: Vec<_> = events.iter().filter_map(|message| message["content"]["event"].as_str()).collect();
    assert_eq!(events, ["resolved", "reopened", "resolved", "reopened"]);
}

#[tokio::test]
async fn marking_unread_and_read_concerns_oneself_alone() {
    let mut desk = Desk::start().await;
    desk.talk.agent_posts("a1", "It left today.", json!(null)).await;
    desk.bo.connect().await;
    let all = async |desk: &Desk| {
        let of = |agent: crate::support::agent::Agent| async move {
            agent.get("/api/inbox/conversations").await.1["conversations"][0]["unread"].clone()
        };
        (of(desk.talk.agent.clone()).await, of(desk.bo.clone()).await)
    };
    let first = all(&desk).await;

    let marked = desk.acts(json!({ "type": "unread" })).await;
    let frame = desk.talk.inbox.next_of("unread").await;
    desk.acts(json!({ "type": "unread" })).await;
    let unread = all(&desk).await;
    let seen =
        desk.talk.visitor.get("/api/widget/conversations").await.1["conversations"][0]["team_read_number"].clone();
    let read = desk.acts(json!({ "type": "read" })).await;

    assert_eq!(first, (json!(0), json!(1)));
    assert_eq!((&marked["unread"], &frame["unread"]), (&json!(1), &json!(1)));
    assert_eq!(unread, (json!(1), json!(1)));
    assert_eq!(seen, 3, "the visitor's seen mark stays");
    assert_eq!(read["unread"], 0);
    assert_eq!(desk.talk.inbox.next_of("read").await["unread"], 0);
    desk.visitor_writes("Thanks").await;
    assert_eq!(all(&desk).await, (json!(1), json!(2)), "counting goes on rightly");
}

#[tokio::test]
async fn who_only_reads_marks_for_itself_and_changes_nothing_else() {
    let desk = Desk::start().await;
    let (cleo, _) = colleague(&desk.talk.world, "Cleo", Role::ReadOnly).await;
    let id = desk.talk.conversation.as_str();

    let read = acts(&cleo, &[(id, json!({ "type": "read" }))]).await;
    let resolve = acts(&cleo, &[(id, json!({ "type": "read" })), (id, json!({ "type": "resolve" }))]).await;
    let by_visitor = desk.talk.visitor.call(reqwest::Method::POST, "/api/inbox/acts", Some(json!({}))).await.status();

    assert_eq!((read.0, &read.1["results"][0]["unread"]), (200, &json!(0)));
    assert_eq!(resolve.0, 403);
    assert!(resolve.1["detail"].as_str().unwrap().contains("read-only"), "{}", resolve.1);
    assert_eq!(by_visitor, 401);
    assert_eq!(desk.row().await["state"], "open");
    let (_, list) = desk.talk.visitor.get("/api/widget/conversations").await;
    assert_eq!(list["conversations"][0]["team_read_number"], 0, "to the visitor nobody has seen it: {list}");
    let told = "SELECT count(*) FROM events WHERE kind = 'agent_read' AND NOT data ->> '$.is_quiet'";
    let told = desk.talk.world.handles.db.read(move |db| Ok(db.query_row(told, [], |row| row.get::<_, i64>(0))?)).await;
    assert_eq!(told.unwrap(), 0, "nor does anybody tell it to");
}

#[tokio::test]
async fn the_answer_says_at_which_place_of_the_log_it_stands() {
    let mut desk = Desk::start().await;
    let (_, before) = acts(&desk.talk.agent, &[(&desk.talk.conversation, json!({ "type": "resolve" }))]).await;

    desk.visitor_writes("One more thing").await;
    let thread = desk.opened().await;
    let (_, after) =
        acts(&desk.talk.agent, &[(&desk.talk.conversation, json!({ "type": "priority", "priority": "low" }))]).await;

    let place = |answer: &Value| answer["seq"].as_i64().unwrap();
    assert!(place(&before) < place(&thread) && place(&thread) < place(&after), "{before} {thread} {after}");
}
