//! Telling agents: across a restart, in bulk, and no longer than it is of use.

use deskbell::{
    base::{Actor, Role, ids::*, time::DAY},
    events::Event,
    notifications,
};
use serde_json::json;

use super::{
    colleague,
    notifications::{act, beginning, lines, list, writing},
};
use crate::support::{agent::Agent, process::eventually, world::World};

#[tokio::test]
async fn what_was_said_just_before_a_stop_is_told_once_after_the_start() {
    let world = World::start().await;
    let ana = world.agent().await;
    let before = list(&ana).await["seq"].as_i64().unwrap();

    let (visitor, _, conversation) = beginning(&world).await;
    let world = world.restart().await;
    let ana = Agent { address: world.address.clone(), ..ana };
    let (mut window, missed) = ana.connect_after(Some(before)).await;
    if !missed.iter().any(|frame| frame["type"] == "notification") {
        window.next_of("notification").await;
    }
    let visitor = crate::support::visitor::Visitor { address: world.address.clone(), ..visitor };
    visitor.says(&mut visitor.connect().await, Some(&conversation), "Still there?").await;
    let world = world.restart().await;
    let ana = Agent { address: world.address.clone(), ..ana };

    assert_eq!(lines(&ana).await, [("new_conversation".to_owned(), 1, false)]);
}

#[tokio::test]
async fn what_happened_before_there_was_a_bell_is_no_news() {
    let world = World::start().await;
    writing(&world).await;
    let world = world
        .restart_after(|folder| {
            let connection = rusqlite::Connection::open(folder.join("deskbell.db")).unwrap();
            let gone = connection.execute("DELETE FROM event_cursors WHERE consumer = 'notifications'", []).unwrap();
            connection.execute("DELETE FROM notifications", []).unwrap();
            assert_eq!(gone, 1);
        })
        .await;
    let ana = world.agent().await;
    let mut window = ana.connect().await;

    let (_, _, second) = writing(&world).await;
    window.next_of("notification").await;

    let told = list(&ana).await["notifications"].clone();
    assert_eq!((told.as_array().unwrap().len(), &told[0]["conversation_id"]), (1, &json!(second)));
}

#[tokio::test]
async fn fifty_agents_are_told_of_one_message_and_each_hears_only_its_own() {
    let world = World::start().await;
    let mut window = world.agent().await.connect().await;
    let made = world.handles.db.write(|tx| {
        for number in 0..49 {
            let id: AgentId = tx.new_id();
            tx.execute(
                "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at) VALUES (?1, ?2, 'X', 'agent', '', 0)",
                rusqlite::params![id, format!("{number}@fern.example")],
            )?;
        }
        Ok(())
    });
    made.await.unwrap();
    let (bo, _) = colleague(&world, "Bo", Role::Agent).await;
    let mut second = bo.connect().await;

    writing(&world).await;
    let told = window.next_of("notification").await;
    let own = second.next_of("notification").await;

    assert_eq!(world.rows("notifications").await, 51);
    assert_ne!(told["notification_id"], own["notification_id"]);
    assert_eq!(own["notification_id"], list(&bo).await["notifications"][0]["id"]);
}

/// An agent in whose bell stands one line.
async fn with_one_line() -> (World, Agent) {
    let world = World::start().await;
    let ana = world.agent().await;
    let mut window = ana.connect().await;
    writing(&world).await;
    window.next_of("notification").await;
    (world, ana)
}

