//! What a site has switched off is not to be had by asking for it either.

use deskbell::{
    base::Actor,
    sites::{self, Features, Section},
};
use reqwest::Method;
use serde_json::json;

use crate::talk::{Talk, posts};

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

async fn switch(talk: &Talk, features: Features) {
    let site = talk.world.handles.sites.all()[0].id;
    let change = move |tx: &mut deskbell::db::Tx<'_>| {
        sites::actions::change(tx, &Actor::System, site, [Section::Features(features)])
    };
    talk.world.handles.db.write(change).await.unwrap();
    talk.world.handles.sites.refresh().await.unwrap();
}
