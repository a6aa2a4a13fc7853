//! Members over a real server: what is done to them reaches open connections.

use std::time::{Duration, Instant};

use deskbell::{
    accounts::{
        AgentName, EmailAddress,
        actions::{NewAgent, create, start_session},
    },
    base::{Actor, Role, Secret, ids::AgentId},
};
use reqwest::Method;
use serde_json::json;

use crate::support::{agent::Agent, browser::Browser, world::World};

struct Person {
    id: AgentId,
    agent: Agent,
}

async fn person(world: &World, name: &'static str, role: Role) -> Person {
    let made = world.handles.db.write(move |tx| {
        let new = NewAgent {
            email: EmailAddress::parse(&format!("{}@fern.example", name.to_lowercase())).unwrap(),
            name: AgentName::parse(name).unwrap(),
            role,
            password_hash: Secret::new("no password fits this".to_owned()),
        };
        let agent = create(tx, &Actor::System, &new)?;
        let token = start_session(tx, &agent)?;
        Ok((agent.id, token))
    });
    let (id, token) = made.await.unwrap();
    Person { id, agent: Agent::new(&world.address, token.reveal()) }
}

fn browser(world: &World, agent: &Agent) -> Browser {
    let mut browser = Browser::new(&world.address);
    let (_, token) = agent.cookie.split_once('=').unwrap();
    browser.cookies.insert("deskbell".to_owned(), token.to_owned());
    browser
}

impl Person {
    fn at(&self, what: &str) -> String {
        format!("/console/members/{}/{what}", self.id)
    }
}

#[tokio::test]
async fn who_is_deactivated_is_out_within_five_seconds_and_keeps_the_name() {
    let world = World::start().await;
    let mut ana = browser(&world, &world.agent().await);
    let bo = person(&world, "Bo", Role::Agent).await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let conversation = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();
    let act = json!({ "changes": [{ "conversation_id": conversation, "act": { "type": "assign_agent", "agent_id": bo.id.to_string() } }] });
    let assigned = bo.agent.call(Method::POST, "/api/inbox/acts", Some(act)).await;
    assert_eq!(assigned.status(), 200);
    let mut socket = bo.agent.connect().await;

    let asked = ana.post(&bo.at("deactivate"), &[]).await;
    assert!(asked.status == 200 && asked.body.contains("Deactivate Bo?"), "{}", asked.body);
    let begun = Instant::now();
    assert_eq!(ana.post(&bo.at("deactivate"), &[("sure", "yes")]).await.status, 303);
    while socket.next().await.is_some() {}

    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(bo.agent.get("/api/inbox/me").await.0, 401);
    let mut inbox = world.agent().await.connect().await;
    let assignee = async || {
        world.agent().await.get(&format!("/api/inbox/conversations/{conversation}")).await.1["conversation"]["assignee_id"].clone()
    };
    while !assignee().await.is_null() {
        inbox.next().await.expect("the conversation was let go of");
    }
    let page = ana.get("/console/members").await.body;
    assert!(page.contains("Bo") && page.contains("Deactivated"), "{page}");
    assert_eq!(ana.post(&bo.at("reactivate"), &[]).await.status, 303);
    assert_eq!(bo.agent.get("/api/inbox/me").await.0, 401, "a session that has ended stays so");
}

#[tokio::test]
async fn invitations_of_who_is_deactivated_open_nothing() {
    let world = World::start().await;
    let mut ana = browser(&world, &world.agent().await);
    let bo = person(&world, "Bo", Role::Admin).await;
    let mut own = browser(&world, &bo.agent);
    own.post("/console/members/invite", &[("email", "cy@fern.example"), ("role", "admin")]).await;
    let page = own.get("/console/members").await.body;
    let token = page.split("/join/").nth(1).unwrap().split('<').next().unwrap();

    ana.post(&bo.at("deactivate"), &[("sure", "yes")]).await;

    let over = Browser::new(&world.address).get(&format!("/join/{token}")).await;
    assert!(over.status == 410 && over.body.contains("was taken back"), "{}", over.body);
}

