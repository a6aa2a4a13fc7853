//! Telling agents: across a restart, in bulk, and no longer than it is of use.

use deskbell::{
    base::{Role, ids::*, time::DAY},
    notifications,
};
use serde_json::json;

use super::{
    colleague,
    notifications::{beginning, lines, list, writing},
};
use crate::support::{agent::Agent, world::World};

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

#[tokio::test]
async fn five_hundred_are_kept_in_pages_and_read_ones_for_ninety_days() {
    let world = World::start().await;
    let ana = world.agent().await;
    let mut window = ana.connect().await;
    writing(&world).await;
    window.next_of("notification").await;
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
