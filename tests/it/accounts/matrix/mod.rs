//! Every role against everything that can be asked for: allowed or refused as the one table of permissions says.

mod table;

use std::{collections::BTreeSet, fs};

use deskbell::{
    accounts::{
        AgentName, EmailAddress,
        actions::{NewAgent, create, start_session},
    },
    base::{Actor, Permission, Role, Secret, actor::TABLE},
    console::pages::places,
};
use reqwest::{Method, Response};
use serde_json::Value;

use self::table::{ASKED_ELSEWHERE, FOR_ANYBODY, FORMS, FRAMES, OF_THE_WIDGET, OPERATIONS, OWN};
use crate::support::{agent::Agent, visitor::Visitor, world::World};

/// A world with a conversation, and somebody of every role: the least first, so that a refusal finds things as they were.
struct Cast {
    world: World,
    people: Vec<(Role, Agent)>,
    conversation: String,
    contact: String,
    _visitor: Visitor,
}

impl Cast {
    async fn gather() -> Self {
        let world = World::start().await;
        let visitor = world.visitor().acting().await;
        let mut panel = visitor.connect().await;
        let ack = visitor.says(&mut panel, None, "Hello").await;
        let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
        let contact = "SELECT contact_id FROM conversations";
        let contact = world.handles.db.read(move |db| Ok(db.query_row(contact, [], |row| row.get(0))?)).await.unwrap();
        let mut people = Vec::new();
        for role in Role::ALL.into_iter().rev() {
            people.push((role, member(&world, role).await));
        }
        Self { world, people, conversation, contact, _visitor: visitor }
    }

    fn filled(&self, text: &str, role: Role) -> String {
        let site = self.world.handles.sites.all()[0].id.to_string();
        let text = text.replace("{conversation}", &self.conversation).replace("{site}", &site);
        text.replace("{role}", role.as_str())
    }

    /// A path of the document with its places filled: with what there is, else with what there is not.
    fn path(&self, path: &str) -> String {
        let missing = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
        let parts: Vec<_> = path.split('/').collect();
        let filled =
            parts.iter().enumerate().map(|(index, part)| match (*part, index.checked_sub(1).map(|i| parts[i])) {
                ("{id}", Some("conversations")) => self.conversation.clone(),
                ("{id}", Some("contacts")) => self.contact.clone(),
                ("{id}", Some("replies")) => format!("srp_{missing}"),
                ("{id}", Some("views")) => format!("svw_{missing}"),
                ("{id}", Some("merges")) => format!("mrg_{missing}"),
                ("{other}", _) => format!("con_{missing}"),
                ("{note_id}", _) => format!("cno_{missing}"),
                ("{macro_id}", _) => format!("mac_{missing}"),
                ("{mode}", _) => "note".to_owned(),
                ("{siteId}", _) => "3f2b6c1e-8a4d-4c9e-9b1a-7d5e2f604c11".to_owned(),
                (part, before) if part.starts_with('{') => {
                    panic!("{path}: nothing is known to stand behind {before:?}")
                }
                (part, _) => part.to_owned(),
            });
        filled.collect::<Vec<_>>().join("/")
    }
}

async fn member(world: &World, role: Role) -> Agent {
    let new = NewAgent {
        email: EmailAddress::parse(&format!("{}@fern.example", role.as_str())).unwrap(),
        name: AgentName::parse(role.name()).unwrap(),
        role,
        // A hash that is read and that no password gives.
        password_hash: Secret::new(format!("$argon2id$v=19$m=19456,t=2,p=1$ZGVza2JlbGwgbm9ib2R5IQ${}", "A".repeat(43))),
    };
    let session = world.handles.db.write(move |tx| {
        let agent = create(tx, &Actor::System, &new)?;
        start_session(tx, &agent)
    });
    Agent::new(&world.address, session.await.unwrap().reveal())
}

/// Every operation of the internal document: its id, method and path.
fn operations() -> Vec<(String, Method, String)> {
    let document = deskbell::routes::internal_document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase().parse().unwrap();
            found.push((operation["operationId"].as_str().unwrap().to_owned(), method, path.clone()));
        }
    }
    assert!(found.len() > 30, "{found:?}");
    found
}

#[test]
fn every_operation_frame_and_form_has_its_line() {
    let listed: BTreeSet<_> =
        OPERATIONS.iter().map(|(id, ..)| *id).chain(OWN.iter().copied()).chain(OF_THE_WIDGET.iter().copied()).collect();
    let there = operations();
    let there: BTreeSet<_> = there.iter().map(|(id, ..)| id.as_str()).collect();
    let without: Vec<_> = there.difference(&listed).collect();
    assert!(without.is_empty(), "operations without a line in table.rs: {without:?}");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "lines of operations that are gone: {gone:?}");

    let document = deskbell::routes::internal_document();
    let said = document["components"]["schemas"]["AgentSays"]["discriminator"]["mapping"].as_object().unwrap();
    let said: BTreeSet<_> = said.keys().map(String::as_str).collect();
    assert_eq!(said, FRAMES.iter().map(|(kind, ..)| *kind).collect(), "frames and their lines in table.rs");

    for form in forms() {
        assert!(needed(&form).is_some(), "{form} has no line in table.rs");
    }
    for entry in places::entries() {
        let forms = FORMS.iter().find(|(beginning, _)| *beginning == entry.href);
        assert!(forms.is_none_or(|(_, asked)| *asked == entry.needs), "the page {} and its forms", entry.href);
    }
    let asked = OPERATIONS.iter().chain(FRAMES).map(|(_, permission, _)| *permission);
    let asked: Vec<_> = asked.chain(FORMS.iter().map(|(_, permission)| *permission)).collect();
    for (permission, _) in TABLE {
        assert!(
            asked.contains(&permission) || ASKED_ELSEWHERE.contains(&permission),
            "nothing asks for {permission:?}"
        );
    }
}

