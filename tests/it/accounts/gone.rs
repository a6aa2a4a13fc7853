//! Whoever was shown out does nothing more by any way: not with what was half sent before, nor with what is still being
//! fetched, nor over any address.

use deskbell::{
    accounts::{
        AgentName, EmailAddress,
        actions::{NewAgent, create, start_session},
    },
    audit::By,
    base::{Actor, Role, Secret, ids::AgentId},
};
use reqwest::{Client, Method, redirect::Policy};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{
    agent::Agent,
    raw::{Raw, RawAnswer, head},
    socket::Socket,
    world::World,
};

async fn person(world: &World, role: Role) -> (AgentId, Agent) {
    let made = world.handles.db.write(move |tx| {
        let new = NewAgent {
            email: EmailAddress::parse("bo@fern.example").unwrap(),
            name: AgentName::parse("Bo").unwrap(),
            role,
            password_hash: Secret::new("no password fits this".to_owned()),
        };
        let agent = create(tx, &Actor::System, &new)?;
        let token = start_session(tx, &agent)?;
        Ok((agent.id, token))
    });
    let (id, token) = made.await.unwrap();
    (id, Agent::new(&world.address, token.reveal()))
}

async fn deactivate(world: &World, id: AgentId) {
    let members = deskbell::accounts::members::actions::deactivate;
    world.handles.db.write(move |tx| members(tx, &By::system(), id)).await.unwrap();
}

async fn give_role(world: &World, id: AgentId, role: Role) {
    let change = deskbell::accounts::members::actions::change_role;
    world.handles.db.write(move |tx| change(tx, &By::system(), id, role)).await.unwrap();
}

/// A request of which the last byte is held back until the server has let its sender in.
struct Held {
    raw: Raw,
    last: u8,
}

impl Held {
    async fn begin(world: &World, agent: &Agent, (path, kind): (&str, &str), body: &str) -> Self {
        let host = world.address.trim_start_matches("http://");
        let (length, (all_but, last)) = (body.len().to_string(), body.split_at(body.len() - 1));
        let headers = [
            ("Origin", world.address.as_str()),
            ("Cookie", agent.cookie.as_str()),
            ("Content-Type", kind),
            ("Content-Length", length.as_str()),
            // The server says "go on" when the body is asked for: after it has asked who this is.
            ("Expect", "100-continue"),
        ];
        let mut raw = Raw::connect(&world.address).await;
        raw.send(&head(&format!("POST {path}"), host, &headers)).await;
        assert_eq!(raw.answer_head().await.status, 100, "{path}");
        raw.send(all_but.as_bytes()).await;
        Self { raw, last: last.as_bytes()[0] }
    }

