//! The rules of identity over random sequences: after each step every browser reads exactly what was said in sessions
//! that are proven to be its own, whatever was claimed, failed, or happened in other browsers.
//!
//! `DESKBELL_SEED=17` repeats one sequence.

mod merging;

use std::collections::{BTreeMap, BTreeSet};

use deskbell::base::{
    Random, Scope, Timestamp,
    time::{DAY, MINUTE},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::support::*;
use crate::support::{visitor::Visitor, world::World};

const BROWSERS: usize = 4;
const CUSTOMERS: usize = 3;
const STEPS: usize = 45;
const PROOF_LIFE_MS: i64 = 7 * DAY;

/// Whose a conversation is, and whom a browser stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Customer(usize),
    Stranger(usize),
}

#[derive(Default, Clone)]
struct Customer {
    name: Option<String>,
    records: BTreeSet<String>,
}

#[derive(Clone)]
struct Visit {
    number: usize,
    owner: Owner,
    until: Timestamp,
    claimed: Option<String>,
}

struct Browser {
    panel: Visitor,
    visit: Option<Visit>,
    /// The token as somebody elsewhere has copied it, and of which visit.
    copy: Option<(Visitor, usize)>,
}

/// What everybody should see, kept beside the server.
struct Model {
    world: World,
    chance: Random,
    key: String,
    customers: Vec<Customer>,
    browsers: Vec<Browser>,
    /// Messages by conversation.
    talks: BTreeMap<String, (Owner, Vec<String>)>,
    /// Strangers that agents have put to a customer, with the merge: that proves nothing.
    merged: BTreeMap<usize, (usize, String)>,
    /// A prepared session that was used, by which browser, for which customer.
    spent: Option<(String, usize, usize)>,
    count: usize,
    story: Vec<String>,
    seed: u64,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_browser_reads_is_exactly_what_was_said_in_sessions_proven_to_be_its_own() {
    let chosen = std::env::var("DESKBELL_SEED").ok().and_then(|seed| seed.parse().ok());
    let seeds: Vec<u64> = chosen.map_or_else(|| (1..=4).collect(), |seed| vec![seed]);
    futures_util::future::join_all(seeds.into_iter().map(|seed| tokio::spawn(run(seed)))).await.into_iter().for_each(
        |run| {
            if let Err(failed) = run {
                std::panic::resume_unwind(failed.into_panic());
            }
        },
    );
}

async fn run(seed: u64) {
    let limits = ["CONVERSATIONS_PER_12H", "MESSAGES_PER_MINUTE", "MESSAGES_BURST"];
    let limits: Vec<_> = limits.iter().map(|name| (format!("DESKBELL_LIMITS_{name}"), "100000")).collect();
    let mut settings: Vec<_> = limits.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    settings.push(("DESKBELL_LIMITS_PROOF_OF_WORK", "0"));
    let world = World::start_with(&settings).await;
    let key = key(&world, &[Scope::Identify, Scope::Records, Scope::Sessions]).await;
    let browsers = (0..BROWSERS).map(|_| Browser { panel: world.visitor(), visit: None, copy: None }).collect();
    let (chance, customers) = (Random::seeded(seed), vec![Customer::default(); CUSTOMERS]);
    let (talks, story) = (BTreeMap::new(), Vec::new());
    let merged = BTreeMap::new();
    let mut model =
        Model { world, chance, key, customers, browsers, talks, merged, spent: None, count: 0, story, seed };
    for _ in 0..STEPS {
        model.step().await;
        model.check().await;
        // Limits count by this clock, and tokens end by it.
        model.world.clock.advance(MINUTE);
    }
}

impl Model {
    fn below(&self, bound: usize) -> usize {
        usize::try_from(self.chance.below(bound as u64)).unwrap()
    }

    fn fresh(&mut self, word: &str) -> String {
        self.count += 1;
        format!("{word}{}", self.count)
    }

