//! What the inbox is given of saved replies and macros, and what becomes of conversations when a tag or a team goes.

use deskbell::{
    base::{Actor, Error, Role, ids::*},
    conversations::sorting::actions::{Last, delete_tag, delete_team, merge_tags},
    replies::{
        actions,
        macros::{self, Step, model::NewMacro, steps::Whom},
        model::{For, NewReply},
    },
    tags::{self, Colour, model::NewTag},
    teams::{self, model::NewTeam},
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{agent::Agent, world::World};

fn admin() -> Actor {
    Actor::Agent { id: "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".parse().unwrap(), role: Role::Admin }
}

fn reply(name: &str, shortcut: &str) -> NewReply {
    NewReply { name: name.into(), shortcut: shortcut.into(), body: "Hi {{contact.first_name|there}}".into() }
}

async fn tag(world: &World, name: &str) -> TagId {
    let new = NewTag { name: name.to_owned(), colour: Colour::Pine };
    world.handles.db.write(move |tx| tags::actions::make(tx, &admin(), new)).await.unwrap().id
}

async fn answer(agent: &Agent, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let response = agent.call(method, path, body).await;
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

#[tokio::test]
async fn an_agent_reads_everybodys_replies_and_its_own_and_every_step_of_a_macro() {
    let world = World::start().await;
    let agent = world.agent().await;
    let tag_id = tag(&world, "Solved").await;
    let steps = vec![
        Step::Tag { tag_id },
        Step::AssignAgent { agent_id: Whom::Me },
        Step::AssignTeam { team_id: None },
        Step::Snooze { minutes: Some(60) },
        Step::Resolve,
    ];
    let made = world.handles.db.write(move |tx| {
        actions::make(tx, &admin(), For::Everybody, reply("Shared", "hi"))?;
        macros::actions::make(tx, &admin(), NewMacro { name: "Bye".into(), steps })
    });
    made.await.unwrap();
    let own = json!({"name": "Mine", "shortcut": "/Mine", "body": "Yours, {{agent.name}}"});
    let (status, mine) = answer(&agent, Method::POST, "/api/inbox/replies", Some(own)).await;
    assert_eq!((status, &mine["shortcut"], &mine["is_own"]), (200, &json!("mine"), &json!(true)), "{mine}");

    let (status, all) = agent.get("/api/inbox/replies").await;

    assert_eq!(status, 200);
    let names: Vec<_> = all["replies"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Shared", "Mine"]);
    assert_eq!(
        all["macros"][0]["steps"],
        json!([
            {"type": "tag", "tag_id": tag_id},
            {"type": "assign_agent", "agent_id": "me"},
            {"type": "assign_team", "team_id": null},
            {"type": "snooze", "minutes": 60},
            {"type": "resolve"}
        ])
    );
}

#[tokio::test]
async fn an_own_reply_is_changed_from_its_version_used_and_deleted_and_nobody_elses_is_touched() {
    let world = World::start().await;
    let agent = world.agent().await;
    let shared = world.handles.db.write(|tx| actions::make(tx, &admin(), For::Everybody, reply("Shared", "hi")));
    let shared = shared.await.unwrap().id;
    let others = admin();
    let others = world.handles.db.write(move |tx| {
        let id: AgentId = "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".parse().unwrap();
        tx.execute(
            "INSERT INTO agents (agent_id, email, name, role, password_hash, is_active, created_at)
             VALUES (?1, 'bo@fern.example', 'Bo', 'admin', 'x', 1, 0)",
            [id],
        )?;
        actions::make(tx, &others, For::Oneself, reply("Bo's", "hi"))
    });
    let others = others.await.unwrap().id;
    let own = json!({"name": "Mine", "body": "x"});
    let (_, mine) = answer(&agent, Method::POST, "/api/inbox/replies", Some(own)).await;
    let path = format!("/api/inbox/replies/{}", mine["id"].as_str().unwrap());

    let body = json!({"name": "Mine too", "body": "y", "version": 1});
    assert_eq!(answer(&agent, Method::PUT, &path, Some(body.clone())).await.0, 200);
    let stale = json!({"name": "Mine three", "body": "y", "version": 1});
    assert_eq!(answer(&agent, Method::PUT, &path, Some(stale)).await.0, 409);
    assert_eq!(answer(&agent, Method::POST, &format!("{path}/used"), None).await.0, 204);
    assert_eq!(answer(&agent, Method::PUT, &format!("/api/inbox/replies/{shared}"), Some(body.clone())).await.0, 403);
    assert_eq!(answer(&agent, Method::PUT, &format!("/api/inbox/replies/{others}"), Some(body)).await.0, 404);
    assert_eq!(answer(&agent, Method::DELETE, &format!("/api/inbox/replies/{others}"), None).await.0, 404);
    assert_eq!(answer(&agent, Method::POST, &format!("/api/inbox/replies/{others}/used"), None).await.0, 404);
    let (_, all) = agent.get("/api/inbox/replies").await;
    assert_eq!(all["replies"][1]["uses"], json!(1), "{all}");
    assert_eq!(all["replies"].as_array().unwrap().len(), 2, "nobody reads another one's own");
    assert_eq!(answer(&agent, Method::DELETE, &path, None).await.0, 204);
}

#[tokio::test]
async fn every_wrong_field_of_an_own_reply_is_named() {
    let world = World::start().await;
    let agent = world.agent().await;

    let body = json!({"name": " ", "shortcut": "ä b", "body": "{{agent.nam}}"});
    let (status, problem) = answer(&agent, Method::POST, "/api/inbox/replies", Some(body)).await;

    assert_eq!(status, 422);
    let pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
    assert_eq!(pointers, ["/name", "/shortcut", "/body"]);
}

#[tokio::test]
async fn open_inboxes_hear_that_tags_teams_and_replies_changed() {
    let world = World::start().await;
    let agent = world.agent().await;
    let mut socket = agent.connect().await;

    tag(&world, "Refund").await;
    assert_eq!(socket.next_of("directory").await["what"], "tags");
    let made = world
        .handles
        .db
        .write(|tx| teams::actions::make(tx, &admin(), NewTeam { name: "Returns".into(), agents: Vec::new() }));
    made.await.unwrap();
    assert_eq!(socket.next_of("directory").await["what"], "teams");
    let made = world.handles.db.write(|tx| actions::make(tx, &admin(), For::Everybody, reply("Hello", "")));
    made.await.unwrap();
    assert_eq!(socket.next_of("directory").await["what"], "replies");
}

/// Nothing else belongs to the last step.
fn alone() -> Last {
    std::sync::Arc::new(|_| Ok(()))
}

/// One conversation for real, and copies of it: enough that steps must be taken.
async fn conversations(world: &World, count: i64, sort: &'static str) {
    let visitor = world.visitor().acting().await;
    let mut socket = visitor.connect().await;
    visitor.says(&mut socket, None, "Hello").await;
    let copy = world.handles.db.write(move |tx| {
        tx.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO conversations (conversation_id, site_id, contact_id, visitor_id, started_by, created_at, last_activity_at)
             SELECT 'cnv_01K9ZJ4T8Q3V5W7X9Y1Z' || printf('%06d', i), site_id, contact_id, visitor_id, 'c' || i, 1, 1
             FROM n, (SELECT * FROM conversations LIMIT 1)",
            [count],
        )?;
        Ok(tx.execute_batch(sort)?)
    });
    copy.await.unwrap();
}

#[tokio::test]
async fn a_tag_goes_from_more_conversations_than_one_step_takes() {
    let world = World::start().await;
    let (waste, keep) = (tag(&world, "Waste").await, tag(&world, "Keep").await);
    conversations(
        &world,
        1_200,
        "
        INSERT INTO conversation_tags SELECT conversation_id, tag_id, state, last_activity_at FROM conversations, tags",
    )
    .await;
    assert_eq!(world.rows("conversation_tags").await, 2_402);

    delete_tag(&world.handles.db, &admin(), waste, &alone()).await.unwrap();

    assert_eq!((world.rows("conversation_tags").await, world.rows("tags").await), (1_201, 1));
    let other = tag(&world, "Other").await;
    merge_tags(&world.handles.db, &admin(), (keep, other), &alone()).await.unwrap();
    assert_eq!((world.rows("conversation_tags").await, world.rows("tags").await), (1_201, 1));
    let agent = Actor::Agent { id: "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C".parse().unwrap(), role: Role::Agent };
    assert!(delete_tag(&world.handles.db, &agent, other, &alone()).await.is_err(), "who only answers deletes nothing");
    assert_eq!(world.rows("conversation_tags").await, 1_201);
}

#[tokio::test]
async fn a_conversation_with_both_tags_keeps_one_after_the_merge() {
    let world = World::start().await;
    let (from, into) = (tag(&world, "Refund").await, tag(&world, "Refunds").await);
    conversations(
        &world,
        3,
        "
        INSERT INTO conversation_tags SELECT conversation_id, tag_id, state, last_activity_at FROM conversations, tags",
    )
    .await;

    merge_tags(&world.handles.db, &admin(), (from, into), &alone()).await.unwrap();

    assert_eq!((world.rows("conversation_tags").await, world.rows("tags").await), (4, 1));
    assert!(merge_tags(&world.handles.db, &admin(), (into, into), &alone()).await.is_err());
}

#[tokio::test]
async fn conversations_of_a_deleted_team_belong_to_none() {
    let world = World::start().await;
    let made = world
        .handles
        .db
        .write(|tx| teams::actions::make(tx, &admin(), NewTeam { name: "Returns".into(), agents: Vec::new() }));
    let team = made.await.unwrap().id;
    conversations(&world, 700, "UPDATE conversations SET team_id = (SELECT team_id FROM teams)").await;
    assert_eq!(world.rows("conversations WHERE team_id IS NOT NULL").await, 701);
    let mut inbox = world.agent().await.connect().await;

    delete_team(&world.handles.db, &admin(), team, &alone()).await.unwrap();

    assert_eq!((world.rows("conversations WHERE team_id IS NULL").await, world.rows("teams").await), (701, 0));
    let heard = inbox.until("directory").await;
    assert_eq!(heard.iter().filter(|frame| frame["type"] == "reload").count(), 2, "one for each step");
    assert!(heard.iter().all(|frame| frame["type"] != "conversation"));
}

#[tokio::test]
async fn inboxes_hear_of_each_conversation_where_one_step_is_enough() {
    let world = World::start().await;
    let (from, into) = (tag(&world, "Refund").await, tag(&world, "Money").await);
    let sort = "UPDATE conversations SET status = 'resolved' WHERE started_by IN ('c1', 'c2');
        INSERT INTO conversation_tags SELECT conversation_id, tag_id, state, last_activity_at
        FROM conversations, tags WHERE tags.name = 'Refund'";
    conversations(&world, 9, sort).await;
    let mut inbox = world.agent().await.connect().await;

    merge_tags(&world.handles.db, &admin(), (from, into), &alone()).await.unwrap();

    let heard = inbox.until("directory").await;
    let count = |kind: &str| heard.iter().filter(|frame| frame["type"] == kind).count();
    assert_eq!((count("conversation"), count("reload")), (8, 0), "done ones are history: {heard:?}");
}

#[tokio::test]
async fn what_a_broken_off_merge_or_deletion_has_done_is_told() {
    for act in ["merge", "delete a tag", "delete a team"] {
        let world = World::start().await;
        let (from, into) = (tag(&world, "Refund").await, tag(&world, "Money").await);
        let made = world
            .handles
            .db
            .write(|tx| teams::actions::make(tx, &admin(), NewTeam { name: "Returns".into(), agents: Vec::new() }));
        let team = made.await.unwrap().id;
        let sort = "UPDATE conversations SET team_id = (SELECT team_id FROM teams);
            INSERT INTO conversation_tags SELECT conversation_id, tag_id, state, last_activity_at
            FROM conversations, tags WHERE tags.name = 'Refund'";
        conversations(&world, 600, sort).await;
        let mut inbox = world.agent().await.connect().await;
        let breaks: Last = std::sync::Arc::new(|_| Err(Error::NotFound("line")));

        let db = &world.handles.db;
        let broken = match act {
            "merge" => merge_tags(db, &admin(), (from, into), &breaks).await,
            "delete a tag" => delete_tag(db, &admin(), from, &breaks).await,
            _ => delete_team(db, &admin(), team, &breaks).await,
        };

        assert!(broken.is_err());
        let left = [
            world.rows("conversation_tags g JOIN tags t USING (tag_id) WHERE t.name = 'Refund'").await,
            world.rows("conversations WHERE team_id IS NOT NULL").await,
        ];
        assert!(left.contains(&101), "{act}: {left:?}");
        inbox.next_of("reload").await;
    }
}

#[tokio::test]
async fn a_macro_gives_conversations_only_to_who_may_reply() {
    let world = World::start().await;
    let made = world.handles.db.write(|tx| {
        for (name, role, is_active) in [("Bo", "agent", 1), ("Rea", "read_only", 1), ("Gone", "agent", 0)] {
            tx.execute(
                "INSERT INTO agents (agent_id, email, name, role, password_hash, is_active, created_at)
                 VALUES (?1, ?2, ?2, ?3, 'x', ?4, 0)",
                rusqlite::params![tx.new_id::<AgentId>(), name, role, is_active],
            )?;
        }
        Ok(macros::views::targets(tx)?.agents.into_iter().map(|(_, name)| name).collect::<Vec<_>>())
    });

    assert_eq!(made.await.unwrap(), ["Ana", "Bo"]);
}
