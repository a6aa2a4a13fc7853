use deskbell::{
    accounts::{Device, actions},
    base::time::{DAY, MINUTE},
};

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

    assert_eq!(world.count(refused).await, 31, "thirty, and one that counts the others");
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'admin'", [])?)).await.unwrap();
    let page = words(&ana.get("/console/audit?kind=refused").await.body);
    assert!(page.contains("Ana Lopes was refused: POST /console/sites"), "{page}");
    assert!(page.contains("Ana Lopes was refused: 10 more within a minute, not told one by one"), "{page}");
}

/// Failed sign-ins as the transaction of the page notes them, so many from each of these addresses.
async fn fail(world: &World, addresses: Vec<String>, each: usize) {
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        for address in &addresses {
            let device = Device { browser: Some("Firefox".to_owned()), address: Some(address.parse().unwrap()) };
            (0..each).try_for_each(|_| actions::note_failed(tx, "nobody@fern.example", &device))?;
        }
        Ok(())
    };
    world.db.write(write).await.unwrap();
}

const FAILED: &str = "SELECT count(*) FROM audit_log WHERE kind = 'sign_in_failed'";

#[tokio::test]
async fn who_floods_the_log_hides_nobody_else() {
    let (world, mut ana) = World::claimed().await;
    fail(&world, vec!["203.0.113.1".to_owned()], 100).await;
    let networks = (0..100).map(|host| format!("2001:db8:1:2::{host:x}")).collect();
    fail(&world, networks, 1).await;

    let mut victim = world.browser().at("198.51.100.7");
    victim.sign_in(EMAIL, "wrong horse battery").await;

    assert_eq!(world.count(FAILED).await, 31 + 31 + 1);
    let page = words(&ana.get("/console/audit?kind=sign_in_failed").await.body);
    assert!(page.contains("could not sign in as ana@fern.example: the password was wrong"), "{page}");
    assert_eq!(page.matches("could not sign in as somebody: 70 more within a minute").count(), 2, "{page}");
    world.clock.advance(MINUTE);
    fail(&world, vec!["203.0.113.1".to_owned()], 1).await;
    assert_eq!(world.count(FAILED).await, 64, "a minute later it is told again");
}

#[tokio::test]
async fn many_who_flood_together_fill_no_disk() {
    let (world, mut ana) = World::claimed().await;

    fail(&world, (0..50).map(|host| format!("203.0.113.{host}")).collect(), 10).await;

    assert_eq!(world.count(FAILED).await, 301);
    let page = words(&ana.get("/console/audit?kind=sign_in_failed").await.body);
    assert!(page.contains("could not sign in as somebody: 200 more within a minute"), "{page}");
}

#[tokio::test]
async fn lines_of_a_clock_that_ran_ahead_hide_nothing() {
    let (world, _ana) = World::claimed().await;
    fail(&world, vec!["203.0.113.1".to_owned()], 40).await;
    world.db.write(|tx| Ok(tx.execute("UPDATE audit_log SET at = at + 86400000", [])?)).await.unwrap();

    fail(&world, vec!["203.0.113.1".to_owned()], 5).await;

    assert_eq!(world.count(FAILED).await, 36);
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
