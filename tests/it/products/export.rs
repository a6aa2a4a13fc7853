//! Everything a workspace holds, in one file.

use std::collections::BTreeMap;

use deskbell::{
    base::Actor,
    db::SCHEMA_VERSION,
    transfer::exports::{Export, views::PARTS},
};
use reqwest::Client;
use serde_json::{Value, json};

use super::{key, push};
use crate::support::{agent::Agent, world::World};

/// Columns whose values must never leave.
const SECRETS: [&str; 9] = [
    "SELECT identity_salt FROM workspace",
    "SELECT password_hash FROM agents",
    "SELECT lower(hex(token_hash)) FROM agent_sessions",
    "SELECT lower(hex(token_hash)) FROM visitor_tokens",
    "SELECT hex(token_hash) FROM visitor_tokens",
    "SELECT lower(hex(secret_hash)) FROM api_keys",
    "SELECT hex(secret_hash) FROM api_keys",
    "SELECT public_part FROM api_keys",
    "SELECT 'former-salt-of-the-identity'",
];

/// Tables that do not leave as lines of their own, and why.
const LEFT_OUT: &[(&str, &str)] = &[
    ("agent_recovery_codes", "a secret"),
    ("agent_sessions", "a secret"),
    ("half_sign_ins", "a secret"),
    ("invitations", "a secret"),
    ("prepared_sessions", "a secret"),
    ("visitor_tokens", "a secret"),
    ("conversation_reads", "stands in its conversation"),
    ("conversation_tags", "stands in its conversation"),
    ("team_members", "stands in its team"),
    ("mentions", "stands in its note"),
    ("audit_log", "has a download of its own"),
    ("drafts", "belongs to who writes it"),
    ("notifications", "passes"),
    ("catalogue_sync", "passes"),
    ("contact_imports", "passes"),
    ("contact_merges", "passes"),
    ("contact_merge_items", "passes"),
    ("event_cursors", "passes"),
    ("events", "passes"),
    ("failed_proofs", "passes"),
    ("idempotency_keys", "passes"),
    ("site_sightings", "passes"),
    ("spent_challenges", "passes"),
    ("product_words", "is made of others"),
    ("record_totals", "is made of others"),
    ("search_entries", "is made of others"),
    ("search_words", "is made of others"),
];

async fn exported(agent: &Agent) -> (Vec<Value>, String) {
    let answer = agent.call(reqwest::Method::GET, "/console/customer-data/export", None).await;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-disposition"), "attachment; filename=\"deskbell-2026-11-21.jsonl\"");
    assert_eq!(header("cache-control"), "no-store");
    let text = answer.text().await.unwrap();
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), text)
}

async fn busy_world() -> (World, Agent, String) {
    let world = World::start().await;
    let key = key(&world).await;
    push(&world, &key, json!([{"external_id": "sku1", "title": "Tree fern", "price": "49.90", "currency": "EUR"}]))
        .await;
    let records: Vec<_> = (0..450)
        .map(|n| json!({"kind": "order", "reference": n.to_string(), "amount_cents": n, "currency": "KWD"}))
        .collect();
    let body = json!({"external_id": "cust_42", "records": records});
    let request = Client::new().post(format!("{}/v1/chat/ingest/records", world.address)).bearer_auth(&key);
    assert_eq!(request.json(&body).send().await.unwrap().status(), 200);
    let visitor = world.visitor().acting().await;
    let agent = world.agent().await;
    let (mut panel, mut inbox) = (visitor.connect().await, agent.connect().await);
    let ack = visitor.says(&mut panel, None, "Line one\nline \"two\"\u{2028}!").await;
    inbox.next_of("message").await;
    let content = json!({"type": "quick_replies", "replies": ["Yes", "No"]});
    let post = json!({"type": "message.post", "client_id": "c1", "conversation_id": ack["conversation_id"], "body": "Sure?", "content": content});
    inbox.say(post).await;
    inbox.next_of("ack").await;
    let former = "UPDATE workspace SET former_identity_salt = 'former-salt-of-the-identity'";
    world.handles.db.write(move |tx| Ok(tx.execute(former, [])?)).await.unwrap();
    (world, agent, visitor.token.unwrap())
}

