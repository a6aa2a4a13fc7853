//! Who is there: online, away, busy, offline, and what visitors see of it.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{colleague, hears_presence, own_id, presence_in};
use crate::support::{agent::Agent, world::World};

const MINUTE: i64 = 60_000;

async fn says(agent: &Agent, body: Value) -> (u16, Value) {
    let response = agent.call(Method::PUT, "/api/inbox/availability", Some(body)).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn colleagues_are_told_who_comes_goes_and_sits_there() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let ana_id = own_id(&ana).await;

    let (mut inbox, first) = ana.connect_after(None).await;
    let at_first = first.iter().find(|frame| frame["type"] == "colleagues").unwrap();
    assert_eq!(
        (presence_in(at_first, &ana_id).as_deref(), presence_in(at_first, &bo_id).as_deref()),
        (Some("online"), Some("offline")),
        "all are told at first"
    );

    let mut window = bo.connect().await;
    hears_presence(&mut inbox, &bo_id, "online").await;
    let mut second = bo.connect().await;
    window.say(json!({ "type": "idle", "is_idle": true })).await;
    second.say(json!({ "type": "idle", "is_idle": true })).await;
    hears_presence(&mut inbox, &bo_id, "away").await;
    second.say(json!({ "type": "idle", "is_idle": false })).await;
    hears_presence(&mut inbox, &bo_id, "online").await;
    second.close().await;
    hears_presence(&mut inbox, &bo_id, "away").await;
    window.close().await;
    hears_presence(&mut inbox, &bo_id, "offline").await;
}

#[tokio::test]
async fn one_idle_window_of_two_is_not_away() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let mut inbox = ana.connect().await;
    let (mut first, _second) = (bo.connect().await, bo.connect().await);
    hears_presence(&mut inbox, &bo_id, "online").await;

    first.say(json!({ "type": "idle", "is_idle": true })).await;
    first.say(json!({ "type": "watch", "contact_ids": ["con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C"] })).await;
    first.next_of("presence").await;
    let (_inbox, frames) = ana.connect_after(None).await;
    let told = frames.iter().find(|frame| frame["type"] == "colleagues").unwrap();
    assert_eq!(presence_in(told, &bo_id).as_deref(), Some("online"));
}

#[tokio::test]
async fn ones_own_word_counts_until_it_has_had_its_time_also_across_a_restart() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let mut inbox = ana.connect().await;
    let _window = bo.connect().await;
    hears_presence(&mut inbox, &bo_id, "online").await;
    let again_at = world.clock.now().as_millis() + 30 * MINUTE;

    let (status, kept) = says(&bo, json!({ "state": "busy" })).await;
    assert_eq!((status, &kept), (200, &json!({ "state": "busy", "again_at": null })));
    hears_presence(&mut inbox, &bo_id, "busy").await;
    says(&bo, json!({ "state": "away", "again_at": again_at })).await;
    hears_presence(&mut inbox, &bo_id, "away").await;

    drop(inbox);
    let world = world.restart().await;
    let (ana, bo) = (Agent { address: world.address.clone(), ..ana }, Agent { address: world.address.clone(), ..bo });
    let mut inbox = ana.connect().await;
    let mut window = bo.connect().await;
    hears_presence(&mut inbox, &bo_id, "away").await;
    let me = bo.get("/api/inbox/me").await.1;
    assert_eq!(me["availability"], json!({ "state": "away", "again_at": again_at }));

    world.clock.advance(30 * MINUTE);
    window.say(json!({ "type": "viewing", "is_replying": false })).await;
    hears_presence(&mut inbox, &bo_id, "online").await;
    assert_eq!(bo.get("/api/inbox/me").await.1["availability"], json!({ "state": "online", "again_at": null }));
}

#[tokio::test]
async fn a_word_that_cannot_be_kept_is_refused_with_what_to_do() {
    let world = World::start().await;
    let ana = world.agent().await;
    let now = world.clock.now().as_millis();

    for (body, pointer) in [
        (json!({ "state": "asleep" }), "/state"),
        (json!({}), "/state"),
        (json!({ "state": "away", "again_at": now }), "/again_at"),
        (json!({ "state": "away", "again_at": now + 400 * 24 * 60 * MINUTE }), "/again_at"),
        (json!({ "state": "away", "again_at": "noon" }), "/again_at"),
        (json!({ "state": "online", "again_at": now + MINUTE }), "/again_at"),
        (json!({ "state": "away", "until": 7 }), "/until"),
    ] {
        let (status, problem) = says(&ana, body.clone()).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!(pointer)), "{body}");
    }
    assert_eq!(ana.get("/api/inbox/me").await.1["availability"]["state"], "online");
}

#[tokio::test]
async fn visitors_see_somebody_there_only_while_somebody_can_be_reached() {
    let world = World::start().await;
    let (ana, (bo, bo_id)) = (world.agent().await, colleague(&world, "Bo", Role::Agent).await);
    let (cem, _) = colleague(&world, "Cem", Role::ReadOnly).await;
    let visitor = world.visitor();
    let path = format!("/api/widget/team?app_id={}", visitor.app_id);
    let team = async || {
        let team = visitor.get(&path).await.1;
        let names: Vec<_> = team["members"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
        (team["is_online"].as_bool().unwrap(), names)
    };

    let _reader = cem.connect().await;
    assert_eq!(team().await, (false, vec![json!("Ana"), json!("Bo")]), "who only reads answers nobody");

    let mut inbox = ana.connect().await;
    let mut window = bo.connect().await;
    hears_presence(&mut inbox, &bo_id, "online").await;
    assert_eq!(team().await, (true, vec![json!("Ana"), json!("Bo")]));

    says(&ana, json!({ "state": "busy" })).await;
    hears_presence(&mut window, &own_id(&ana).await, "busy").await;
    assert_eq!(team().await, (true, vec![json!("Bo")]), "busy is not reachable");

    window.say(json!({ "type": "idle", "is_idle": true })).await;
    hears_presence(&mut inbox, &bo_id, "away").await;
    assert_eq!(team().await, (false, vec![json!("Ana"), json!("Bo")]));
}
