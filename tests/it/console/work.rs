//! Tags, teams, saved replies and macros, as administrators keep them.

use serde_json::{Value, json};

use crate::support::{browser::Browser, pages_world::World};

/// The id behind the first link that begins with `path`.
fn id_after(page: &str, path: &str) -> String {
    let at = page.find(&format!("href=\"{path}/")).unwrap_or_else(|| panic!("no link to {path} in {page}"));
    let rest = &page[at + path.len() + 7..];
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn makes_tag(ana: &mut Browser, name: &str) -> String {
    let made = ana.post("/console/tags", &[("name", name), ("colour", "sky")]).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let page = ana.get(&format!("/console/tags?q={name}")).await.body;
    id_after(&page, "/console/tags")
}

#[tokio::test]
async fn a_tag_is_made_changed_and_deleted_after_a_question() {
    let (world, mut ana) = World::claimed().await;
    assert!(ana.get("/console/tags").await.body.contains("There are no tags yet"));

    let id = makes_tag(&mut ana, "Refund").await;
    let page = ana.get(&format!("/console/tags/{id}")).await.body;
    let edition = hidden(&page, "edition");
    let fields = [("name", "Refunds"), ("colour", "plum"), ("edition", edition.as_str())];
    assert_eq!(ana.post(&format!("/console/tags/{id}"), &fields).await.status, 303);

    let page = ana.get("/console/tags").await.body;
    assert!(page.contains("data-colour=\"plum\">Refunds<"), "{page}");
    let asked = ana.post(&format!("/console/tags/{id}/delete"), &[]).await;
    assert!(asked.status == 200 && asked.body.contains("Delete “Refunds”?"), "{}", asked.body);
    assert_eq!(world.count("SELECT count(*) FROM tags").await, 1, "nothing goes unasked");
    ana.post(&format!("/console/tags/{id}/delete"), &[("sure", "yes")]).await;
    assert_eq!(world.count("SELECT count(*) FROM tags").await, 0);
}

#[tokio::test]
async fn a_wrong_tag_is_named_beside_its_field_and_nothing_typed_is_lost() {
    let (_world, mut ana) = World::claimed().await;
    makes_tag(&mut ana, "Refund").await;

    let long = "x".repeat(41);
    for (name, says) in [("", "Give the tag a name"), ("REFUND", "already"), (long.as_str(), "at most 40")] {
        let refused = ana.post("/console/tags", &[("name", name), ("colour", "brick")]).await;

        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.body.contains("id=\"name-error\"") && refused.body.contains(says), "{}", refused.body);
        assert!(refused.body.contains(&format!("value=\"{name}\"")), "{name}");
        assert!(refused.body.contains("value=\"brick\" checked"), "{name}");
    }
}

#[tokio::test]
async fn two_administrators_do_not_overwrite_each_other() {
    let (_world, mut ana) = World::claimed().await;
    let id = makes_tag(&mut ana, "Refund").await;
    let path = format!("/console/tags/{id}");
    let seen = hidden(&ana.get(&path).await.body, "edition");
    ana.post(&path, &[("name", "Money back"), ("colour", "sky"), ("edition", &seen)]).await;

    let refused = ana.post(&path, &[("name", "Refunds"), ("colour", "sky"), ("edition", &seen)]).await;

    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("<dt>Name now</dt><dd>Money back</dd>"), "{}", refused.body);
    assert!(refused.body.contains("value=\"Refunds\"") && !refused.body.contains("<dt>Colour now"));
    let now = hidden(&refused.body, "edition");
    let again = ana.post(&path, &[("name", "Refunds"), ("colour", "sky"), ("edition", &now)]).await;
    assert_eq!(again.status, 303, "who has seen the difference may save");
}