    async fn step(&mut self) {
        let (b, c) = (self.below(BROWSERS), self.below(CUSTOMERS));
        match self.below(100) {
            0..4 => self.visit(b).await,
            4..16 => self.claim(b, c).await,
            16..28 => self.fail(b, c).await,
            28..46 => self.prove(b, c).await,
            46..52 => self.log_out(b).await,
            52..72 => self.say(b).await,
            72..77 => self.merge(b, c).await,
            77..80 => self.part().await,
            80..85 => self.identify(c).await,
            85..91 => self.record(c).await,
            91..96 => self.copy(b),
            _ => {
                let days = 1 + self.below(3);
                self.story.push(format!("{days} days pass"));
                self.world.clock.advance(i64::try_from(days).unwrap() * DAY);
            }
        }
    }

    async fn session(&mut self, b: usize, identity: Option<Value>) -> Value {
        self.browsers[b].panel.session(identity).await
    }

    /// A browser that nobody knows becomes a stranger.
    fn acted(&mut self, b: usize) {
        if self.browsers[b].visit.is_none() {
            self.count += 1;
            let (number, until) = (self.count, Timestamp::from_millis(i64::MAX));
            self.browsers[b].visit = Some(Visit { number, owner: Owner::Stranger(number), until, claimed: None });
        }
    }

    async fn visit(&mut self, b: usize) {
        self.story.push(format!("browser {b} acts"));
        self.session(b, None).await;
        self.acted(b);
    }

    async fn claim(&mut self, b: usize, c: usize) {
        let name = self.fresh("claimed");
        self.story.push(format!("browser {b} claims to be {c}, “{name}”"));
        let claim = json!({ "user_id": format!("c{c}"), "name": name, "email": "shared@example.com", "attributes": { "user_id": "c0" } });
        let view = self.session(b, Some(claim)).await;
        self.expect(view["problem"].is_null(), &format!("a claim is no problem: {view}"));
        if self.left(b, &[c], &view) {
            return;
        }
        self.acted(b);
        self.claimed(b, name);
    }

    /// Whether what a browser had proved has ended, since its page named somebody else.
    fn left(&mut self, b: usize, named: &[usize], view: &Value) -> bool {
        let is_customer =
            |visit: &Visit| matches!(visit.owner, Owner::Customer(own) if named.iter().any(|named| *named != own));
        let has_left = self.browsers[b].visit.as_ref().is_some_and(is_customer);
        self.expect(view["visitor_id"].is_null() == has_left, &format!("browser {b} has left ({has_left}): {view}"));
        if has_left {
            self.browsers[b].visit = None;
            self.browsers[b].panel.token = None;
        }
        has_left
    }

    fn claimed(&mut self, b: usize, name: String) {
        self.browsers[b].visit.as_mut().unwrap().claimed = Some(name);
    }

    /// Proofs that are wrong, each in its way.
    async fn fail(&mut self, b: usize, c: usize) {
        let way = self.below(6);
        let spent = self.spent.clone().filter(|(_, by, _)| way == 5 && *by != b);
        let c = spent.as_ref().map_or(c, |(.., whose)| *whose);
        let other = (c + 1) % CUSTOMERS;
        let id = format!("c{c}");
        let right = proof(&self.world, &id)["user_hash"].clone();
        let payload = json!({ "sub": id, "exp": seconds(&self.world, 60), "name": "Forged" });
        let late = json!({ "sub": id, "exp": seconds(&self.world, -120), "name": "Forged" });
        let identity = match way {
            0 => json!({ "user_id": id, "user_hash": "0".repeat(64) }),
            1 => json!({ "user_id": format!("c{other}"), "user_hash": right }),
            2 => json!({ "user_token": token("not the secret", HS256, payload.to_string().as_bytes()) }),
            3 => json!({ "user_token": signed(&self.world, &late) }),
            4 => json!({ "user_token": signed(&self.world, &payload), "user_id": format!("c{other}") }),
            _ => {
                let session = spent.map_or_else(|| "wgs_unknown".to_owned(), |(session, ..)| session);
                json!({ "session": session, "user_id": id })
            }
        };
        self.story.push(format!("browser {b} fails to prove that it is {c}: {identity}"));
        let view = self.session(b, Some(identity)).await;
        self.expect(view["problem"].is_string(), &format!("a wrong proof is a problem: {view}"));
        let named: &[usize] = match way {
            1 => &[other],
            4 => &[c, other],
            _ => &[c],
        };
        if !self.left(b, named, &view) {
            self.acted(b);
        }
    }

