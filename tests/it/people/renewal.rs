//! Tokens are renewed once a day, and nobody loses anything by it but a thief.

use deskbell::base::time::{DAY, HOUR, MINUTE};
use reqwest::Client;
use serde_json::{Value, json};

use super::{support::*, with_message};
use crate::support::{visitor::Visitor, world::World};

/// The panel's call when it loads; answers the token it was given, if any.
async fn renewed(visitor: &Visitor) -> Option<String> {
    let (status, view) = says(visitor, json!({ "app_id": visitor.app_id, "page": Visitor::page() })).await;
    assert_eq!(status, 200, "{view}");
    view["token"].as_str().map(str::to_owned)
}

fn with(visitor: &Visitor, token: &str) -> Visitor {
    Visitor { token: Some(token.to_owned()), ..visitor.clone() }
}

async fn status(visitor: &Visitor) -> u16 {
    visitor.get("/api/widget/conversations").await.0
}

/// Whether the panel's first question is answered with the advice to ask for a new token.
async fn is_told(visitor: &Visitor) -> bool {
    visitor.get("/api/widget/conversations").await.1["wants_renewal"].as_bool().unwrap()
}

/// A browser whose token is a day old, and the successor it was given.
async fn a_day_later() -> (World, Visitor, Visitor) {
    let world = World::start_with(&[("DESKBELL_LIVE_PING_S", "1"), ("DESKBELL_LIVE_IDLE_S", "60")]).await;
    let old = with_message(&world, "Hello").await;
    world.clock.advance(DAY - 1);
    assert_eq!((renewed(&old).await, is_told(&old).await), (None, false), "not before it is a day old");
    world.clock.advance(1);
    assert!(is_told(&old).await);
    let new = with(&old, &renewed(&old).await.expect("a day old"));
    (world, old, new)
}

#[tokio::test]
async fn a_token_is_renewed_once_a_day_and_a_lost_answer_loses_nothing() {
    let (world, old, lost) = a_day_later().await;

    assert_eq!((renewed(&old).await, is_told(&old).await), (None, false), "once a day");
    world.clock.advance(23 * HOUR);
    assert_eq!((renewed(&old).await, status(&old).await), (None, 200), "the answer was lost");
    world.clock.advance(HOUR);
    let new = with(&old, &renewed(&old).await.unwrap());

    assert_eq!(new.get("/api/widget/conversations").await.1["conversations"].as_array().unwrap().len(), 1);
    assert_eq!(status(&lost).await, 200, "another tab may have stored that one");
    assert_eq!(renewed(&new).await, None);
    world.clock.advance(DAY);
    assert!(renewed(&new).await.is_some());
}

#[tokio::test]
async fn the_old_token_lives_for_a_minute_after_the_new_one_was_used() {
    let (world, old, new) = a_day_later().await;
    world.clock.advance(5 * HOUR);
    assert_eq!(status(&old).await, 200, "the new one was not used yet");

    assert_eq!(status(&new).await, 200);
    world.clock.advance(MINUTE - 1);
    assert_eq!(status(&old).await, 200, "another tab has not heard of the new one yet");
    world.clock.advance(1);

    assert_eq!((status(&old).await, status(&new).await), (401, 200));
    // The same once more: the old one is gone, and the new one stays.
    assert_eq!((status(&old).await, status(&new).await), (401, 200));
}

#[tokio::test]
async fn two_tabs_that_load_at_once_get_one_new_token() {
    let world = World::start().await;
    let visitor = with_message(&world, "Hello").await;
    world.clock.advance(DAY);

    let tokens = tokio::join!(renewed(&visitor), renewed(&visitor), renewed(&visitor));

    let given = [tokens.0, tokens.1, tokens.2].into_iter().flatten().count();
    assert_eq!((given, world.rows("visitor_tokens").await), (1, 2));
    assert_eq!(status(&visitor).await, 200);
}