    async fn end(mut self) -> RawAnswer {
        self.raw.send(&[self.last]).await;
        self.raw.answer().await
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn what_was_half_sent_before_somebody_was_deactivated_does_nothing() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let conversation = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();
    let (id, bo) = person(&world, Role::Admin).await;
    let frame =
        format!(r#"{{"type":"message.post","client_id":"late","conversation_id":"{conversation}","body":"Late"}}"#);
    let held = [
        Held::begin(&world, &bo, ("/console/members/invite", FORM), "email=cy@fern.example&role=admin").await,
        Held::begin(&world, &bo, ("/api/inbox/frames", "application/json"), &frame).await,
        Held::begin(&world, &bo, ("/api/inbox/files?name=late.txt", "text/plain"), "Late words.").await,
    ];

    deactivate(&world, id).await;

    for held in held {
        let answer = held.end().await;
        assert_eq!(answer.status, 401, "{}", String::from_utf8_lossy(&answer.body));
    }
    for table in ["invitations", "files"] {
        assert_eq!(world.rows(table).await, 0, "{table}");
    }
    assert_eq!(world.rows("messages WHERE body = 'Late'").await, 0);
}

#[tokio::test]
async fn what_was_half_sent_with_a_role_that_was_taken_away_does_nothing() {
    let world = World::start().await;
    let (id, bo) = person(&world, Role::Admin).await;
    let form = ("/console/members/invite", FORM);
    let held = Held::begin(&world, &bo, form, "email=cy@fern.example&role=admin").await;

    give_role(&world, id, Role::ReadOnly).await;

    assert_eq!(held.end().await.status, 401);
    assert_eq!(world.rows("invitations").await, 0);
}

#[tokio::test]
async fn a_file_that_is_being_fetched_breaks_off_when_somebody_is_deactivated() {
    let world = World::start().await;
    let (id, bo) = person(&world, Role::Admin).await;
    // More than all the buffers on the way hold.
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
                INSERT INTO contacts (contact_id, address, created_at, updated_at)
                SELECT printf('con_01JZZZZZZZZZZZZZZZZZZZZ%03d', i), hex(zeroblob(200000)), 0, 0 FROM n";
    world.handles.db.write(move |tx| Ok(tx.execute(fill, [])?)).await.unwrap();
    let host = world.address.trim_start_matches("http://");
    let mut raw = Raw::connect(&world.address).await;
    raw.send(&head("GET /console/customer-data/export", host, &[("Cookie", &bo.cookie)])).await;
    assert_eq!(raw.answer_head().await.status, 200);
    let mut rest = vec![0; 1_024];
    raw.0.read_exact(&mut rest).await.unwrap();

    deactivate(&world, id).await;

    // A connection that is reset has broken off as well.
    let _ = raw.0.read_to_end(&mut rest).await;
    let _ = raw.0.shutdown().await;
    let text = String::from_utf8_lossy(&rest);
    assert!(text.contains("\"type\":\"export\"") && !text.contains("\"type\":\"end\""), "{}", rest.len());
}

#[tokio::test]
async fn whoever_is_deactivated_is_let_in_nowhere() {
    let world = World::start().await;
    let (id, bo) = person(&world, Role::Owner).await;
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let missing = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
    let ask = async |method: Method, path: &str| {
        let request = client.request(method, format!("{}{path}", world.address));
        let request = request.header("Origin", &world.address).header("Cookie", &bo.cookie);
        let request = request.header("Content-Type", "application/json").body("{}");
        let answer = request.send().await.unwrap();
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        (answer.status().as_u16(), location.unwrap_or_default())
    };
    let (status, _) = ask(Method::GET, "/api/inbox/me").await;
    assert_eq!(status, 200, "the proof would prove nothing");

    deactivate(&world, id).await;

    let document = deskbell::routes::internal_document();
    let paths = document["paths"].as_object().unwrap();
    let mut asked = 0;
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with("/api/inbox")) {
        let filled: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { missing } else { part }).collect();
        for method in item.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let (status, _) = ask(method.clone(), &filled.join("/")).await;
            // A path that names nothing is a path that leads nowhere, before anybody is asked for.
            let is_refused = status == 401 || (status == 404 && path.contains('{'));
            assert!(is_refused, "{method} {path}: {status}");
            asked += 1;
        }
    }
    assert!(asked > 40, "{asked}");
    assert_eq!(ask(Method::GET, "/api/inbox/stream").await.0, 401);
    let headers = [("Origin", world.address.as_str()), ("Cookie", bo.cookie.as_str())];
    assert!(Socket::open(&world.address, "/api/inbox/ws", &headers).await.is_err());

    let routes = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes.rs")).unwrap();
    let pages = routes.split(".at(\"").skip(1).map(|line| line.split('"').next().unwrap());
    let own = ["/console/", "/inbox", "/profile"];
    // What a browser needs before it knows who somebody is: it tells nothing of the workspace.
    let open = ["/inbox.webmanifest", "/inbox-worker.js", "/inbox/frame"];
    let is_own = |page: &&str| own.iter().any(|beginning| page.starts_with(beginning)) && !open.contains(page);
    for page in pages.filter(is_own) {
        let filled: Vec<_> = page.split('/').map(|part| if part.starts_with(':') { missing } else { part }).collect();
        let (status, location) = ask(Method::GET, &filled.join("/")).await;
        let is_led_away = status == 303 && location.starts_with("/sign-in");
        assert!(is_led_away || [401, 405].contains(&status), "GET {page}: {status} {location}");
        let (status, location) = ask(Method::POST, &filled.join("/")).await;
        let is_led_away = status == 303 && location.starts_with("/sign-in");
        assert!(is_led_away || [401, 405].contains(&status), "POST {page}: {status} {location}");
    }
}