#[tokio::test]
async fn the_file_holds_every_row_between_a_first_and_a_last_line() {
    let (world, agent, _) = busy_world().await;

    let (lines, _) = exported(&agent).await;

    let (first, last) = (&lines[0], &lines[lines.len() - 1]);
    assert_eq!(
        (&first["type"], &first["form"], &first["schema"]),
        (&json!("export"), &json!(1), &json!(SCHEMA_VERSION))
    );
    assert_eq!(
        (&first["version"], &first["at"]),
        (&json!(env!("CARGO_PKG_VERSION")), &json!("2026-11-21T09:00:00.000Z"))
    );
    let mut counts = BTreeMap::new();
    for line in &lines[1..lines.len() - 1] {
        *counts.entry(line["type"].as_str().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(last["type"], "end");
    for (kind, count) in last["counts"].as_object().unwrap() {
        assert_eq!(*count, json!(counts.get(kind.as_str()).copied().unwrap_or(0)), "{kind}");
    }
    for (kind, table) in [
        ("contact", "contacts"),
        ("visitor", "visitors"),
        ("conversation", "conversations"),
        ("message", "messages"),
        ("record", "records"),
        ("product", "products"),
        ("site", "sites"),
        ("agent", "agents"),
        ("api_key", "api_keys"),
    ] {
        assert_eq!(i64::from(counts[kind]), world.rows(table).await, "{kind}");
    }
    let order = |kind: &str| lines.iter().position(|line| line["type"] == kind).unwrap();
    assert!(order("contact") < order("visitor") && order("conversation") < order("message"));
}

#[tokio::test]
async fn lines_tell_times_amounts_and_content_as_they_are() {
    let (_world, agent, _) = busy_world().await;

    let (lines, _) = exported(&agent).await;

    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).collect::<Vec<_>>();
    let contact = of("contact").into_iter().find(|contact| contact["external_id"] == "cust_42").unwrap();
    let record = of("record")[449];
    assert_eq!(
        (&record["amount"], &record["currency"], &record["reference"]),
        (&json!("4.490"), &json!("KWD"), &json!("449"))
    );
    assert_eq!(
        (&record["contact_id"], &record["occurred_at"]),
        (&contact["contact_id"], &json!("2026-11-21T09:00:00.000Z"))
    );
    let product = of("product")[0];
    assert_eq!((&product["price"], &product["is_available"]), (&json!("49.90"), &json!(true)));
    let messages = of("message");
    assert_eq!(messages[0]["body"], "Line one\nline \"two\"\u{2028}!");
    assert!(messages.iter().any(|message| message["content"]["replies"] == json!(["Yes", "No"])), "{messages:?}");
    assert_eq!(
        (&of("workspace")[0]["name"], &of("workspace")[0]["requires_proof"]),
        (&json!("Fern & Co"), &json!(false))
    );
    assert_eq!(of("api_key")[0]["scopes"], "identify records products sessions erase sites");
    assert!(of("site")[0]["look"].is_object() && of("agent")[0]["email"] == "ana@fern.example");
}

#[tokio::test]
async fn pictures_and_who_has_read_how_far_are_in_it() {
    let (world, agent, _) = busy_world().await;
    let with = r#"
        INSERT INTO pictures (picture_id, media_type, bytes, created_at) VALUES ('p1', 'image/png', x'FFEF', 0);
        UPDATE agents SET picture_id = 'p1';
        UPDATE sites SET logo_id = 'p1';
        UPDATE visitors SET claims = '{"name":"a\u0000b"}';
        INSERT OR REPLACE INTO conversation_reads SELECT agent_id, conversation_id, 1, 1 FROM agents, conversations;"#;
    world.handles.db.write(move |tx| Ok(tx.execute_batch(with)?)).await.unwrap();

    let (lines, _) = exported(&agent).await;

    let of = |kind: &str| lines.iter().find(|line| line["type"] == kind).unwrap();
    let picture = json!({ "type": "picture", "picture_id": "p1", "media_type": "image/png", "base64url": "_-8", "created_at": "1970-01-01T00:00:00.000Z" });
    assert_eq!(*of("picture"), picture);
    assert_eq!((&of("agent")["picture_id"], &of("site")["logo_id"]), (&json!("p1"), &json!("p1")));
    let read_by = json!([{ "agent_id": of("agent")["agent_id"], "number": 1 }]);
    assert_eq!(of("conversation")["read_by"], read_by);
    assert_eq!(of("visitor")["claims"], r#"{"name":"a\u0000b"}"#, "what no reader takes leaves as it is");
}

#[tokio::test]
async fn no_secret_leaves() {
    let (world, agent, token) = busy_world().await;

    let (_, text) = exported(&agent).await;

    let mut secrets = vec![token, agent.cookie.split_once('=').unwrap().1.to_owned()];
    for sql in SECRETS {
        let found = world.handles.db.read(move |connection| {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        });
        let found = found.await.unwrap();
        assert!(!found.is_empty(), "{sql}");
        secrets.extend(found);
    }
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        assert!(!text.contains(secret.as_str()), "{secret}");
    }
    for name in ["salt", "hash", "token", "secret"] {
        assert!(!text.to_lowercase().contains(&format!("{name}\":")), "{name}");
    }
}

#[tokio::test]
async fn only_administrators_who_are_signed_in_get_it() {
    let (world, agent, _) = busy_world().await;
    let address = format!("{}/console/customer-data/export", world.address);

    let stranger = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap().get(&address);
    assert_eq!(stranger.send().await.unwrap().status(), 303);
    world.handles.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'agent'", [])?)).await.unwrap();

    let refused = agent.call(reqwest::Method::GET, "/console/customer-data/export", None).await;

    assert_eq!(refused.status(), 403);
    assert!(!refused.text().await.unwrap().contains("cust_42"));
}

#[tokio::test]
async fn what_is_made_meanwhile_is_left_out_and_only_the_end_tells_the_counts() {
    let (world, _, _) = busy_world().await;
    let db = world.handles.db.clone();
    let mut export = Export::begin(db.clone(), &Actor::System, world.clock.now()).await.unwrap();
    let before = world.rows("contacts").await;
    let first = export.next().await.unwrap().unwrap();
    let late =
        "INSERT INTO contacts (contact_id, created_at, updated_at) VALUES ('con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C', 0, 0)";
    db.write(move |tx| Ok(tx.execute(late, [])?)).await.unwrap();

    let mut chunks = vec![first];
    while let Some(chunk) = export.next().await.unwrap() {
        chunks.push(chunk);
    }

    let last = chunks.pop().unwrap();
    assert!(last.contains("\"type\":\"end\"") && last.contains(&format!("\"contact\":{before},")), "{last}");
    assert!(chunks.iter().all(|chunk| chunk.ends_with('\n') && !chunk.contains("\"type\":\"end\"")));
    assert!(chunks.iter().all(|chunk| chunk.lines().count() <= 200), "each part is a short read");
    assert!(!chunks.concat().contains("con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C"));
}

#[tokio::test]
async fn every_table_leaves_or_is_left_out_on_purpose() {
    let world = World::start().await;
    let tables = world.handles.db.read(|connection| {
        // What a virtual table keeps its rows in, and what the database keeps for itself, is no table of ours.
        let mut statement = connection.prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')
             AND name NOT GLOB 'sqlite_*' ORDER BY name /* a handful */",
        )?;
        Ok(statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?)
    });
    let tables = tables.await.unwrap();

    let is_said = |table: &&String| {
        PARTS.iter().any(|part| part.table == **table) || LEFT_OUT.iter().any(|(name, _)| name == *table)
    };
    let unsaid: Vec<_> = tables.iter().filter(|table| !is_said(table)).collect();
    let gone: Vec<_> = LEFT_OUT.iter().filter(|(name, _)| !tables.iter().any(|table| table == name)).collect();
    assert!(unsaid.is_empty() && gone.is_empty(), "neither exported nor left out: {unsaid:?}; gone: {gone:?}");
}