#[tokio::test]
async fn a_team_is_made_of_people_and_shows_them() {
    let (world, mut ana) = World::claimed().await;
    let page = ana.get("/console/teams").await.body;
    let ana_id = hidden(&page, "agent");

    let refused = ana.post("/console/teams", &[("name", " "), ("agent", &ana_id)]).await;
    assert!(refused.status == 422 && refused.body.contains(&format!("value=\"{ana_id}\" checked")));
    assert_eq!(ana.post("/console/teams", &[("name", "Returns"), ("agent", &ana_id)]).await.status, 303);

    let page = ana.get("/console/teams").await.body;
    assert!(page.contains("data-label=\"Members\">Ana Lopes<"), "{page}");
    let id = id_after(&page, "/console/teams");
    let path = format!("/console/teams/{id}");
    let edition = hidden(&ana.get(&path).await.body, "edition");
    ana.post(&path, &[("name", "Returns"), ("edition", &edition)]).await;
    assert!(ana.get("/console/teams").await.body.contains("Nobody yet"));
    ana.post(&format!("{path}/delete"), &[("sure", "yes")]).await;
    assert_eq!(world.count("SELECT count(*) FROM teams").await, 0);
}

#[tokio::test]
async fn an_unknown_placeholder_is_named_with_the_nearest_beside_the_text() {
    let (_world, mut ana) = World::claimed().await;
    let body = "Hi {{contact.frist_name}}";

    let fields = [("name", "Hello"), ("shortcut", "Not plain!"), ("body", body), ("whose", "me")];
    let refused = ana.post("/console/replies", &fields).await;

    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Did you mean {{contact.first_name}}?"), "{}", refused.body);
    assert!(refused.body.contains("id=\"shortcut-error\"") && refused.body.contains("id=\"body-error\""));
    assert!(refused.body.contains(body) && refused.body.contains("value=\"me\" checked"));
}

#[tokio::test]
async fn a_preview_fills_the_placeholders_and_saves_nothing() {
    let (world, mut ana) = World::claimed().await;

    let fields =
        [("name", "Hello"), ("body", "Hi {{contact.first_name}} <b>, {{agent.first_name}}"), ("do", "preview")];
    let page = ana.post("/console/replies", &fields).await;

    assert!(page.status == 200 && page.body.contains("Hi Ana &#60;b&#62;, Ana</p>"), "{}", page.body);
    assert_eq!(world.count("SELECT count(*) FROM saved_replies").await, 0);
}

