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

#[tokio::test]
async fn what_was_undone_at_once_has_not_ended_and_is_asked_for_where_it_ends() {
    let talk = Talk::start().await;
    let asked = |thread: &[serde_json::Value]| {
        let asks = |message: &&serde_json::Value| message["content"]["type"] == "rating";
        thread.iter().filter(asks).count()
    };
    talk.world.clock.advance(1_000);
    talk.agent_does("resolve").await;
    talk.world.clock.advance(15_000);
    talk.agent_does("reopen").await;
    let undone = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;

    talk.world.clock.advance(60_000);
    talk.agent_does("resolve").await;
    let ended = asked(&talk.thread().await);
    talk.world.clock.advance(15_001);
    talk.agent_does("reopen").await;
    talk.agent_does("resolve").await;
    let again = asked(&talk.thread().await);
    talk.agent_does("reopen").await;
    let rated = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;

    assert_eq!(undone, 409, "it was never resolved");
    assert_eq!((ended, again), (2, 2), "asked where it ended, and not again after a later change of mind");
    assert_eq!(rated, 204, "what ended before can still be rated");
}

/// So many milliseconds after what was there it is done, and undone a moment later; then so once more.
async fn ends_and_undoes_twice(talk: &Talk, after_ms: i64) {
    for _ in 0..2 {
        talk.world.clock.advance(after_ms);
        talk.agent_does("resolve").await;
        talk.world.clock.advance(2_000);
        talk.agent_does("reopen").await;
    }
}

#[tokio::test]
async fn who_changes_their_mind_twice_still_asks_where_it_ends() {
    let talk = Talk::start().await;
    ends_and_undoes_twice(&talk, 60_000).await;
    let undone = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;
    talk.world.clock.advance(60_000);
    talk.agent_does("resolve").await;

    let asked = talk.thread().await.iter().filter(|message| message["content"]["type"] == "rating").count();
    let rated = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;

    assert_eq!((undone, asked, rated), (409, 3, 204));
}

#[tokio::test]
async fn an_end_that_the_visitor_took_up_stays_one_where_later_ones_are_undone() {
    let mut talk = Talk::start().await;
    talk.world.clock.advance(60_000);
    talk.agent_does("resolve").await;
    talk.world.clock.advance(4_000);
    talk.visitor.says(&mut talk.panel, Some(&talk.conversation), "One more thing").await;
    ends_and_undoes_twice(&talk, 2_000).await;

    let rated = talk.visitor_posts("rating", json!({ "score": 5 })).await.0;

    assert_eq!(rated, 204, "the visitor wrote after the first end: that was none of those that were undone");
}

#[tokio::test]
async fn a_line_says_whether_it_undoes_and_a_later_rating_changes_nothing_of_it() {
    let mut talk = Talk::start().await;
    talk.world.clock.advance(1_000);
    talk.agent_does("resolve").await;
    talk.world.clock.advance(5_000);
    talk.agent_does("reopen").await;
    talk.world.clock.advance(5_000);
    talk.agent_does("resolve").await;
    talk.visitor_posts("rating", json!({ "score": 4 })).await;
    talk.world.clock.advance(5_000);
    talk.agent_does("reopen").await;
    talk.agent_does("resolve").await;
    talk.visitor.says(&mut talk.panel, Some(&talk.conversation), "One more thing").await;

    let thread = talk.thread().await;
    let lines: Vec<_> = thread.iter().filter(|message| message["content"]["event"] == "reopened").collect();

    let undoes = [json!(true), json!(false), json!(false)];
    assert_eq!(lines.iter().map(|line| line["content"]["is_undoing"].clone()).collect::<Vec<_>>(), undoes);
    let resolved = thread.iter().find(|message| message["content"]["event"] == "resolved").unwrap();
    assert_eq!(resolved["content"].get("is_undoing"), None, "it is said of what takes up alone");
}

#[tokio::test]
async fn a_done_taken_back_at_once_counts_for_nothing_also_where_an_earlier_end_was_rated() {
    let mut talk = Talk::start().await;
    talk.agent_does("resolve").await;
    assert_eq!(talk.visitor_posts("rating", json!({ "score": 4 })).await.0, 204);
    talk.world.clock.advance(60_000);
    talk.visitor.says(&mut talk.panel, Some(&talk.conversation), "One more thing").await;
    talk.world.clock.advance(1_000);
    talk.agent_does("resolve").await;
    talk.world.clock.advance(5_000);
    talk.agent_does("reopen").await;
    talk.world.clock.advance(60_000);
    talk.agent_does("resolve").await;

    let thread = talk.thread().await;
    let asked = thread.iter().filter(|message| message["content"]["type"] == "rating").count();
    let taken_back = thread.iter().rfind(|message| message["content"]["event"] == "reopened").unwrap();

    assert_eq!(taken_back["content"]["is_undoing"], true);
    assert_eq!(asked, 3, "after the first end, after the one that was taken back, and where it really ended");
}