#[tokio::test]
async fn five_hundred_are_kept_in_pages_and_read_ones_for_ninety_days() {
    let (world, ana) = with_one_line().await;
    let many = world.handles.db.write(|tx| {
        let sql = "INSERT INTO notifications (notification_id, agent_id, conversation_id, kind, at, read_at)
                   SELECT ?1, agent_id, conversation_id, kind, at - ?2, at FROM notifications ORDER BY at DESC LIMIT 1";
        for age in 1..=600_i64 {
            let id: NotificationId = tx.new_id();
            tx.execute(sql, rusqlite::params![id, age])?;
        }
        Ok(())
    });
    many.await.unwrap();

    let forget = || world.handles.db.write(|tx| notifications::actions::forget_old(tx, 500));
    assert_eq!((forget().await.unwrap(), world.rows("notifications").await), (101, 500), "the newest 500");
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    loop {
        let (status, page) = ana.get(&format!("/api/inbox/notifications{cursor}")).await;
        assert_eq!(status, 200);
        seen.extend(page["notifications"].as_array().unwrap().iter().map(|line| line["id"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("?cursor={next}");
    }
    let pages = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((pages, seen.len()), (500, 500), "each once");
    assert_eq!(ana.get("/api/inbox/notifications?cursor=nonsense").await.0, 422);

    world.clock.advance(90 * DAY + 1);
    assert_eq!((forget().await.unwrap(), world.rows("notifications").await), (499, 1), "what is unread stays");
}

#[tokio::test]
async fn what_names_somebody_or_was_handed_over_is_not_pushed_out_unread() {
    let (world, _) = with_one_line().await;
    let many = world.handles.db.write(|tx| {
        let sql = "INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, created_at, last_activity_at)
                   SELECT ?1, site_id, contact_id, visitor_id, ?1, 1, 1 FROM conversations LIMIT 1";
        let line = "INSERT INTO notifications (notification_id, agent_id, conversation_id, kind, at, read_at)
                    SELECT ?1, agent_id, ?2, ?3, at - ?4, ?5 FROM notifications ORDER BY at DESC LIMIT 1";
        for age in 1..=1_100_i64 {
            let (id, conversation): (NotificationId, ConversationId) = (tx.new_id(), tx.new_id());
            tx.execute(sql, [conversation])?;
            // The oldest: 10 mentions that were read, and 510 of what concerns oneself and was not.
            let (kind, read_at) = match age {
                ..=580 => ("new_conversation", None),
                581..=590 => ("mention", Some(age)),
                _ if age % 2 == 0 => ("mention", None),
                _ => ("assigned", None),
            };
            tx.execute(line, rusqlite::params![id, conversation, kind, age, read_at])?;
        }
        Ok(())
    });
    many.await.unwrap();

    while world.handles.db.write(|tx| notifications::actions::forget_old(tx, 500)).await.unwrap() > 0 {}

    assert_eq!(world.rows("notifications WHERE kind IN ('mention', 'assigned')").await, 500, "these have a bound too");
    assert_eq!(world.rows("notifications WHERE kind = 'new_conversation'").await, 500);
    assert_eq!(world.rows("notifications WHERE read_at IS NOT NULL").await, 0, "what was read goes by age");
}

#[tokio::test]
async fn somebody_who_leaves_many_waiting_conversations_fills_nobodys_bell() {
    let world = World::start().await;
    let (ana, (_, bo)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let (visitor, mut panel, conversation) = writing(&world).await;
    ana.call(reqwest::Method::POST, "/api/inbox/notifications/read", Some(json!({}))).await;
    let held = world.handles.db.write(move |tx| {
        tx.execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
             INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, created_at, last_activity_at, waiting_since)
             SELECT 'cnv_01K9ZJ4T8Q3V5W7X9Y1Z' || printf('%06d', i), site_id, contact_id, visitor_id, 'c' || i, 1, 1, 1
             FROM n, (SELECT * FROM conversations LIMIT 1)",
        )?;
        tx.execute("UPDATE conversations SET assignee_id = ?1 WHERE started_by LIKE 'c%' AND waiting_since = 1", [&bo])?;
        tx.execute("UPDATE agents SET is_active = 0 WHERE agent_id = ?1", [&bo])?;
        let agent_id: AgentId = bo.parse().unwrap();
        tx.emit(&Actor::System, &Event::AgentChanged { agent_id })?;
        Ok(())
    });
    held.await.unwrap();
    let let_go = async || (world.rows("conversations WHERE assignee_id IS NOT NULL").await == 0).then_some(());
    eventually("what Bo held is in nobody's hands", let_go).await;

    // When what follows in the log is told, this would have been.
    let mut window = ana.connect().await;
    act(&ana, &conversation, json!({ "type": "resolve" })).await;
    visitor.says(&mut panel, Some(&conversation), "It broke again").await;
    let mut told = list(&ana).await;
    while told["notifications"]
        .as_array()
        .unwrap()
        .iter()
        .all(|line| line["preview"] != "It broke again" || line["is_read"] == true)
    {
        window.next_of("notification").await;
        told = list(&ana).await;
    }

    assert_eq!(told["unread"], json!(21), "twenty of them, and the visitor who came by itself");
}