#[tokio::test]
async fn a_copy_of_the_old_token_ends_both_where_address_and_browser_are_anothers() {
    for (is_other_browser, expected) in [(true, 401), (false, 200)] {
        let world = World::start_with(&[("DESKBELL_TRUSTED_PROXIES", "127.0.0.1/32")]).await;
        let from = |address: &str, browser: &str, visitor: &Visitor| {
            let headers = [("x-forwarded-for", address)]
                .into_iter()
                .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            let client = Client::builder().user_agent(browser).default_headers(headers.collect()).build().unwrap();
            Visitor { client, ..visitor.clone() }
        };
        let old = from("203.0.113.7", "Owner", &world.visitor()).acting().await;
        world.clock.advance(DAY);
        let new = with(&old, &renewed(&old).await.unwrap());
        assert_eq!(status(&new).await, 200);
        world.clock.advance(MINUTE);

        let thief = from("198.51.100.9", if is_other_browser { "Thief" } else { "Owner" }, &old);

        assert_eq!(status(&thief).await, 401);
        assert_eq!(status(&new).await, expected, "another browser: {is_other_browser}");
    }
}

#[tokio::test]
async fn an_owner_that_comes_back_to_a_renewed_copy_ends_the_thiefs() {
    let world = World::start_with(&[("DESKBELL_TRUSTED_PROXIES", "127.0.0.1/32")]).await;
    let owner = with_message(&world, "Mine").await;
    let headers = [("x-forwarded-for", "198.51.100.9")]
        .into_iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    let client = Client::builder().user_agent("Thief").default_headers(headers.collect()).build().unwrap();
    let thief = Visitor { client, ..owner.clone() };
    world.clock.advance(DAY);
    let stolen = with(&thief, &renewed(&thief).await.unwrap());
    assert_eq!(status(&stolen).await, 200);
    let mut socket = stolen.connect().await;
    world.clock.advance(MINUTE);

    assert_eq!(status(&owner).await, 401);

    assert_eq!(status(&stolen).await, 401, "one of the two is a thief's");
    assert_eq!(socket.close_code().await, Some(4401));
}

#[tokio::test]
async fn a_connection_that_an_ended_token_let_in_is_closed_and_the_new_ones_stays() {
    let (world, old, new) = a_day_later().await;
    let mut with_old = old.connect().await;
    let mut with_new = new.connect().await;

    world.clock.advance(MINUTE);

    assert_eq!(with_old.close_code().await, Some(4401));
    let ack = new.says(&mut with_new, None, "Still here").await;
    assert!(ack["message_id"].is_string() || ack["number"].is_number(), "{ack}");
}

#[tokio::test]
async fn logging_out_ends_every_token_of_the_browser() {
    let (world, old, new) = a_day_later().await;
    let stored = new.call(reqwest::Method::POST, "/api/widget/logout", None).await;

    assert_eq!(stored.status(), 204);
    assert_eq!((status(&old).await, status(&new).await), (401, 401));
    assert_eq!(world.rows("visitor_tokens").await, 0);
}

#[tokio::test]
async fn a_token_lives_400_days_from_its_last_use_and_an_ended_one_is_remembered_for_a_month() {
    let (world, old, new) = a_day_later().await;
    status(&new).await;
    let forget = || world.handles.db.write(|tx| deskbell::visitors::tokens::actions::forget_old(tx, 500));

    world.clock.advance(MINUTE + 30 * DAY);
    assert_eq!(forget().await.unwrap(), 0);
    world.clock.advance(1);
    forget().await.unwrap();
    assert_eq!((world.rows("visitor_tokens").await, status(&old).await), (1, 401));
    assert_eq!(status(&new).await, 200);
    world.clock.advance(400 * DAY);
    assert_eq!(status(&new).await, 200, "used 400 days ago, and now again");
    world.clock.advance(400 * DAY + 1);
    assert_eq!(status(&new).await, 401);
    let view: Value = says(&world.visitor(), at_load(&world.visitor(), json!({}))).await.1;
    assert_eq!(view["token"], json!(null));
}
