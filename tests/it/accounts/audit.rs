use deskbell::base::time::{DAY, MINUTE};

use crate::support::pages_world::{EMAIL, PASSWORD, World};

/// The page without its marks.
fn words(page: &str) -> String {
    let mut text = String::new();
    let mut is_mark = false;
    for character in page.chars() {
        match character {
            '<' => is_mark = true,
            '>' => is_mark = false,
            _ if !is_mark => text.push(character),
            _ => {}
        }
    }
    text.replace("&#38;", "&").replace("&#39;", "'")
}

#[tokio::test]
async fn who_did_what_when_and_from_where_stands_in_plain_sentences() {
    let (world, mut ana) = World::claimed().await;
    world.browser().sign_in(EMAIL, "wrong horse battery").await;
    world.browser().sign_in("my-secret-password@oops.example", "x").await;
    let scopes = [("name", "Shop"), ("scope", "identify"), ("expires", "never"), ("password", PASSWORD)];
    assert_eq!(ana.post("/console/developers/keys", &scopes).await.status, 303);
    ana.post("/console/install/identity-secret", &[("password", PASSWORD)]).await;
    ana.post("/console/members/invite", &[("email", "bo@fern.example"), ("role", "agent")]).await;
    ana.post("/profile/email", &[("email", "ana.lopes@fern.example"), ("email_password", PASSWORD)]).await;

    let page = words(&ana.get("/console/audit").await.body);

    for line in [
        "Somebody could not sign in as ana@fern.example: the password was wrong",
        "Somebody could not sign in as somebody: nobody here has that e-mail address",
        "Ana Lopes made the API key “Shop” (identify)",
        "Ana Lopes looked at the identity secret",
        "Ana Lopes invited bo@fern.example as agent",
        "Ana Lopes changed the e-mail address of Ana Lopes from ana@fern.example to ana.lopes@fern.example",
        "Ana Lopes signed in",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
    assert!(page.contains("192.0.2.1") && !page.contains("my-secret-password"));
}

#[tokio::test]
async fn the_log_is_filtered_and_paged_and_downloaded_with_its_filter() {
    let (world, mut ana) = World::claimed().await;
    for _ in 0..60 {
        ana.post("/console/install/identity-secret", &[("password", PASSWORD)]).await;
    }

    let first = ana.get("/console/audit?kind=secret_shown").await.body;
    let older =
        first.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.contains("before="))).unwrap();
    let second = ana.get(&older.replace("&#38;", "&").replace("&amp;", "&")).await.body;
    let csv = ana.get("/console/audit/download?form=csv&kind=secret_shown").await;
    let json = ana.get("/console/audit/download?form=jsonl").await;

    let count = |page: &str| page.matches("looked at the identity secret").count();
    assert_eq!((count(&first), count(&second), count(&csv.body)), (50, 10, 60));
    assert!(!second.contains("before="), "{second}");
    assert!(
        csv.header("content-disposition").contains("audit-log-") && csv.body.starts_with("time,who,what,from,kind")
    );
    for line in json.body.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(line["sentence"].is_string() && line["at"].is_string(), "{line}");
    }
    assert_eq!(count(&ana.get("/console/audit?actor=system").await.body), 0);
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'exported'").await, 2);
}

#[tokio::test]
async fn what_is_refused_and_who_guesses_is_noted_and_cannot_flood_the_log() {
    let (world, mut ana) = World::claimed().await;
    world.demote().await;
    for _ in 0..40 {
        ana.post("/console/sites", &[("name", "Other")]).await;
    }
    let refused = "SELECT count(*) FROM audit_log WHERE kind = 'refused'";

    assert_eq!(world.count(refused).await, 30);
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'admin'", [])?)).await.unwrap();
    let page = words(&ana.get("/console/audit?kind=refused").await.body);
    assert!(page.contains("Ana Lopes was refused: POST /console/sites"), "{page}");
    for stranger in 0..40 {
        let mut browser = world.browser().at(&format!("203.0.113.{stranger}"));
        browser.sign_in(&format!("person{stranger}@fern.example"), "x").await;
    }
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'sign_in_failed'").await, 30);
    world.clock.advance(MINUTE);
    world.browser().at("203.0.113.99").sign_in("one.more@fern.example", "x").await;
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'sign_in_failed'").await, 31);
}

#[tokio::test]
async fn lines_are_forgotten_after_two_years_and_not_before() {
    let (world, _ana) = World::claimed().await;
    let lines = world.count("SELECT count(*) FROM audit_log").await;
    assert!(lines > 0);

    world.clock.advance(729 * DAY);
    world.db.write(|tx| deskbell::audit::actions::forget_old(tx, 500)).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM audit_log").await, lines);
    world.clock.advance(2 * DAY);
    world.db.write(|tx| deskbell::audit::actions::forget_old(tx, 500)).await.unwrap();

    assert_eq!(world.count("SELECT count(*) FROM audit_log").await, 0);
}

#[tokio::test]
async fn what_is_changed_of_workspace_tags_and_sites_is_told_in_the_log() {
    let (world, mut ana) = World::claimed().await;
    let hidden = |page: &str, name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let seen = hidden(&ana.get("/console/workspace").await.body, "edition");
    let mut fields = vec![("edition", seen.as_str()), ("name", "Fern & Daughters"), ("public_url", "")];
    fields.extend([("language", "de"), ("time_zone", "UTC"), ("currency", "EUR")]);
    assert_eq!(ana.post("/console/workspace", &fields).await.status, 303);
    ana.post("/console/tags", &[("name", "Refund"), ("colour", "sky")]).await;
    let tags = ana.get("/console/tags").await.body;
    let (_, rest) = tags.split_once("href=\"/console/tags/tag_").unwrap();
    let tag = format!("tag_{}", rest.split('"').next().unwrap());
    ana.post(&format!("/console/tags/{tag}/delete"), &[("sure", "yes")]).await;
    let version = hidden(&ana.get("/console/site").await.body, "version");
    let site = |origins| {
        [("version", version.as_str()), ("name", "Fern"), ("purpose", "support"), ("allowed_origins", origins)]
    };
    let path = format!("/console/site?site={}", world.sites.all()[0].id);
    assert_eq!(ana.post(&path, &site("https://shop.fern.example")).await.status, 303);

    let page = words(&ana.get("/console/audit").await.body);

    for line in [
        "changed the name, the language of the workspace",
        "changed the tags (“Refund” was deleted) of the workspace",
        "let https://shop.fern.example embed the widget of “Fern”",
    ] {
        assert!(page.contains(line), "{line}: {page}");
    }
}
