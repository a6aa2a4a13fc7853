//! A database of the first version, with what people had in it, goes on with everything it held.

use std::{fs, path::Path};

use deskbell::{
    base::{Actor, time::MINUTE},
    db::{MIGRATIONS, SCHEMA_VERSION},
    sites::{self, Section},
};
use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    support::{browser::Browser, process::Launch, world::World},
    talk::Talk,
};

/// A look as the first version stored it, texts and all.
const LOOK: &str = r##"{"position":"left","offset_x":24,"offset_y":32,"size":"large","theme":"dark","primary":"#aa2200",
    "greeting":"Moin!","introduction":"Ask away.","reply_expectation":"We answer within the hour.","is_launcher_hidden":false}"##;

/// Puts a database of the first version in place of today's: its schema, the rows that were there, the look of its
/// time and an answer of the team.
fn go_back(folder: &Path) {
    let (today, before) = (folder.join("deskbell.db"), folder.join("first.db"));
    let first = Connection::open(&before).unwrap();
    first.execute_batch(MIGRATIONS[0].sql).unwrap();
    first.pragma_update(None, "foreign_keys", false).unwrap();
    first.execute("ATTACH ?1 AS today", [today.to_str().unwrap()]).unwrap();
    let tables = "SELECT t.name, group_concat(c.name, ', ') FROM main.sqlite_schema AS t
                  JOIN pragma_table_info(t.name, 'main') AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' GROUP BY t.name";
    let tables: Vec<(String, String)> = {
        let mut statement = first.prepare(tables).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    for (table, columns) in &tables {
        let copy = format!("INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}");
        first.execute(&copy, []).unwrap();
    }
    first.execute("DETACH today", []).unwrap();
    first.execute("UPDATE sites SET look = ?1", [LOOK]).unwrap();
    first
        .execute_batch(
            "INSERT INTO messages (message_id, conversation_id, number, author, agent_id, client_id, body, created_at)
             SELECT 'msg_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C', conversation_id, 2, 'agent', agent_id, 'a1', 'It left today.', c.created_at
             FROM conversations AS c, agents;
             UPDATE conversations SET last_number = 2, team_count = 1;
             PRAGMA user_version = 1;",
        )
        .unwrap();
    drop(first);
    for name in ["deskbell.db-wal", "deskbell.db-shm"] {
        let _ = fs::remove_file(folder.join(name));
    }
    fs::rename(before, today).unwrap();
}

async fn texts(world: &World) -> (Value, Value) {
    let visitor = world.visitor();
    let config = visitor.get(&format!("/api/widget/panel?app_id={}", world.app_id)).await.1;
    (config["texts"].clone(), config["theme"].clone())
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_words_its_people_and_what_they_said() {
    let Talk { world, visitor, conversation, panel, inbox, .. } = Talk::start().await;
    panel.close().await;
    inbox.close().await;
    let world = world.restart_after(go_back).await;
    let visitor = crate::support::visitor::Visitor { address: world.address.clone(), ..visitor };
    let written = json!({ "en": {
        "greeting": "Moin!", "introduction": "Ask away.", "reply_expectation": "We answer within the hour.",
        "away": null, "notice": null,
    } });

    let init = visitor.get(&format!("/api/widget/init?app_id={}", world.app_id)).await;
    assert_eq!(texts(&world).await, (written.clone(), json!("dark")));
    let launcher = &world.handles.sites.all()[0].look;
    assert_eq!(
        (launcher.offset_x, launcher.offset_y, launcher.primary.to_string()),
        (24, 32, "#aa2200".to_owned()),
        "{init:?}"
    );
    let (_, list) = visitor.get("/api/widget/conversations").await;
    let row = &list["conversations"][0];
    assert_eq!((&row["id"], &row["status"], &row["unread"]), (&json!(conversation), &json!("open"), &json!(1)));
    assert_eq!((&row["last_message"]["body"], &row["rating"]), (&json!("It left today."), &json!(null)));

    // It goes on: caught up, written in, resolved, rated.
    let (mut panel, _) = visitor.connect_after(list["seq"].as_i64()).await;
    assert_eq!(visitor.says(&mut panel, Some(&conversation), "Thank you").await["number"], 3);
    let path = format!("/api/inbox/conversations/{conversation}/resolve");
    assert_eq!(world.agent().await.call(Method::POST, &path, None).await.status(), 200);
    let path = format!("/api/widget/conversations/{conversation}/rating");
    let rated = visitor.call(Method::POST, &path, Some(json!({ "score": 5 })));
    assert_eq!(rated.await.status(), 204);

    // Saving another part of the site moves the words to where they stand now.
    let id = world.handles.sites.all()[0].id;
    let rename = move |tx: &mut deskbell::db::Tx<'_>| {
        sites::actions::change(tx, &Actor::System, id, [Section::Name("Moss".to_owned())])
    };
    world.handles.db.write(rename).await.unwrap();
    let world = world.restart().await;
    assert_eq!(texts(&world).await, (written, json!("dark")));
    assert!(world.folder.path().join("backups/before-schema-2.db").exists());
    world.stop().await;
}

/// What takes back the migration of each number, the newest first.
const BACK: &[(usize, &str)] = &[
    (8, "DROP INDEX contacts_by_short_name;"),
    (7, "ALTER TABLE agent_sessions DROP COLUMN proved_at;"),
    (6, "DROP INDEX messages_by_answer;"),
    (
        5,
        "INSERT INTO search_words (search_words, rowid, words)
             SELECT 'delete', e.search_number, char(57345) || ' ' || concat_ws(' ', m.body, (SELECT group_concat(j.value ->> 'value', ' ') FROM json_each(m.answer, '$.values') j))
             FROM messages m JOIN search_entries e ON e.item_id = m.message_id WHERE m.answer IS NOT NULL;
         INSERT INTO search_words (rowid, words)
             SELECT e.search_number, char(57345) || ' ' || m.body
             FROM messages m JOIN search_entries e ON e.item_id = m.message_id WHERE m.answer IS NOT NULL;
         ALTER TABLE contacts DROP COLUMN erasing_at;",
    ),
];

/// Takes the database back to the schema of a number.
fn back_to(folder: &Path, schema: usize) {
    assert_eq!(BACK[0].0, SCHEMA_VERSION, "a migration has no entry in BACK");
    let database = Connection::open(folder.join("deskbell.db")).unwrap();
    for (_, back) in BACK.iter().take_while(|(number, _)| *number > schema) {
        database.execute_batch(back).unwrap();
    }
    database.execute_batch(&format!("PRAGMA user_version = {schema};")).unwrap();
}

/// Before answers could be searched.
const WITHOUT_ANSWERS: usize = 4;

/// Before sessions knew when their agents had proved who they are.
const WITHOUT_PROOFS: usize = 6;

#[tokio::test]
async fn what_was_answered_to_a_form_before_answers_could_be_searched_is_found_too() {
    let mut talk = Talk::start().await;
    let form = json!({ "type": "form", "fields": [{ "name": "frame", "label": "Frame number", "kind": "text" }] });
    talk.agent_posts("f1", "Which bicycle is it?", form).await;
    assert_eq!(talk.visitor_posts("messages/3/answer", json!({ "values": { "frame": "WTU-3319" } })).await.0, 200);
    let Talk { world, panel, inbox, conversation, .. } = talk;
    panel.close().await;
    inbox.close().await;

    let world = world.restart_after(|folder| back_to(folder, WITHOUT_ANSWERS)).await;
    let agent = world.agent().await;
    let hits = async |query: &str| agent.get(&format!("/api/inbox/search?q={query}")).await.1["hits"].clone();

    assert_eq!(hits("wtu-3319").await[0]["number"], 3);
    assert_eq!(hits("bicycle").await.as_array().unwrap().len(), 1);
    let opened = agent.get(&format!("/api/inbox/conversations/{conversation}")).await.1;
    let contact = &opened["conversation"]["contact"];
    let path = format!("/api/inbox/contacts/{}/erase", contact["id"].as_str().unwrap());
    let erased = agent.call(Method::POST, &path, Some(json!({ "name": contact["name"] }))).await;
    assert_eq!(erased.status(), 200);
    let left = world.handles.db.write(|tx| {
        tx.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')", [])?;
        let sql = "SELECT (SELECT count(*) FROM search_words('bicycle')), (SELECT count(*) FROM search_words('b*')),
                          (SELECT v FROM search_words_config WHERE k = 'secure-delete')";
        Ok(tx.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
    });
    assert_eq!(left.await.unwrap(), (0, 0, 1), "what is erased after the upgrade is overwritten and found no more");
    world.stop().await;
}

#[tokio::test]
async fn an_upgrade_says_that_it_begins() {
    let launch = Launch::new();
    launch.start().await.stop().await;
    back_to(&launch.data(), WITHOUT_ANSWERS);

    let server = launch.start().await;

    assert!(server.log().contains("bringing the database from schema 4 to "), "{}", server.log());
    server.stop().await;
}

#[tokio::test]
async fn a_session_of_an_older_version_counts_as_proved_when_it_began() {
    let world = World::start().await;
    let agent = world.agent().await;
    world.clock.advance(4 * MINUTE);
    let world = world.restart_after(|folder| back_to(folder, WITHOUT_PROOFS)).await;
    let mut ana = Browser::new(&world.address);
    let (name, token) = agent.cookie.split_once('=').unwrap();
    ana.cookies.insert(name.to_owned(), token.to_owned());
    let key = [("name", "Shop"), ("scope", "records")];

    let before = ana.post("/console/developers/keys", &key).await;
    world.clock.advance(2 * MINUTE);
    let after = ana.post("/console/developers/keys", &key).await;

    assert_eq!((before.status, after.status), (303, 403), "{}", after.body);
    world.stop().await;
}
