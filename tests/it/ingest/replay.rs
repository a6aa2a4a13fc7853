//! A thousand random requests, sent twice or in another order, end in the same state.
//!
//! `DESKBELL_SEED` says with which seed; a failure names the one it had.

use std::collections::{BTreeMap, VecDeque};

use deskbell::{base::Random, http::limits::Rate};

use super::requests::{Expected, Requests, Sent};
use crate::support::{dump, public_world::PublicWorld};

const REQUESTS: usize = 1_000;

/// What is about the sending, not about what was sent; totals and events are other tests' concern.
const ASIDE: &[&str] = &["api_keys", "idempotency_keys", "events", "event_cursors", "record_totals", "catalogue_sync"];
/// The same, and the history of profiles: it tells the order.
const ORDER_ASIDE: &[&str] =
    &["api_keys", "idempotency_keys", "events", "event_cursors", "record_totals", "catalogue_sync", "contact_changes"];

fn seed() -> u64 {
    std::env::var("DESKBELL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_121)
}

async fn world() -> (PublicWorld, String) {
    // The clock stands still, so nothing would ever be let in again.
    let world = PublicWorld::start_with(Rate { count: 1_000_000, window_ms: 1_000, burst: 1_000_000 }).await;
    world.claim("UTC", "EUR").await;
    let key = world.key().await;
    (world, key)
}

async fn requests(world: &PublicWorld, random: &Random) -> Vec<Sent> {
    let document = world.send(world.request("GET", "/openapi.json")).await;
    let products = document.text.contains("\"/v1/chat/ingest/products\"");
    let requests = Requests { random, products };
    (0..REQUESTS).map(|_| requests.next()).collect()
}

async fn send(target: (&PublicWorld, &str), sent: &Sent, number: usize) -> String {
    let answer = sent.to(target, &format!("n-{number}")).await;
    let is_done = answer.status == 200 || (answer.status == 404 && sent.method == "DELETE");
    assert!(is_done, "seed {}: {} {} {:?}: {}", seed(), sent.method, sent.path, sent.body, answer.text);
    answer.text
}

/// How often each kind of event came.
async fn events(world: &PublicWorld) -> String {
    let sql = "SELECT group_concat(kind || ' ' || n, ', ') FROM (SELECT kind, count(*) AS n FROM events GROUP BY kind)";
    world.text(sql).await
}

#[tokio::test]
async fn replays_at_any_moment_change_nothing() {
    let random = Random::seeded(seed());
    let ((once, once_key), (twice, twice_key)) = (world().await, world().await);
    let all = requests(&once, &random).await;
    let mut replays: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in (0..REQUESTS).filter(|number| all[*number].method == "POST") {
        let left = u64::try_from(REQUESTS - number).unwrap();
        replays.entry(number + usize::try_from(random.below(left)).unwrap()).or_default().push(number);
    }

    let plainly = async {
        for (number, sent) in all.iter().enumerate() {
            send((&once, &once_key), sent, number).await;
        }
    };
    let with_replays = async {
        let mut answers = Vec::new();
        for (number, sent) in all.iter().enumerate() {
            answers.push(send((&twice, &twice_key), sent, number).await);
            for earlier in replays.get(&number).into_iter().flatten() {
                let again = all[*earlier].to((&twice, &twice_key), &format!("n-{earlier}")).await;
                let is_replayed = again.header("idempotent-replayed") == "true" && again.text == answers[*earlier];
                assert!(is_replayed, "seed {}: {}", seed(), again.text);
            }
        }
    };
    tokio::join!(plainly, with_replays);

    assert_eq!(dump::of(&once.db, ASIDE).await, dump::of(&twice.db, ASIDE).await, "seed {}", seed());
    assert_eq!(events(&once).await, events(&twice).await, "seed {}", seed());
}

/// While the clock stands still, `updated_at` of a profile counts its changes; some orders need more of them than others.
fn without_versions(dump: &str) -> String {
    let line = |line: &str| match line.split_once(" updated_at=") {
        Some((before, rest)) if line.starts_with("contacts ") => {
            format!("{before}{}\n", rest.find(' ').map_or("", |at| &rest[at..]))
        }
        _ => format!("{line}\n"),
    };
    dump.lines().map(line).collect()
}

/// Any order in which requests about the same thing keep theirs.
fn shuffled(all: &[Sent], random: &Random) -> Vec<Sent> {
    let mut by_thing: BTreeMap<&str, VecDeque<&Sent>> = BTreeMap::new();
    for sent in all {
        by_thing.entry(&sent.about).or_default().push_back(sent);
    }
    let mut waiting: Vec<_> = by_thing.into_values().collect();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let index = usize::try_from(random.below(waiting.len() as u64)).unwrap();
        order.extend(waiting[index].pop_front().cloned());
        waiting.retain(|queue| !queue.is_empty());
    }
    order
}

#[tokio::test]
async fn requests_about_different_things_may_come_in_any_order() {
    let random = Random::seeded(seed() + 1);
    let ((left, left_key), (right, right_key)) = (world().await, world().await);
    let all = requests(&left, &random).await;
    let other = shuffled(&all, &random);
    assert!(all.iter().zip(&other).filter(|(one, two)| one.about != two.about).count() > REQUESTS / 2);

    let in_order = async {
        for (number, sent) in all.iter().enumerate() {
            send((&left, &left_key), sent, number).await;
        }
    };
    let in_another = async {
        for (number, sent) in other.iter().enumerate() {
            send((&right, &right_key), sent, number).await;
        }
    };
    tokio::join!(in_order, in_another);

    let (left, right) = (dump::of(&left.db, ORDER_ASIDE).await, dump::of(&right.db, ORDER_ASIDE).await);
    assert_eq!(without_versions(&left), without_versions(&right), "seed {}", seed());
}

#[tokio::test]
async fn of_one_reference_the_last_accepted_request_wins_field_by_field() {
    let random = Random::seeded(seed() + 2);
    let (world, key) = world().await;
    let mut expected = Expected::new();

    for (number, sent) in requests(&world, &random).await.iter().enumerate() {
        send((&world, &key), sent, number).await;
        sent.note(&mut expected);
    }

    let stored = dump::of(&world.db, ASIDE).await;
    let records = stored.lines().filter(|line| line.starts_with("records ")).count();
    assert_eq!(records, expected.len(), "seed {}:\n{stored}", seed());
    for ((kind, reference), (customer, fields)) in &expected {
        let text = |name: &str| fields.get(name).and_then(|value| value.as_str()).unwrap_or("NULL").to_owned();
        let minor = fields.get("amount").map_or("NULL".to_owned(), |value| value.as_str().unwrap().replace('.', ""));
        let minor = minor.trim_start_matches('0');
        let line =
            format!("records contact_id={customer} kind={kind:?} reference={reference:?} title={:?}", text("title"));
        let found = stored.lines().find(|stored| stored.starts_with(&line)).unwrap_or_default();
        let rest = format!("status={:?} url={:?}", text("status"), text("url"));
        let amount = format!("amount_minor={minor:?}");
        assert!(found.contains(&rest) && found.contains(&amount), "seed {}: {line} {amount} {rest}\n{stored}", seed());
    }
}