#[tokio::test]
async fn notes_teams_and_tags_are_in_it() {
    let (world, agent, _) = busy_world().await;
    let with = r#"
        INSERT INTO teams (team_id, name, created_at) VALUES ('t1', 'Sales', 0);
        INSERT INTO team_members SELECT 't1', agent_id FROM agents;
        INSERT INTO tags (tag_id, name, colour, created_at) VALUES ('g1', 'Refund', 'sky', 0);
        INSERT INTO conversation_tags SELECT conversation_id, 'g1', 0, 0 FROM conversations;
        UPDATE conversations SET snoozed_until = 9007199254740991, waiting_since = 0, team_id = 't1';
        INSERT INTO thread_entries (entry_id, conversation_id, after_number, kind, body, created_at)
            SELECT 'e1', conversation_id, 1, 'note', 'Call back', 0 FROM conversations;
        INSERT INTO contact_notes (contact_note_id, contact_id, body, created_at, updated_at)
            SELECT 'n1', contact_id, 'Kind', 0, 0 FROM contacts WHERE external_id = 'cust_42';"#;
    world.handles.db.write(move |tx| Ok(tx.execute_batch(with)?)).await.unwrap();

    let (lines, _) = exported(&agent).await;

    let of = |kind: &str| lines.iter().find(|line| line["type"] == kind).unwrap();
    assert_eq!(of("team")["agent_ids"], json!([of("agent")["agent_id"]]));
    let conversation = of("conversation");
    assert_eq!((&conversation["tag_ids"], &conversation["team_id"]), (&json!(["g1"]), &json!("t1")));
    assert_eq!(
        (&conversation["state"], &conversation["snoozed_until"], &conversation["waiting_since"]),
        (&json!("snoozed"), &json!(null), &json!("1970-01-01T00:00:00.000Z"))
    );
    let note = lines.iter().find(|line| line["type"] == "entry" && line["kind"] == "note").unwrap();
    assert_eq!((&note["body"], &note["mentions"]), (&json!("Call back"), &json!([])));
    assert_eq!((&of("contact_note")["body"], &of("tag")["name"]), (&json!("Kind"), &json!("Refund")));
}