    async fn prove(&mut self, b: usize, c: usize) {
        let id = format!("c{c}");
        let name = self.fresh("proven");
        let way = self.below(3);
        self.story.push(format!("browser {b} proves that it is {c}, way {way}"));
        let identity = match way {
            0 => proof(&self.world, &id),
            1 => {
                self.customers[c].name = Some(name.clone());
                let payload = json!({ "sub": id, "exp": seconds(&self.world, 60), "name": name });
                json!({ "user_token": signed(&self.world, &payload) })
            }
            _ => {
                let made = prepared(&self.world, &self.key, json!({ "external_id": id })).await;
                self.spent = Some((made["session"].as_str().unwrap().to_owned(), b, c));
                json!({ "session": made["session"] })
            }
        };
        let view = self.session(b, Some(identity)).await;
        self.expect(view["is_verified"] == true && view["problem"].is_null(), &format!("a right proof: {view}"));
        self.became(b, c);
    }

    fn became(&mut self, b: usize, c: usize) {
        let owner = Owner::Customer(c);
        let until = self.world.clock.now().plus(PROOF_LIFE_MS);
        self.count += 1;
        let number = self.count;
        let before = self.browsers[b].visit.take();
        let stayed = before.filter(|visit| visit.owner == owner || matches!(visit.owner, Owner::Stranger(_)));
        if let Some(visit) = &stayed {
            let own = self.talks.values_mut().filter(|(whose, _)| *whose == visit.owner);
            own.for_each(|(whose, _)| *whose = owner);
        }
        let claimed = stayed.as_ref().and_then(|visit| visit.claimed.clone());
        let number = stayed.map_or(number, |visit| visit.number);
        self.browsers[b].visit = Some(Visit { number, owner, until, claimed });
    }

    async fn log_out(&mut self, b: usize) {
        self.story.push(format!("browser {b} logs out"));
        if self.browsers[b].visit.take().is_some() {
            let left = self.browsers[b].panel.call(Method::POST, "/api/widget/logout", None).await;
            self.expect(left.status() == 204, "logging out");
        }
        self.browsers[b].panel.token = None;
    }

    async fn say(&mut self, b: usize) {
        let Some(visit) = self.browsers[b].visit.clone() else { return self.visit(b).await };
        let body = self.fresh("message");
        let readable: Vec<_> =
            self.talks.iter().filter(|(_, (owner, _))| *owner == visit.owner).map(|(id, _)| id.clone()).collect();
        let goes_on = !readable.is_empty() && self.below(3) > 0;
        let conversation = goes_on.then(|| readable[self.below(readable.len())].clone());
        self.story.push(format!("browser {b} says {body} in {conversation:?}"));
        let frame = crate::support::visitor::post(&body, conversation.as_deref(), &body);
        let answer = self.browsers[b].panel.call(Method::POST, "/api/widget/frames", Some(frame)).await;
        let answer: Value = answer.json().await.unwrap();
        let id = answer["frames"][0]["conversation_id"].as_str().map(str::to_owned);
        self.expect(id.is_some(), &format!("a message: {answer}"));
        self.talks.entry(id.unwrap()).or_insert((visit.owner, Vec::new())).1.push(body);
    }

    async fn identify(&mut self, c: usize) {
        let name = self.fresh("known");
        self.story.push(format!("the server says that {c} is “{name}”"));
        let body = json!({ "external_id": format!("c{c}"), "name": name, "email": "shared@example.com" });
        let answer = post(&self.world, (&self.key, None), "/v1/chat/ingest/identify", &body).await;
        self.expect(answer.status() == 200, "identify");
        self.customers[c].name = Some(name);
    }

    async fn record(&mut self, c: usize) {
        let title = self.fresh("order");
        self.story.push(format!("the server pushes {title} of {c}"));
        let record = json!({ "kind": "order", "reference": title, "title": title });
        let body = json!({ "external_id": format!("c{c}"), "records": [record] });
        let answer = post(&self.world, (&self.key, None), "/v1/chat/ingest/records", &body).await;
        self.expect(answer.status() == 200, "records");
        self.customers[c].records.insert(title);
    }

