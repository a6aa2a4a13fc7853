//! Sudden death under load, again and again: what was acknowledged is there, once.

use std::time::Duration;

use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::Value;
use tokio::{sync::watch, task::JoinHandle, time::timeout};

use super::{
    ledger::Books,
    stubborn::{self, Kept, Ledger, Told, Ways},
};
use crate::support::{
    agent::Agent,
    process::{Claimed, Launch, Process},
};

const DEATHS: usize = 50;
const VISITORS: usize = 4;

/// So many clients write: the visitors, the agent and the shop.
const WRITERS: usize = VISITORS + 2;

/// What each of them has acknowledged before the server dies, where it does not die at a moment of chance: with half of
/// the deaths being so, more than one for each death, however slow the machine is.
const LOAD: usize = 3;

/// Longer than the clients need to bring everything to its end.
const ENDING: Duration = Duration::from_secs(60);

/// Everybody who is connected while the server dies.
struct Crowd {
    visitors: Vec<JoinHandle<Ledger>>,
    agent: JoinHandle<Ledger>,
    follower: JoinHandle<Ledger>,
    shop: JoinHandle<usize>,
}

fn without_limits() -> Launch {
    let names = [
        "MESSAGES_PER_MINUTE",
        "MESSAGES_BURST",
        "ADDRESS_SOCKETS",
        "VISITOR_SOCKETS",
        "INGEST_PER_SECOND",
        "INGEST_BURST",
    ];
    names.iter().fold(Launch::new(), |launch, name| launch.set(&format!("DESKBELL_LIMITS_{name}"), "1000000"))
}

/// Starts the clients; the first visitor's conversation is the one the agent answers in.
async fn gather(server: &Process, claimed: &mut Claimed, ways: &Ways) -> Crowd {
    let key = claimed.api_key().await;
    let asking = server.visitor(&claimed.app_id).acting().await;
    let mut panel = asking.connect().await;
    let conversation =
        asking.says(&mut panel, None, "Where is my parcel?").await["conversation_id"].as_str().unwrap().to_owned();
    let mut visitors = Vec::new();
    for index in 0..VISITORS {
        let visitor = server.visitor(&claimed.app_id).acting().await;
        visitors.push(tokio::spawn(stubborn::visitor(format!("visitor{index}"), visitor, ways.clone())));
    }
    let cookie = claimed.agent.cookie.clone();
    let agent = stubborn::agent("agent".to_owned(), (cookie, conversation), ways.clone());
    Crowd {
        visitors,
        agent: tokio::spawn(agent),
        follower: tokio::spawn(stubborn::follower(claimed.agent.clone(), ways.clone())),
        shop: tokio::spawn(stubborn::shop(key, ways.clone())),
    }
}

/// Waits until every client that writes was acknowledged so much more.
async fn is_busy(kept: &mut watch::Receiver<Kept>) {
    let before = kept.borrow().clone();
    let more = |(name, count): (&String, &usize)| *count >= before.get(name).unwrap_or(&0) + LOAD;
    let all = kept.wait_for(|kept| kept.len() == WRITERS && kept.iter().all(more));
    timeout(ENDING, all).await.expect("a client was acknowledged nothing more").unwrap();
}

/// Fails where an acknowledged message is not where the acknowledgement said, or one is there that nobody sent.
fn compare(books: &Books, writers: &[Ledger]) {
    let stored = books.messages();
    for acked in writers.iter().flat_map(|writer| &writer.acked) {
        let found =
            stored.get(&acked.client_id).unwrap_or_else(|| panic!("{} was acknowledged and is lost", acked.client_id));
        let place = (found.conversation.as_str(), found.number, found.message.as_str());
        assert_eq!(place, (acked.conversation.as_str(), acked.number, acked.message.as_str()), "{}", acked.client_id);
    }
    let mut sent: Vec<_> = writers.iter().flat_map(|writer| &writer.acked).map(|acked| &acked.client_id).collect();
    sent.sort_unstable();
    sent.dedup();
    // One more: the message that began the agent's conversation.
    assert_eq!(stored.len(), sent.len() + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_sudden_deaths_under_load_lose_and_double_nothing() {
    let mut chance = StdRng::seed_from_u64(20_261_121);
    let launch = without_limits();
    let (tell, told) = watch::channel(Told::default());
    let (kept, mut hears) = watch::channel(Kept::new());
    let mut server = launch.start().await;
    let mut claimed = server.claim().await;
    let crowd = gather(&server, &mut claimed, &Ways { told, kept }).await;

    for death in 0..DEATHS {
        tell.send_modify(|told| told.address = Some(server.address.clone()));
        if death % 2 == 0 {
            is_busy(&mut hears).await;
        }
        // The moment of death is what is tested.
        tokio::time::sleep(Duration::from_millis(chance.random_range(20..=400))).await;
        tell.send_modify(|told| told.address = None);
        server.kill();
        server = launch.start().await;
    }
    tell.send_modify(|told| *told = Told { address: Some(server.address.clone()), is_ending: true, last_seq: None });
    let mut writers = Vec::new();
    for writer in crowd.visitors.into_iter().chain([crowd.agent]) {
        writers.push(timeout(ENDING, writer).await.expect("a client never got its acknowledgements").unwrap());
    }
    let orders = timeout(ENDING, crowd.shop).await.expect("the shop never got its answer").unwrap();
    let agent = Agent { address: server.address.clone(), ..claimed.agent };
    let me: Value = agent.get("/api/inbox/me").await.1;
    tell.send_modify(|told| told.last_seq = me["seq"].as_i64());
    let follower = timeout(ENDING, crowd.follower).await.expect("the follower never caught up").unwrap();
    server.stop().await;

    let books = Books::open(&launch.data());
    books.are_sound();
    books.have_no_gaps();
    compare(&books, &writers);
    assert_eq!(books.number("SELECT count(*) FROM records"), i64::try_from(orders).unwrap());
    let told = books.told();
    // Also of the lines that nobody has sent: who answers.
    assert_eq!(i64::try_from(told.len()).unwrap(), books.number("SELECT count(*) FROM messages"));
    assert!(
        follower.heard == told,
        "the follower heard {} messages, the log tells of {}",
        follower.heard.len(),
        told.len()
    );
    for visitor in &writers[..VISITORS] {
        let numbers: Vec<_> = visitor.heard.keys().map(|(_, number)| *number).collect();
        assert_eq!(numbers, (1..=i64::try_from(numbers.len()).unwrap()).collect::<Vec<_>>());
    }
    assert!(writers.iter().all(|writer| writer.acked.len() > DEATHS) && orders > DEATHS, "there was hardly any load");
}
