//! Acts on many conversations at once: each for itself.

use serde_json::{Value, json};

use super::{Desk, NOWHERE, REFUND, acts};
use crate::support::visitor::post;

#[tokio::test]
async fn what_cannot_be_done_says_so_and_the_rest_is_done() {
    let mut desk = Desk::start().await;
    let second = desk.talk.visitor.says(&mut desk.talk.panel, None, "Another thing").await;
    let (first, second) = (desk.talk.conversation.as_str(), second["conversation_id"].as_str().unwrap().to_owned());
    let nobody = json!({ "type": "assign_agent", "agent_id": "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C" });

    let (status, answer) = acts(
        &desk.talk.agent,
        &[
            (first, json!({ "type": "tag", "tag_id": REFUND })),
            (first, nobody),
            (NOWHERE, json!({ "type": "resolve" })),
            (&second, json!({ "type": "resolve" })),
        ],
    )
    .await;

    assert_eq!(status, 200, "{answer}");
    let results = answer["results"].as_array().unwrap();
    let codes: Vec<_> = results.iter().map(|result| result["error"]["code"].as_str()).collect();
    assert_eq!(codes, [None, Some("invalid"), Some("not_found"), None]);
    let states: Vec<_> = results.iter().map(|result| result["conversation"]["state"].as_str()).collect();
    assert_eq!(states, [Some("open"), Some("open"), None, Some("done")]);
    assert_eq!(results[0]["conversation"]["tag_ids"], json!([REFUND]));
}

#[tokio::test]
async fn an_act_that_fails_leaves_nothing_of_itself_behind() {
    let desk = Desk::start().await;
    let (before, _) = counts(&desk).await;
    let until = json!({ "type": "snooze", "until": 1 });
    let resolved = acts(&desk.talk.agent, &[(&desk.talk.conversation, json!({ "type": "resolve" }))]).await;
    assert_eq!(resolved.0, 200);
    let (entries, messages) = counts(&desk).await;

    // Snoozing a resolved one would open it again first; the moment is over, so neither is done.
    let failed = acts(&desk.talk.agent, &[(&desk.talk.conversation, until)]).await.1;

    assert_eq!(failed["results"][0]["error"]["code"], "invalid");
    assert_eq!(failed["results"][0]["conversation"]["state"], "done");
    assert_eq!(counts(&desk).await, (entries, messages));
    assert_eq!(before, 0);
    desk.talk.world.stop().await;
}

#[tokio::test]
async fn every_agent_hears_of_each_change_in_order() {
    let desk = Desk::start().await;
    let mut listening = desk.bo.connect().await;
    let id = desk.talk.conversation.as_str();

    let changes = [
        (id, json!({ "type": "priority", "priority": "high" })),
        (id, json!({ "type": "assign_agent", "agent_id": desk.bo_id })),
        (id, json!({ "type": "resolve" })),
    ];
    acts(&desk.talk.agent, &changes).await;

    let heard: Vec<Value> = listening.until("conversation").await;
    let acts: Vec<_> = heard.iter().filter_map(|frame| frame["entry"]["act"]["what"].as_str()).collect();
    assert_eq!(acts, ["priority", "assigned"]);
    assert_eq!(heard.last().unwrap()["conversation"]["state"], "done");
    assert_eq!(heard.last().unwrap()["conversation"]["assignee_id"], json!(desk.bo_id));
}

#[tokio::test]
async fn lists_by_tag_follow_what_happens_to_a_conversation() {
    let mut desk = Desk::start().await;
    desk.acts(json!({ "type": "tag", "tag_id": REFUND })).await;
    let at_first = followed(&desk).await;

    desk.acts(json!({ "type": "snooze", "until": null })).await;
    let snoozed = followed(&desk).await;
    desk.talk.world.clock.advance(5_000);
    desk.visitor_writes("Hello?").await;
    let woken = followed(&desk).await;
    desk.talk.world.clock.advance(5_000);
    desk.acts(json!({ "type": "resolve" })).await;
    let done = followed(&desk).await;
    desk.talk.inbox.say(post("a1", Some(&desk.talk.conversation), "One more thing")).await;
    desk.talk.inbox.next_of("ack").await;

    let at = at_first.1;
    assert_eq!([at_first, snoozed, woken, done], [(0, at), (1, at), (0, at + 5_000), (2, at + 5_000)]);
    assert_eq!(followed(&desk).await, (0, at + 10_000));
}

async fn counts(desk: &Desk) -> (i64, i64) {
    (desk.talk.world.rows("thread_entries").await, desk.talk.world.rows("messages").await)
}

/// What a tag says of the conversation.
async fn followed(desk: &Desk) -> (i64, i64) {
    let read = |connection: &rusqlite::Connection| {
        let sql =
            "SELECT t.state, t.last_activity_at FROM conversation_tags t JOIN conversations c USING (conversation_id)
                   WHERE t.state = c.state AND t.last_activity_at = c.last_activity_at";
        Ok(connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
    };
    desk.talk.world.handles.db.read(read).await.unwrap()
}
