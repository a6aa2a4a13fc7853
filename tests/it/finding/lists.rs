//! Lists: what belongs to each view, in which order, page by page.

use serde_json::json;

use super::{
    encoded, page, pages,
    seeding::{Seed, colleagues, seed},
};
use crate::support::{agent::Agent, world::World};

/// A world with one conversation of each kind, and their ids by kind.
struct Kinds {
    world: World,
    agent: Agent,
    me: String,
    team: String,
    tag: String,
    ids: Vec<String>,
}

const MINE: usize = 0;
const NOBODYS: usize = 1;
const BOS: usize = 2;
const SNOOZED_LATE: usize = 3;
const SNOOZED_SOON: usize = 4;
const DONE: usize = 5;
const TEAMS: usize = 6;
const TAGGED: usize = 7;

async fn kinds() -> Kinds {
    let world = World::start().await;
    let agent = world.agent().await;
    let (bo, team, tag) = colleagues(&world).await;
    let me = agent.get("/api/inbox/me").await.1["agent"]["id"].as_str().unwrap().to_owned();
    let assigned = |at, assignee: &str| Seed { at, assignee: Some(assignee.to_owned()), ..Seed::default() };
    let customer = |at, id: &str| Seed { at, external_id: Some(id.to_owned()), ..Seed::default() };
    let seeds = vec![
        Seed { waiting_since: Some(3), unread: 1, ..assigned(10, &me) },
        Seed { waiting_since: Some(1), is_proven: true, ..customer(9, "c-1") },
        Seed { attributes: Some(r#"{"plan":"Gold","seats":12,"a\"b":true}"#.to_owned()), ..assigned(8, &bo) },
        Seed { snoozed_until: Some(900), ..assigned(7, &me) },
        Seed { snoozed_until: Some(100), ..assigned(6, &bo) },
        // A customer, in a browser that has not proved it.
        Seed { is_done: true, assignee: Some(me.clone()), ..customer(5, "c-2") },
        Seed { team: Some(team.clone()), waiting_since: Some(2), ..assigned(4, &bo) },
        Seed { tags: vec![tag.clone()], priority: 4, ..assigned(3, &bo) },
    ];
    let ids = seed(&world, seeds).await;
    Kinds { world, agent, me, team, tag, ids }
}

impl Kinds {
    fn ids(&self, kinds: &[usize]) -> Vec<String> {
        kinds.iter().map(|kind| self.ids[*kind].clone()).collect()
    }
}

#[tokio::test]
async fn each_view_holds_what_its_name_says_in_its_order_on_pages_of_any_size() {
    let kinds = kinds().await;
    let agent = kinds.agent.clone();
    let mention = kinds.ids(&[BOS, TAGGED]);
    let me = kinds.me.clone();
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        for (at, id) in mention.iter().enumerate() {
            tx.execute("INSERT INTO mentions VALUES (?1, ?2, 1, ?3)", rusqlite::params![me, id, at as i64])?;
        }
        Ok(())
    };
    kinds.world.handles.db.write(write).await.unwrap();
    let site = agent.get("/api/inbox/directory").await.1["sites"][0]["id"].as_str().unwrap().to_owned();
    let all = [MINE, NOBODYS, BOS, SNOOZED_LATE, SNOOZED_SOON, DONE, TEAMS, TAGGED];
    let cases: Vec<(String, &[usize])> = vec![
        ("view=mine".into(), &[MINE]),
        ("view=mine&state=all".into(), &[MINE, SNOOZED_LATE, DONE]),
        ("view=mine&state=done".into(), &[DONE]),
        ("view=unassigned".into(), &[NOBODYS]),
        ("view=mentions".into(), &[TAGGED, BOS]),
        ("view=mentions&sort=oldest".into(), &[BOS, TAGGED]),
        ("view=open".into(), &[MINE, NOBODYS, BOS, TEAMS, TAGGED]),
        ("view=open&sort=oldest".into(), &[TAGGED, TEAMS, BOS, NOBODYS, MINE]),
        ("view=open&sort=waiting".into(), &[NOBODYS, TEAMS, MINE, BOS, TAGGED]),
        ("view=snoozed".into(), &[SNOOZED_SOON, SNOOZED_LATE]),
        ("view=snoozed&sort=newest".into(), &[SNOOZED_LATE, SNOOZED_SOON]),
        ("view=done".into(), &[DONE]),
        ("view=all".into(), &all),
        (String::new(), &all),
        (format!("view=team:{}", kinds.team), &[TEAMS]),
        (format!("view=tag:{}", kinds.tag), &[TAGGED]),
        (format!("view=site:{site}&state=all"), &all),
    ];

    for (query, wanted) in cases {
        for limit in [1, 2, 50] {
            assert_eq!(pages(&agent, &query, limit).await, kinds.ids(wanted), "{query} by {limit}");
        }
        let asked = format!("/api/inbox/conversations/matching?{query}&ids={}", kinds.ids.join(","));
        let (status, answer) = agent.get(&asked).await;
        let mut matching: Vec<_> = answer["ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        matching.sort_unstable();
        let mut wanted = kinds.ids(wanted);
        wanted.sort_unstable();
        assert_eq!((status, matching.len()), (200, wanted.len()), "{query}");
        assert!(matching.iter().zip(&wanted).all(|(found, wanted)| found == wanted), "{query}");
    }
}

#[tokio::test]
async fn filters_narrow_a_list_by_everything_that_is_known_of_a_conversation() {
    let kinds = kinds().await;
    let agent = kinds.agent.clone();
    kinds.world.clock.advance(10 * 60_000);
    let bo = agent.get("/api/inbox/directory").await.1["agents"][1]["id"].as_str().unwrap().to_owned();
    let attribute = |name: &str, op: &str, value: &str| json!({ "states": ["open"], "attributes": [{ "name": name, "op": op, "value": value }] });
    let set = |op: &str| json!({ "states": ["open"], "attributes": [{ "name": "plan", "op": op }] });
    let not_gold: &[usize] = &[MINE, NOBODYS, TEAMS, TAGGED];
    let cases: Vec<(serde_json::Value, &[usize])> = vec![
        (json!({ "states": ["snoozed", "done"] }), &[SNOOZED_LATE, SNOOZED_SOON, DONE]),
        (json!({ "assignees": ["me", "nobody"], "states": ["open"] }), &[MINE, NOBODYS]),
        (json!({ "assignees": [bo] }), &[BOS, SNOOZED_SOON, TEAMS, TAGGED]),
        (json!({ "teams": [kinds.team] }), &[TEAMS]),
        (json!({ "tags": [kinds.tag], "priorities": ["urgent", "low"] }), &[TAGGED]),
        (json!({ "is_verified": true }), &[NOBODYS]),
        (json!({ "unread": true }), &[MINE]),
        (json!({ "waiting_minutes": 7 }), &[NOBODYS, TEAMS]),
        (attribute("plan", "is", "gold"), &[BOS]),
        (attribute("plan", "is_not", "Gold"), not_gold),
        (attribute("plan", "contains", "OL"), &[BOS]),
        (attribute("seats", "is", "12.0"), &[BOS]),
        (attribute("seats", "more", "11.5"), &[BOS]),
        (attribute("seats", "less", "11.5"), &[]),
        (attribute("a\"b", "is", "true"), &[BOS]),
        (attribute("plan') OR 1=1 --", "is", "' OR 1=1 --"), &[]),
        (set("set"), &[BOS]),
        (set("not_set"), not_gold),
    ];

    for (filters, wanted) in cases {
        let query = format!("view=all&filters={}", encoded(&filters));
        assert_eq!(pages(&agent, &query, 1).await, kinds.ids(wanted), "{filters}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_nothing_else_reaches_the_database() {
    let kinds = kinds().await;
    let agent = kinds.agent.clone();
    let filters = |json: serde_json::Value| format!("filters={}", encoded(&json));
    let cursor = page(&agent, "view=open&limit=1").await.1.unwrap();
    let attribute = json!({ "attributes": [{ "name": "n", "op": "more", "value": "many" }] });
    let cases = [
        ("view=everything".to_owned(), "/view"),
        ("view=team:cnv_1".to_owned(), "/view"),
        (format!("view=open&sort=oldest&cursor={cursor}"), "/cursor"),
        ("cursor=1".to_owned(), "/cursor"),
        ("limit=101".to_owned(), "/limit"),
        ("filters=%7B".to_owned(), "/filters"),
        (filters(json!({ "assignee_id": "x" })), "/filters/assignee_id"),
        (filters(json!({ "assignees": ["1 OR 1=1"] })), "/filters/assignees/0"),
        (filters(json!({ "states": ["archived"] })), "/filters/states/0"),
        (filters(json!({ "waiting_minutes": -1 })), "/filters/waiting_minutes"),
        (filters(attribute), "/filters/attributes/0/value"),
    ];

    for (query, pointer) in cases {
        let (status, problem) = agent.get(&format!("/api/inbox/conversations?{query}")).await;
        assert_eq!((status, problem["errors"][0]["pointer"].as_str()), (422, Some(pointer)), "{query}: {problem}");
    }
    for path in ["matching?ids=1", &format!("matching?ids={}", vec![kinds.ids[0].as_str(); 101].join(","))] {
        assert_eq!(agent.get(&format!("/api/inbox/conversations/{path}")).await.0, 422);
    }
}

#[tokio::test]
async fn a_page_after_a_change_neither_repeats_nor_skips_what_did_not_move() {
    let world = World::start().await;
    let agent = world.agent().await;
    let ids = seed(&world, (0..6).map(|index| Seed { at: 60 - index, ..Seed::default() }).collect()).await;
    let (first, next) = page(&agent, "view=open&limit=3").await;

    // The row that the cursor stands at moves to the top, and a new one comes in.
    let moved = ids[2].clone();
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        Ok(tx.execute(
            "UPDATE conversations SET last_activity_at = last_activity_at + 9999999 WHERE conversation_id = ?1",
            [moved],
        )?)
    };
    world.handles.db.write(write).await.unwrap();
    seed(&world, vec![Seed { at: 900, ..Seed::default() }]).await;
    let (second, end) = page(&agent, &format!("view=open&limit=3&cursor={}", next.unwrap())).await;

    assert_eq!((first.as_slice(), second.as_slice(), end), (&ids[..3], &ids[3..], None));
}

#[tokio::test]
async fn a_filter_that_no_index_answers_looks_at_so_many_rows_for_each_request_and_finds_all_in_the_end() {
    let world = World::start().await;
    let agent = world.agent().await;
    let rare = |index| if index % 4_000 == 3_999 { 4 } else { 0 };
    let seeds = (0..12_000).map(|index| Seed { at: 20_000 - index, priority: rare(index), ..Seed::default() });
    let ids = seed(&world, seeds.collect()).await;
    let query = format!("view=open&filters={}", encoded(&json!({ "priorities": ["urgent"] })));

    let (first, next) = page(&agent, &query).await;
    let all = pages(&agent, &query, 50).await;

    assert_eq!((first, next.is_some()), (vec![ids[3_999].clone()], true));
    assert_eq!(all, [ids[3_999].clone(), ids[7_999].clone(), ids[11_999].clone()]);
}

#[tokio::test]
async fn counts_say_how_many_each_view_holds_up_to_a_thousand() {
    let kinds = kinds().await;
    let agent = kinds.agent.clone();
    seed(&kinds.world, (0..1_100).map(|at| Seed { at, ..Seed::default() }).collect()).await;

    let (status, answer) = agent.get("/api/inbox/counts").await;

    let counts = &answer["counts"];
    assert_eq!(status, 200);
    for (key, count) in [("mine", 1), ("unassigned", 1_000), ("mentions", 0), ("open", 1_000), ("snoozed", 2)] {
        assert_eq!(counts[key], count, "{key}");
    }
    assert_eq!(
        (&counts[format!("team:{}", kinds.team)], &counts[format!("tag:{}", kinds.tag)]),
        (&json!(1), &json!(1))
    );
    assert_eq!(counts["done"], json!(null));
}

#[tokio::test]
async fn the_directory_names_colleagues_teams_tags_and_sites() {
    let kinds = kinds().await;
    let agent = kinds.agent.clone();

    let (status, directory) = agent.get("/api/inbox/directory").await;

    assert_eq!(status, 200);
    let names = |of: &str| {
        directory[of].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!((names("agents"), names("teams"), names("tags")), (vec!["Ana", "Bo"], vec!["Sales"], vec!["Refund"]));
    assert_eq!(directory["teams"][0]["agent_ids"][0], directory["agents"][1]["id"]);
    assert_eq!(directory["agents"][1]["availability"], "online");
    assert_eq!(directory["sites"].as_array().unwrap().len(), 1);
}
