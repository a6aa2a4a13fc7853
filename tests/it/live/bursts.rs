//! Many messages at once.

use deskbell::conversations::{
    actions,
    model::{ClientId, MessageBody, NewMessage},
};
use futures_util::future::join_all;

use crate::support::world::World;

/// Several times what may wait for one client, and committed together.
const BURST: i64 = 600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_larger_than_a_queue_does_not_cut_a_client_that_reads() {
    let world = World::start().await;
    let agent = world.agent().await;
    let visitor = world.visitor().acting().await;
    let ack = visitor.says(&mut visitor.connect().await, None, "1").await;
    let conversation = ack["conversation_id"].as_str().unwrap().parse().ok();
    let id = visitor.id.clone().unwrap().parse().unwrap();
    let known = world.handles.db.read(move |connection| deskbell::visitors::views::by_id(connection, id)).await;
    let known = known.unwrap().unwrap();
    let mut inbox = agent.connect().await;

    let posts = (2..=BURST).map(|number| {
        let client_id = ClientId::parse(&number.to_string()).unwrap();
        let new = NewMessage::text(conversation, client_id, MessageBody::parse(&number.to_string()).unwrap());
        world.handles.db.write(move |tx| actions::post(tx, &deskbell::base::Actor::Visitor(known), &new))
    });
    join_all(posts.collect::<Vec<_>>()).await.into_iter().for_each(|posted| assert!(posted.is_ok()));

    for number in 2..=BURST {
        assert_eq!(inbox.next_of("message").await["message"]["number"], number);
    }
}
