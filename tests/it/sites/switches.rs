//! What a site has switched off is not to be had by asking for it either.

use deskbell::{
    base::Actor,
    sites::{self, Features, Section},
};
use reqwest::Method;
use serde_json::json;

use crate::{
    support::visitor::post,
    talk::{Talk, posts},
};

#[tokio::test]
async fn what_is_switched_off_is_refused_and_comes_back_with_the_switch() {
    let talk = Talk::start().await;
    assert_eq!(talk.agent_does("resolve").await, 200);
    let of_it = format!("/api/widget/conversations/{}", talk.conversation);
    let all = async || {
        let visitor = &talk.visitor;
        let upload = visitor.client.post(format!("{}/api/widget/files?name=a.txt", visitor.address)).body("hello");
        let upload = upload.header("Origin", &visitor.address).bearer_auth(visitor.token.as_deref().unwrap());
        let rating = posts(visitor, &format!("{of_it}/rating"), json!({ "score": 5 })).await;
        let transcript = visitor.call(Method::GET, &format!("{of_it}/transcript"), None).await;
        let activity = visitor.get("/api/widget/activity").await;
        let kind = activity.1["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let statuses = [upload.send().await.unwrap().status().as_u16(), rating.0, transcript.status().as_u16()];
        (statuses, kind)
    };

    switch(&talk, Features { files: false, rating: false, transcript: false, activity: false, ..Features::default() })
        .await;
    let off = all().await;
    let stored = talk.world.rows("files").await;
    switch(&talk, Features::default()).await;
    let on = all().await;

    assert_eq!((off, stored), (([403, 403, 403], "forbidden".to_owned()), 0));
    assert_eq!(on, ([201, 204, 200], "not-verified".to_owned()));
}

#[tokio::test]
async fn an_open_panel_of_a_site_that_was_switched_off_writes_nothing_until_it_is_on_again() {
    let mut talk = Talk::start().await;
    let panel = format!("/api/widget/panel?app_id={}", talk.visitor.app_id);
    let answer = post("m1", Some(&talk.conversation), "Are you there?");

    change(&talk, Section::IsActive(false)).await;
    talk.panel.next_of("site").await;
    talk.panel.say(answer.clone()).await;
    let refused = talk.panel.next_of("refused").await;
    let by_post = posts(&talk.visitor, "/api/widget/frames", answer.clone()).await.1;
    let config = talk.visitor.get(&panel).await.0;
    let stored = talk.world.rows("messages").await;
    change(&talk, Section::IsActive(true)).await;
    talk.panel.say(answer).await;
    let taken = talk.panel.next_of("ack").await;

    assert_eq!((&refused["code"], &refused["client_id"]), (&json!("forbidden"), &json!("m1")));
    assert_eq!(by_post["frames"][0]["code"], "forbidden");
    assert_eq!((config, stored, &taken["number"]), (403, 1, &json!(2)));
}

async fn switch(talk: &Talk, features: Features) {
    change(talk, Section::Features(features)).await;
}

async fn change(talk: &Talk, section: Section) {
    let site = talk.world.handles.sites.all()[0].id;
    let change = move |tx: &mut deskbell::db::Tx<'_>| sites::actions::change(tx, &Actor::System, site, [section]);
    talk.world.handles.db.write(change).await.unwrap();
    talk.world.handles.sites.refresh().await.unwrap();
}
