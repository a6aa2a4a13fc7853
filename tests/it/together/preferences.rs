//! What agents choose for themselves.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{agent::Agent, world::World};

fn usual() -> Value {
    let all = json!({ "mine": true, "unassigned": true, "mentions": true, "assigned": true });
    json!({
        "undo_send_seconds": 5, "has_shortcuts": true, "shortcuts": {}, "density": "comfortable", "sound": true,
        "desktop": all, "toasts": all, "quiet": null, "enter_sends": true,
    })
}

async fn choose(agent: &Agent, body: Value) -> (u16, Value) {
    let response = agent.call(Method::PUT, "/api/inbox/preferences", Some(body)).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn choices_are_kept_whole_and_answered_with_who_one_is() {
    let world = World::start().await;
    let ana = world.agent().await;
    assert_eq!(ana.get("/api/inbox/me").await.1["preferences"], usual());
    let mut chosen = usual();
    chosen["undo_send_seconds"] = json!(10);
    chosen["density"] = json!("compact");
    chosen["desktop"]["unassigned"] = json!(false);
    chosen["quiet"] = json!({ "from": 1_320, "to": 420, "days": [6, 0, 6] });
    chosen["shortcuts"] = json!({ "conversation.next": "n" });

    let (status, kept) = choose(&ana, chosen.clone()).await;

    chosen["quiet"]["days"] = json!([0, 6]);
    assert_eq!((status, &kept), (200, &chosen));
    let world = world.restart().await;
    let ana = Agent { address: world.address.clone(), ..ana };
    assert_eq!(ana.get("/api/inbox/me").await.1["preferences"], chosen);
}

#[tokio::test]
async fn each_wrong_choice_is_named_and_nothing_is_changed() {
    let world = World::start().await;
    let ana = world.agent().await;
    let wrong = [
        ("undo_send_seconds", json!(7), "/undo_send_seconds"),
        ("density", json!("huge"), "/density"),
        ("sound", json!("loud"), "/sound"),
        ("desktop", json!({ "mine": true }), "/desktop/unassigned"),
        ("quiet", json!({ "from": 0, "to": 1_440, "days": [1] }), "/quiet/to"),
        ("quiet", json!({ "from": 60, "to": 60, "days": [1] }), "/quiet/to"),
        ("quiet", json!({ "from": 60, "to": 120, "days": [] }), "/quiet/days"),
        ("quiet", json!({ "from": 60, "to": 120, "days": [7] }), "/quiet/days"),
        ("shortcuts", json!({ "next": "" }), "/shortcuts/next"),
        ("shortcuts", json!([]), "/shortcuts"),
        ("colour", json!("red"), "/colour"),
    ];

    for (field, value, pointer) in wrong {
        let mut body = usual();
        body[field] = value.clone();
        let (status, problem) = choose(&ana, body).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!(pointer)), "{value}");
    }
    assert_eq!(ana.get("/api/inbox/me").await.1["preferences"], usual());
}

#[tokio::test]
async fn a_choice_made_in_one_browser_leaves_what_another_has_chosen() {
    let world = World::start().await;
    let ana = world.agent().await;
    let quiet = json!({ "from": 1_320, "to": 420, "days": [0, 6] });
    assert_eq!(choose(&ana, json!({ "quiet": quiet })).await.0, 200);

    let (status, kept) = choose(&ana, json!({ "density": "compact" })).await;

    let mut expected = usual();
    expected["quiet"] = quiet;
    expected["density"] = json!("compact");
    assert_eq!((status, &kept), (200, &expected));
    assert_eq!(choose(&ana, json!({})).await.1, expected, "nothing chosen anew is nothing changed");
    let (status, kept) = choose(&ana, json!({ "quiet": null })).await;
    assert_eq!((status, &kept["quiet"], &kept["density"]), (200, &json!(null), &json!("compact")));
}
