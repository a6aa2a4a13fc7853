//! Many sockets that come and go while messages flow.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::{agent::Agent, world::World};

/// Enough that sockets join before, within and after the flow.
const MESSAGES: i64 = 600;
const SOCKETS: u64 = 40;

/// Follows all messages, leaving and coming back now and then, and answers their numbers in the order they came.
async fn follow(agent: Agent, since: i64, leaves_every: usize) -> Vec<i64> {
    let (mut numbers, mut after) = (Vec::new(), since);
    while numbers.len() < MESSAGES as usize {
        let (mut socket, caught_up) = agent.connect_after(Some(after)).await;
        let mut take = |frame: &Value, numbers: &mut Vec<i64>| {
            if frame["type"] == "message" {
                numbers.push(frame["message"]["number"].as_i64().unwrap());
                after = frame["seq"].as_i64().unwrap();
            }
        };
        caught_up.iter().for_each(|frame| take(frame, &mut numbers));
        for _ in 0..leaves_every {
            if numbers.len() >= MESSAGES as usize {
                break;
            }
            // A slow socket is cut and comes back: that is part of the promise.
            let Some(frame) = socket.next().await else { break };
            take(&frame, &mut numbers);
        }
    }
    numbers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_sockets_that_come_and_go_each_get_every_message_once_and_in_order() {
    let world =
        World::start_with(&[("DESKBELL_LIMITS_MESSAGES_BURST", "100000"), ("DESKBELL_LIMITS_ADDRESS_SOCKETS", "1000")])
            .await;
    let agent = world.agent().await;
    let visitor = world.visitor().acting().await;
    let since = agent.get("/api/inbox/me").await.1["seq"].as_i64().unwrap();
    let followers: Vec<_> =
        (0..SOCKETS).map(|index| tokio::spawn(follow(agent.clone(), since, 5 + 7 * index as usize))).collect();

    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "1").await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
    for number in 2..=MESSAGES {
        visitor.says(&mut panel, Some(&conversation), &number.to_string()).await;
    }

    let expected: Vec<_> = (1..=MESSAGES).collect();
    let mut wrong = BTreeMap::new();
    for (index, follower) in followers.into_iter().enumerate() {
        let numbers = follower.await.unwrap();
        if numbers != expected {
            wrong.insert(index, numbers.len());
        }
    }
    assert!(wrong.is_empty(), "these sockets missed or doubled messages: {wrong:?}");
}
