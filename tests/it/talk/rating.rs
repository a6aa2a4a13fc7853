//! Rating a conversation.

use deskbell::base::time::DAY;
use serde_json::json;

use super::{Talk, pointers, posts};

#[tokio::test]
async fn a_rating_is_told_to_both_sides_and_may_be_changed_for_a_day() {
    let mut talk = Talk::start().await;
    talk.agent_does("resolve").await;
    talk.panel.next_of("conversation").await;
    talk.inbox.next_of("conversation").await;

    let first = talk.visitor_posts("rating", json!({ "score": 4 })).await.0;
    let for_visitor = talk.panel.next_of("conversation").await;
    let for_agent = talk.inbox.next_of("conversation").await;
    talk.world.clock.advance(DAY - 1_000);
    let changed = talk.visitor_posts("rating", json!({ "score": 5, "comment": " Thank you " })).await.0;
    talk.world.clock.advance(2_000);
    let same = talk.visitor_posts("rating", json!({ "score": 5, "comment": "Thank you" })).await.0;
    let late = talk.visitor_posts("rating", json!({ "score": 1 })).await.0;

    assert_eq!([first, changed, same, late], [204, 204, 204, 409]);
    assert_eq!((&for_visitor["rating"], &for_agent["conversation"]["rating"]), (&json!(4), &json!(4)));
    // A day later the agent signs in anew.
    talk.agent = talk.world.agent().await;
    let (of_visitor, of_agent) = talk.rows().await;
    assert_eq!((&of_visitor["rating"], &of_agent["conversation"]["rating_comment"]), (&json!(5), &json!("Thank you")));
}

#[tokio::test]
async fn a_conversation_is_rated_once_it_was_resolved_and_by_its_visitor_alone() {
    let talk = Talk::start().await;
    let stranger = talk.world.visitor().acting().await;
    let path = format!("/api/widget/conversations/{}/rating", talk.conversation);

    let before = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;
    talk.agent_does("resolve").await;
    let by_stranger = posts(&stranger, &path, json!({ "score": 1 })).await.0;

    assert_eq!((before, by_stranger), (409, 404));
    assert_eq!(talk.rows().await.0["rating"], json!(null));
}

#[tokio::test]
async fn ratings_that_are_none_are_refused_by_name() {
    let talk = Talk::start().await;
    talk.agent_does("resolve").await;

    for score in [json!(0), json!(6), json!(4.5), json!("5"), json!(null), json!(-1)] {
        let (status, problem) = talk.visitor_posts("rating", json!({ "score": score })).await;
        assert_eq!((status, pointers(&problem)), (422, vec!["/score".to_owned()]), "{score}");
    }
    let (status, problem) =
        talk.visitor_posts("rating", json!({ "score": 5, "comment": "x".repeat(1_001), "stars": 5 })).await;
    assert_eq!((status, pointers(&problem)), (422, vec!["/comment".to_owned(), "/stars".to_owned()]));
    assert_eq!(talk.rows().await.0["rating"], json!(null));
}

#[tokio::test]
async fn who_has_rated_is_asked_again_only_after_more_was_said() {
    let mut talk = Talk::start().await;
    talk.world.clock.advance(1_000);
    talk.agent_does("resolve").await;
    talk.visitor_posts("rating", json!({ "score": 2 })).await;
    talk.world.clock.advance(1_000);
    talk.agent_does("reopen").await;
    talk.agent_does("resolve").await;
    let asked =
        |thread: &[serde_json::Value]| thread.iter().filter(|message| message["content"]["type"] == "rating").count();
    let once = asked(&talk.thread().await);

    talk.world.clock.advance(1_000);
    talk.agent_posts("a1", "I found it!", json!(null)).await;
    talk.agent_does("reopen").await;
    talk.world.clock.advance(1_000);
    talk.agent_does("resolve").await;
    let twice = asked(&talk.thread().await);
    let anew = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;

    assert_eq!((once, twice, anew), (1, 2, 204));
}