#[tokio::test]
async fn the_examples_are_inserted_once_and_a_deleted_reply_comes_back() {
    let (world, mut ana) = World::claimed().await;
    assert!(ana.get("/console/replies").await.body.contains("Insert these three"));
    for _ in 0..2 {
        assert_eq!(ana.post("/console/replies/examples", &[]).await.status, 303);
    }
    assert_eq!(world.count("SELECT count(*) FROM saved_replies").await, 3);

    let page = ana.get("/console/replies?q=order").await.body;
    let id = id_after(&page[page.find("Ask for the order").unwrap()..], "/console/replies");
    let deleted = ana.post(&format!("/console/replies/{id}/delete"), &[("sure", "yes")]).await;
    assert!(deleted.body.contains("is deleted.") && deleted.body.contains(">Undo<"), "{}", deleted.body);
    let undo = [("name", "Ask for the order number"), ("shortcut", "order"), ("body", "x"), ("whose", "everybody")];
    assert_eq!(ana.post("/console/replies", &undo).await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM saved_replies").await, 3);
}

#[tokio::test]
async fn a_macros_steps_are_put_together_without_script() {
    let (world, mut ana) = World::claimed().await;
    let tag = makes_tag(&mut ana, "Solved").await;

    let page = ana.post("/console/macros", &[("name", "Bye"), ("steps", "0"), ("do", "add"), ("kind", "reply")]).await;
    assert!(page.status == 200 && page.body.contains("These steps are not saved yet"), "{}", page.body);
    let reply = [("name", "Bye"), ("steps", "2"), ("step_0_kind", "reply"), ("step_0_value", "Bye {{contact.nam}}")];
    let tagged = [("step_1_kind", "tag"), ("step_1_value", "")];
    let both: Vec<_> = reply.into_iter().chain(tagged).collect();
    let refused = ana.post("/console/macros", &both).await;
    assert!(refused.status == 422 && refused.body.contains("id=\"step_1_value-error\""), "{}", refused.body);
    let fixed = [("name", "Bye"), ("steps", "2"), ("step_0_kind", "reply"), ("step_0_value", "Bye {{contact.nam}}")];
    let fixed: Vec<_> = fixed.into_iter().chain([("step_1_kind", "tag"), ("step_1_value", tag.as_str())]).collect();
    let refused = ana.post("/console/macros", &fixed).await;
    assert!(refused.status == 422 && refused.body.contains("Did you mean {{contact.name}}?"), "{}", refused.body);
    let moved: Vec<_> = fixed.iter().copied().chain([("do", "up-1")]).collect();
    let page = ana.post("/console/macros", &moved).await.body;
    assert!(page.find("1. Add a tag").is_some() && page.find("2. Send a reply").is_some(), "{page}");

    let right = [("name", "Bye"), ("steps", "1"), ("step_0_kind", "tag"), ("step_0_value", tag.as_str())];
    assert_eq!(ana.post("/console/macros", &right).await.status, 303);
    assert!(ana.get("/console/macros").await.body.contains("Add the tag “Solved”"));
    ana.post(&format!("/console/tags/{tag}/delete"), &[("sure", "yes")]).await;
    let page = ana.get("/console/macros").await.body;
    assert!(page.contains("that is not there any more") && page.contains("Left out"), "{page}");
    assert_eq!(world.count("SELECT count(*) FROM macros").await, 1);
}

#[tokio::test]
async fn a_macro_that_somebody_else_has_changed_is_not_overwritten() {
    let (_world, mut ana) = World::claimed().await;
    assert_eq!(ana.post("/console/macros/examples", &[]).await.status, 303);
    let page = ana.get("/console/macros").await.body;
    let id = id_after(&page[page.find("Take and answer").unwrap()..], "/console/macros");
    let path = format!("/console/macros/{id}");
    let resolve = [("steps", "1"), ("step_0_kind", "resolve"), ("version", "1")];
    let named = |name| resolve.into_iter().chain([("name", name)]).collect::<Vec<_>>();
    assert_eq!(ana.post(&path, &named("Mine")).await.status, 303);

    let refused = ana.post(&path, &named("Yours")).await;

    assert!(refused.status == 409 && refused.body.contains("<dt>Name now</dt><dd>Mine</dd>"), "{}", refused.body);
    assert!(refused.body.contains("value=\"Yours\"") && hidden(&refused.body, "version") == "2");
}

#[tokio::test]
async fn hostile_words_stay_words_on_every_page() {
    let (_world, mut ana) = World::claimed().await;
    let evil = "<script>alert(1)</script>";
    makes_tag(&mut ana, "tame").await;
    ana.post("/console/tags", &[("name", evil)]).await;
    ana.post("/console/teams", &[("name", evil)]).await;
    ana.post("/console/replies", &[("name", evil), ("body", evil)]).await;
    ana.post("/console/macros", &[("name", evil), ("steps", "1"), ("step_0_kind", "note"), ("step_0_value", evil)])
        .await;

    for page in ["tags", "teams", "replies", "macros"] {
        let body = ana.get(&format!("/console/{page}?q=script")).await.body;
        assert!(body.contains("&#60;script&#62;") && !body.contains(evil), "{page}: {body}");
    }
}

#[tokio::test]
async fn a_merged_tag_goes_on_in_saved_views_and_macros_and_the_audit_log_says_so() {
    let (world, mut ana) = World::claimed().await;
    let (from, into) = (makes_tag(&mut ana, "Refund").await, makes_tag(&mut ana, "Money").await);
    let named = from.clone();
    let insert = world.db.write(move |tx| {
        let (filters, steps) =
            (format!("{{\"tags\":[\"{named}\"]}}"), format!("[{{\"type\":\"tag\",\"tag_id\":\"{named}\"}}]"));
        tx.execute(
            "INSERT INTO saved_views (saved_view_id, name, filters, sort, place, created_at)
             VALUES ('viw_01JZZZZZZZZZZZZZZZZZZZZZZZ', 'Refunds', ?1, 'newest', 1, 0)",
            [filters],
        )?;
        Ok(tx.execute(
            "INSERT INTO macros (macro_id, name, steps, created_at, updated_at)
             VALUES ('mac_01JZZZZZZZZZZZZZZZZZZZZZZZ', 'Refund it', ?1, 0, 0)",
            [steps],
        )?)
    });
    insert.await.unwrap();

    let merged = ana.post(&format!("/console/tags/{from}/merge?into={into}"), &[("sure", "yes")]).await;

    assert_eq!(merged.status, 303, "{}", merged.body);
    let now: (String, String) = world
        .db
        .read(|connection| {
            let sql = "SELECT (SELECT filters ->> '$.tags[0]' FROM saved_views), (SELECT steps ->> '$[0].tag_id' FROM macros)";
            Ok(connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .await
        .unwrap();
    assert_eq!(now, (into.clone(), into));
    let audit = ana.get("/console/audit").await.body;
    assert!(audit.contains("“Refund” was merged into “Money”"), "{audit}");
}

#[tokio::test]
async fn a_merge_makes_no_macro_its_own_opposite_and_nothing_that_names_both_tags_repeat_one() {
    let (world, mut ana) = World::claimed().await;
    let (from, into) = (makes_tag(&mut ana, "Refund").await, makes_tag(&mut ana, "Money").await);
    let step = |kind: &str, tag: &str| json!({ "type": kind, "tag_id": tag });
    let dance = json!({ "type": "dance" });
    let macros = [
        (json!([step("tag", &into), step("untag", &from), dance]), json!([step("tag", &into), dance])),
        (json!([step("untag", &into), step("tag", &from)]), json!([step("tag", &into)])),
        (json!([step("untag", &from), step("untag", &into)]), json!([step("untag", &into)])),
        (json!([step("tag", &from), step("tag", &into)]), json!([step("tag", &into)])),
        (json!([step("tag", &from), step("untag", &from)]), json!([step("tag", &into), step("untag", &into)])),
        (json!([step("untag", &into)]), json!([step("untag", &into)])),
    ];
    let filters = json!({ "tags": [from, into], "sites": [], "later": 1 }).to_string();
    let before: Vec<_> = macros.iter().map(|(before, _)| before.to_string()).collect();
    let insert = world.db.write(move |tx| {
        tx.execute(
            "INSERT INTO saved_views (saved_view_id, name, filters, sort, place, created_at)
             VALUES ('viw_01JZZZZZZZZZZZZZZZZZZZZZZZ', 'Refunds', ?1, 'newest', 1, 0)",
            [filters],
        )?;
        for (number, steps) in before.iter().enumerate() {
            tx.execute(
                "INSERT INTO macros (macro_id, name, steps, created_at, updated_at) VALUES (?1, ?1, ?2, 0, 0)",
                [&format!("mac_01JZZZZZZZZZZZZZZZZZZZZZZ{number}"), steps],
            )?;
        }
        Ok(())
    });
    insert.await.unwrap();

    ana.post(&format!("/console/tags/{from}/merge?into={into}"), &[("sure", "yes")]).await;

    let (filters, after) = world
        .db
        .read(|connection| {
            let filters: String = connection.query_row("SELECT filters FROM saved_views", [], |row| row.get(0))?;
            let mut statement = connection.prepare("SELECT steps, version FROM macros ORDER BY macro_id")?;
            let after = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
            Ok((filters, after.collect::<Result<Vec<_>, _>>()?))
        })
        .await
        .unwrap();
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(parsed(&filters), json!({ "tags": [into], "sites": [], "later": 1 }));
    for ((before, expected), (steps, version)) in macros.iter().zip(after) {
        assert_eq!(&parsed(&steps), expected, "{before}");
        assert_eq!(version, if before == expected { 1 } else { 2 }, "{before}");
    }
}

#[tokio::test]
async fn whoever_a_long_list_does_not_offer_stays_in_the_team() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/teams", &[("name", "Returns")]).await;
    let crowd = world.db.write(|tx| {
        tx.execute_batch(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
             INSERT INTO agents (agent_id, email, name, role, password_hash, created_at)
             SELECT 'agt_01JZZZZZZZZZZZZZZZZZ' || printf('%06d', i), i || '@shop.example', printf('Person %03d', i), 'agent', '', 0 FROM n;
             INSERT INTO team_members (team_id, agent_id) SELECT team_id, 'agt_01JZZZZZZZZZZZZZZZZZ000599' FROM teams;",
        )?;
        Ok(())
    });
    crowd.await.unwrap();
    let path = format!("/console/teams/{}", id_after(&ana.get("/console/teams").await.body, "/console/teams"));
    let edition = hidden(&ana.get(&path).await.body, "edition");

    let saved = ana.post(&path, &[("name", "Parcels"), ("edition", &edition)]).await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    assert_eq!(
        world.count("SELECT count(*) FROM teams JOIN team_members USING (team_id) WHERE name = 'Parcels'").await,
        1
    );
}