#[tokio::test]
async fn another_role_holds_at_the_next_request_and_closes_connections() {
    let world = World::start().await;
    let mut ana = browser(&world, &world.agent().await);
    let bo = person(&world, "Bo", Role::Agent).await;
    let mut socket = bo.agent.connect().await;

    assert_eq!(ana.post(&bo.at("role"), &[("role", "read_only")]).await.status, 303);
    while socket.next().await.is_some() {}

    let (status, me) = bo.agent.get("/api/inbox/me").await;
    assert_eq!((status, &me["permissions"], &me["agent"]["role"]), (200, &json!(["read"]), &json!("read_only")));
    bo.agent.connect().await;
}

#[tokio::test]
async fn there_is_always_an_owner_and_only_owners_change_owners() {
    let world = World::start().await;
    let owner = world.agent().await;
    let (mut ana, ana_id) = (browser(&world, &owner), owner.get("/api/inbox/me").await.1["agent"]["id"].clone());
    let bo = person(&world, "Bo", Role::Admin).await;
    let mut admin = browser(&world, &bo.agent);
    let own = |what: &str| format!("/console/members/{}/{what}", ana_id.as_str().unwrap());

    assert_eq!(ana.post(&own("role"), &[("role", "agent")]).await.status, 403, "one's own role");
    assert_eq!(ana.post(&own("deactivate"), &[("sure", "yes")]).await.status, 403, "oneself");
    for (what, fields) in [
        ("role", ("role", "agent")),
        ("deactivate", ("sure", "yes")),
        ("sessions", ("", "")),
        ("two-factor", ("sure", "yes")),
    ] {
        assert_eq!(admin.post(&own(what), &[fields]).await.status, 403, "an owner's {what}");
    }
    assert_eq!(admin.post(&bo.at("role"), &[("role", "owner")]).await.status, 403);
    assert_eq!(ana.post(&bo.at("role"), &[("role", "owner")]).await.status, 303);
    assert_eq!(admin.post(&own("role"), &[("role", "agent")]).await.status, 303, "one of two owners");

    assert_eq!(ana.get("/console/members").await.status, 403);
    let owners: i64 = world
        .handles
        .db
        .read(|db| Ok(db.query_row("SELECT count(*) FROM agents WHERE role = 'owner'", [], |row| row.get(0))?))
        .await
        .unwrap();
    assert_eq!(owners, 1);
}

#[tokio::test]
async fn somebody_ends_their_own_sessions_one_by_one_and_all_others() {
    let world = World::start().await;
    let laptop = world.agent().await;
    let mut ana = browser(&world, &laptop);
    let (phone, tablet) = (world.agent().await, world.agent().await);
    let mut socket = phone.connect().await;

    let page = ana.get("/profile").await.body;
    assert_eq!(page.matches("This browser").count(), 1, "{page}");
    let ids: Vec<_> = page
        .split("/profile/sessions/ses_")
        .skip(1)
        .map(|rest| format!("ses_{}", rest.split('/').next().unwrap()))
        .collect();
    assert_eq!(ids.len(), 2, "{page}");
    assert_eq!(ana.post(&format!("/profile/sessions/{}/end", ids[0]), &[]).await.status, 303);
    let after: Vec<_> = [phone.get("/api/inbox/me").await.0, tablet.get("/api/inbox/me").await.0].into();
    assert!(after.contains(&401) && after.contains(&200), "{after:?}");
    assert_eq!(ana.post("/profile/sessions/end-others", &[]).await.status, 303);

    assert_eq!(
        (phone.get("/api/inbox/me").await.0, tablet.get("/api/inbox/me").await.0, laptop.get("/api/inbox/me").await.0),
        (401, 401, 200)
    );
    while socket.next().await.is_some() {}
    let bo = person(&world, "Bo", Role::Agent).await;
    let strange = browser(&world, &bo.agent).post(&format!("/profile/sessions/{}/end", ids[1]), &[]).await;
    assert_eq!(strange.status, 303, "a session of somebody else is none of theirs");
}
