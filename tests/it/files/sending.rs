//! Sending uploaded files with a message.

use deskbell::{
    base::{Error, ids::FileId},
    files::{shapes::Attachment, views},
};

use serde_json::json;

use super::{id_of, message, owner, send, uploaded};
use crate::support::{visitor::post, world::World};

fn pointer(result: deskbell::base::Result<()>) -> String {
    match result {
        Err(Error::Invalid(errors)) => errors.iter().map(|error| error.pointer.clone()).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn files_keep_their_order_and_are_sent_once() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut ids: Vec<FileId> = Vec::new();
    for name in ["1.txt", "2.txt", "3.txt"] {
        ids.insert(0, id_of(&uploaded(&visitor, name, "x").await));
    }
    let (sent, actor) = message(&world, &visitor).await;

    send(&world, &actor, &ids, sent).await.unwrap();
    let again = send(&world, &actor, &ids[..1], sent).await;
    let files = world.handles.db.read(move |connection| views::of_messages(connection, &[sent])).await.unwrap();

    assert_eq!(pointer(again), "/file_ids");
    let names: Vec<_> = files[&sent].iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["3.txt", "2.txt", "1.txt"]);
    let shown = Attachment::for_agent(files[&sent][0].clone());
    assert_eq!(shown.url, format!("/inbox/files/{}/3.txt", ids[0]));
    world.stop().await;
}

#[tokio::test]
async fn only_its_uploader_sends_a_file_and_a_refusal_sends_none() {
    let world = World::start().await;
    let (bo, eve) = (world.visitor().acting().await, world.visitor().acting().await);
    let (own, foreign) = (id_of(&uploaded(&bo, "a.txt", "x").await), id_of(&uploaded(&eve, "b.txt", "x").await));
    let (sent, actor) = message(&world, &bo).await;

    assert_eq!(pointer(send(&world, &actor, &[own, foreign], sent).await), "/file_ids");
    assert_eq!(pointer(send(&world, &actor, &[own, own], sent).await), "/file_ids");
    assert_eq!(pointer(send(&world, &owner(&world).await, &[own], sent).await), "/file_ids");
    assert_eq!(pointer(send(&world, &actor, &[own; 11], sent).await), "/file_ids");

    let files = world.handles.db.read(move |connection| views::of_messages(connection, &[sent])).await.unwrap();
    assert!(files.is_empty());
    send(&world, &actor, &[own], sent).await.unwrap();
    world.stop().await;
}

#[tokio::test]
async fn a_message_takes_no_file_of_another_persons_conversation() {
    let world = World::start().await;
    let (bo, eve) = (world.visitor().acting().await, world.visitor().acting().await);
    let (of_bo, of_eve) = (uploaded(&bo, "bo.txt", "x").await, uploaded(&eve, "eve.txt", "x").await);
    let mut panel = eve.connect().await;
    let mut post = post("m1", None, "Look");

    let mut codes = Vec::new();
    for files in [vec![&of_bo["id"]], vec![&of_eve["id"], &of_bo["id"]], vec![&of_eve["id"], &of_eve["id"]]] {
        post["file_ids"] = json!(files);
        panel.say(post.clone()).await;
        codes.push(panel.next_of("refused").await["code"].clone());
    }
    assert_eq!(codes, ["invalid", "invalid", "invalid"]);
    assert_eq!((world.rows("messages").await, world.rows("conversations").await), (0, 0), "all of it or nothing");

    post["file_ids"] = json!([of_eve["id"]]);
    panel.say(post.clone()).await;
    panel.next_of("ack").await;
    post["client_id"] = json!("m2");
    panel.say(post).await;
    assert_eq!(panel.next_of("refused").await["code"], "invalid", "a file is sent once");
    world.stop().await;
}
