//! Saved replies of one's own, kept by who only answers.

use deskbell::{
    base::{Actor, Role, ids::*},
    db::Tx,
    replies::{
        actions,
        model::{For, NewReply},
    },
};

use crate::support::pages_world::World;

const PAGE: &str = "/console/replies";

async fn makes(world: &World, whose: For, (agent, role): (AgentId, Role), name: &'static str) -> SavedReplyId {
    let new = NewReply { name: name.to_owned(), shortcut: String::new(), body: format!("{name}, in full.") };
    let actor = Actor::Agent { id: agent, role };
    world.db.write(move |tx| actions::make(tx, &actor, whose, new)).await.unwrap().id
}

/// Somebody else of the team.
async fn colleague(world: &World) -> AgentId {
    let insert = |tx: &mut Tx<'_>| {
        let (id, now): (AgentId, _) = (tx.new_id(), tx.now());
        let sql = "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at)
                   VALUES (?1, 'bo@fern.example', 'Bo', 'agent', '', ?2)";
        tx.execute(sql, rusqlite::params![id, now])?;
        Ok(id)
    };
    world.db.write(insert).await.unwrap()
}

#[tokio::test]
async fn an_agent_keeps_their_own_replies_and_reads_those_of_everybody() {
    let (world, mut ana) = World::claimed().await;
    let shared = makes(&world, For::Everybody, (colleague(&world).await, Role::Admin), "Welcome").await;
    world.demote().await;

    let form = ana.get(&format!("{PAGE}/new")).await;
    assert!(form.status == 200 && !form.body.contains("value=\"everybody\""), "{}", form.body);
    assert_eq!(ana.post(PAGE, &[("name", "Mine"), ("body", "Hello")]).await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM saved_replies WHERE agent_id IS NOT NULL").await, 1);
    let list = ana.get(PAGE).await.body;
    assert!(list.contains("Welcome, in full.") && !list.contains(&format!("{PAGE}/{shared}")), "{list}");
    assert!(!list.contains("/console/macros"), "only what they may open: {list}");

    let (_, rest) =
        list.split_once("aria-label=\"Change Mine\"").and_then(|(before, _)| before.rsplit_once("href=\"")).unwrap();
    let path = rest.split('"').next().unwrap().to_owned();
    let page = ana.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let wanted = [("name", "Mine"), ("body", "Good day"), ("version", "1")];
    assert_eq!(ana.post(&path, &wanted).await.status, 303);
    assert!(ana.get(PAGE).await.body.contains("Good day"));
    let asked = ana.post(&format!("{path}/delete"), &[]).await;
    assert!(asked.body.contains("Delete “Mine”?"), "{}", asked.body);
    let deleted = ana.post(&format!("{path}/delete"), &[("sure", "yes")]).await;
    assert!(deleted.body.contains("is deleted.") && deleted.body.contains("name=\"whose\" value=\"me\""));
    assert_eq!(world.count("SELECT count(*) FROM saved_replies").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'refused'").await, 0, "nothing was refused");
}

#[tokio::test]
async fn without_script_the_inbox_leads_to_what_one_may_open_of_the_settings() {
    let (world, mut ana) = World::claimed().await;
    assert!(ana.get("/inbox").await.body.contains("<a href=\"/console/workspace\">Settings</a>"));
    world.demote().await;

    let page = ana.get("/inbox").await.body;

    assert!(page.contains("<a href=\"/console/replies\">Saved replies</a>"), "{page}");
    assert!(!page.contains("/console/workspace"), "{page}");
}

#[tokio::test]
async fn an_agent_changes_neither_what_everybody_uses_nor_what_is_somebody_elses() {
    let (world, mut ana) = World::claimed().await;
    let bo = colleague(&world).await;
    let shared = makes(&world, For::Everybody, (bo, Role::Admin), "Welcome").await;
    let others = makes(&world, For::Oneself, (bo, Role::Agent), "Secret").await;
    world.demote().await;
    let wanted = [("name", "Mine now"), ("body", "Taken"), ("version", "1"), ("sure", "yes")];

    for (id, status) in [(shared, 403), (others, 404)] {
        let path = format!("{PAGE}/{id}");
        assert_eq!(ana.get(&path).await.status, status, "{path}");
        assert_eq!(ana.post(&path, &wanted).await.status, status, "{path}");
        assert_eq!(ana.post(&format!("{path}/delete"), &wanted).await.status, status, "{path}");
    }
    let everybodys = [("name", "For all"), ("body", "Hello"), ("whose", "everybody")];
    assert_eq!(ana.post(PAGE, &everybodys).await.status, 403);
    assert_eq!(ana.post(&format!("{PAGE}/examples"), &[]).await.status, 403);
    assert!(!ana.get(PAGE).await.body.contains("Secret"), "nobody reads another one's own");
    let kept = "SELECT count(*) FROM saved_replies WHERE name IN ('Welcome', 'Secret') AND version = 1";
    assert_eq!((world.count(kept).await, world.count("SELECT count(*) FROM saved_replies").await), (2, 2));
}

#[tokio::test]
async fn who_may_not_answer_has_no_replies_to_keep() {
    let (world, mut ana) = World::claimed().await;
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'read_only'", [])?)).await.unwrap();

    for page in [PAGE.to_owned(), format!("{PAGE}/new")] {
        assert_eq!(ana.get(&page).await.status, 403, "{page}");
    }
    assert_eq!(ana.post(PAGE, &[("name", "Mine"), ("body", "Hello"), ("whose", "me")]).await.status, 403);
    assert!(!ana.get("/profile").await.body.contains(PAGE), "nothing leads there");
}