    /// Somebody takes a stranger's token down, for another machine.
    fn copy(&mut self, b: usize) {
        let Some(visit) = self.browsers[b].visit.clone().filter(|visit| matches!(visit.owner, Owner::Stranger(_)))
        else {
            return;
        };
        self.story.push(format!("somebody copies the token of browser {b}"));
        let client = reqwest::Client::builder().user_agent("Elsewhere").build().unwrap();
        let copy = Visitor { client, ..self.browsers[b].panel.clone() };
        self.browsers[b].copy = Some((copy, visit.number));
    }

    async fn check(&mut self) {
        for b in 0..BROWSERS {
            self.check_copy(b).await;
            let Some(visit) = self.browsers[b].visit.clone() else { continue };
            let panel = self.browsers[b].panel.clone();
            let (status, list) = panel.get("/api/widget/conversations").await;
            if visit.until < self.world.clock.now() {
                self.expect(status == 401, &format!("what browser {b} proved has lapsed: {list}"));
                self.browsers[b].visit = None;
                self.browsers[b].panel.token = None;
                continue;
            }
            self.expect(status == 200, &format!("browser {b}: {list}"));
            self.check_talks(b, (&panel, visit.owner), &list).await;
            let known = match visit.owner {
                Owner::Customer(c) => self.customers[c].name.clone().or(visit.claimed),
                Owner::Stranger(_) => visit.claimed,
            };
            self.expect(
                list["contact"]["name"].as_str() == known.as_deref(),
                &format!("browser {b} is greeted as {known:?}: {list}"),
            );
            let is_customer = matches!(visit.owner, Owner::Customer(_));
            self.expect(list["contact"]["is_verified"] == is_customer, &format!("browser {b}: {list}"));
            self.check_activity(b, (&panel, visit.owner)).await;
        }
    }

    async fn check_talks(&self, b: usize, (panel, owner): (&Visitor, Owner), list: &Value) {
        let reads = |whose: &Owner| self.reads(owner, *whose);
        let expected: BTreeSet<_> =
            self.talks.iter().filter(|(_, (whose, _))| reads(whose)).map(|(id, _)| id.as_str()).collect();
        let listed = list["conversations"].as_array().unwrap().iter();
        let listed: BTreeSet<_> = listed.map(|conversation| conversation["id"].as_str().unwrap()).collect();
        self.expect(listed == expected, &format!("browser {b} lists {listed:?}, not {expected:?}"));
        let any: Vec<_> = self.talks.keys().collect();
        for _ in 0..any.len().min(3) {
            let id = any[self.below(any.len())];
            let (status, page) = panel.get(&format!("/api/widget/conversations/{id}/messages")).await;
            let (whose, said) = &self.talks[id];
            if reads(whose) {
                let read: Vec<_> =
                    page["messages"].as_array().unwrap().iter().filter_map(|m| m["body"].as_str()).collect();
                self.expect(read == *said, &format!("browser {b} reads {read:?} in {id}, not {said:?}"));
            } else {
                self.expect(status == 404, &format!("browser {b} reads another's {id}: {page}"));
            }
        }
    }

    async fn check_activity(&self, b: usize, (panel, owner): (&Visitor, Owner)) {
        let (status, activity) = panel.get("/api/widget/activity").await;
        let Owner::Customer(c) = owner else {
            return self.expect(status == 403, &format!("browser {b} is no customer: {activity}"));
        };
        let titles = activity["records"].as_array().unwrap().iter().filter_map(|record| record["title"].as_str());
        let titles: BTreeSet<_> = titles.map(str::to_owned).collect();
        self.expect(titles == self.customers[c].records, &format!("browser {b} sees {titles:?}"));
    }

    /// A copy reads what its stranger says, at most; of a customer it never reads anything.
    async fn check_copy(&self, b: usize) {
        let Some((copy, number)) = &self.browsers[b].copy else { return };
        let (status, list) = copy.get("/api/widget/conversations").await;
        let owner = Owner::Stranger(*number);
        let is_strangers = self.browsers[b].visit.as_ref().is_some_and(|visit| visit.owner == owner);
        self.expect(status == 401 || is_strangers, &format!("a copy of browser {b}'s token reads {list}"));
        if status == 200 {
            self.check_talks(b, (copy, owner), &list).await;
        }
    }

    fn expect(&self, is_so: bool, what: &str) {
        assert!(is_so, "seed {}: {what}\n{}", self.seed, self.story.join("\n"));
    }
}