#[tokio::test]
async fn every_role_is_allowed_what_the_table_says_over_http_and_refused_the_rest() {
    let cast = Cast::gather().await;
    let mut wrong = Vec::new();
    for (id, method, path) in operations() {
        let Some((_, permission, body)) = OPERATIONS.iter().find(|(listed, ..)| *listed == id) else { continue };
        for (role, agent) in &cast.people {
            let response = send(agent, &method, &cast.path(&path), &cast.filled(body, *role)).await;
            let is_refused = response.status() == 403;
            if is_refused == role.may(*permission) || [401, 500].contains(&response.status().as_u16()) {
                wrong.push(format!("{id} as {}: {}", role.as_str(), response.status()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_role_is_allowed_the_frames_that_the_table_says_over_both_ways() {
    let cast = Cast::gather().await;
    let mut wrong = Vec::new();
    for (kind, permission, rest) in FRAMES {
        for (role, agent) in &cast.people {
            let frame = format!(r#"{{"type":"{kind}",{}}}"#, cast.filled(rest, *role));
            let response = send(agent, &Method::POST, "/api/inbox/frames", &frame).await;
            let answer: Value = response.json().await.unwrap();
            let posted = answer["frames"][0]["code"] == "forbidden";
            let mut socket = agent.connect().await;
            socket.say_text(frame).await;
            // What comes after it has waited for it.
            socket
                .say_text(r#"{"type":"read","conversation_id":"cnv_01JZZZZZZZZZZZZZZZZZZZZZZZ","number":1}"#.to_owned())
                .await;
            let mut said = false;
            loop {
                let refused = socket.next_of("refused").await;
                said |= refused["code"] == "forbidden";
                if refused["code"] == "not_found" {
                    break;
                }
            }
            if [posted, said] != [!role.may(*permission); 2] {
                wrong.push(format!("{kind} as {}: refused over http {posted}, over the socket {said}", role.as_str()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_role_is_allowed_the_forms_that_the_table_says() {
    let cast = Cast::gather().await;
    let mut wrong = Vec::new();
    for form in forms() {
        let Some(Some(permission)) = needed(&form) else { continue };
        let path = fillers(&form);
        for (role, agent) in &cast.people {
            let response = post(agent, &path).await;
            let is_refused = response.status() == 403;
            if is_refused == role.may(permission) || response.status() == 500 {
                wrong.push(format!("POST {path} as {}: {}", role.as_str(), response.status()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn an_agents_cookie_opens_nothing_of_the_widget() {
    let cast = Cast::gather().await;
    let (_, owner) = cast.people.last().unwrap();
    for (id, method, path) in operations().into_iter().filter(|(id, ..)| OF_THE_WIDGET.contains(&id.as_str())) {
        if path.contains('{')
            || ["show_widget_init", "show_panel_config", "get_challenge", "show_team"].contains(&id.as_str())
        {
            continue;
        }
        let status = send(owner, &method, &path, "{}").await.status().as_u16();
        assert!((400..500).contains(&status), "{id}: {status}");
    }
}

async fn send(agent: &Agent, method: &Method, path: &str, body: &str) -> Response {
    let mut request = agent.client.request(method.clone(), format!("{}{path}", agent.address));
    request = request.header("Origin", &agent.address).header("Cookie", &agent.cookie);
    if !body.is_empty() {
        request = request.header("Content-Type", "application/json").body(body.to_owned());
    }
    request.send().await.unwrap()
}

/// An empty form: whoever may is told what is missing.
async fn post(agent: &Agent, path: &str) -> Response {
    let request = agent.client.post(format!("{}{path}", agent.address)).header("Origin", &agent.address);
    let request = request.header("Cookie", &agent.cookie);
    let takes_files = ["/profile", "/console/launcher/logo", "/console/customer-data/import"].contains(&path);
    let request = if takes_files {
        request.header("Content-Type", "multipart/form-data; boundary=x").body("--x--\r\n")
    } else {
        request.header("Content-Type", "application/x-www-form-urlencoded").body("")
    };
    request.send().await.unwrap()
}

/// The addresses that take forms, read off the code.
fn forms() -> Vec<String> {
    let routes = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes.rs")).unwrap();
    let lines = routes.split(".at(\"").skip(1).filter(|line| line.contains("post("));
    let found: Vec<_> = lines.map(|line| line.split('"').next().unwrap().to_owned()).collect();
    assert!(found.len() > 30, "{found:?}");
    found
}

/// What a form asks for: `None` where no line says it, `Some(None)` where it is for anybody.
fn needed(form: &str) -> Option<Option<Permission>> {
    if FOR_ANYBODY.contains(&form) {
        return Some(None);
    }
    let fits = FORMS.iter().filter(|(beginning, _)| form.starts_with(beginning));
    fits.max_by_key(|(beginning, _)| beginning.len()).map(|(_, permission)| Some(*permission))
}

/// The address with something in its places that there is not.
fn fillers(form: &str) -> String {
    let missing = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
    let parts = form.split('/').map(|part| match part {
        ":api_key_id" => format!("key_{missing}"),
        ":agent_id" => format!("agt_{missing}"),
        ":session_id" => format!("ses_{missing}"),
        ":key_id" => "3f2b6c1e-8a4d-4c9e-9b1a-7d5e2f604c11".to_owned(),
        part if part.starts_with(':') => format!("inv_{missing}"),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}
