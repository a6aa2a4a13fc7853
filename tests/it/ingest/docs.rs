//! The documentation and the OpenAPI document.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use crate::support::public_world::PublicWorld;

#[tokio::test]
async fn the_public_document_is_the_one_that_was_reviewed() {
    let world = PublicWorld::start().await;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots/openapi.json");

    let document = world.send(world.request("GET", "/openapi.json")).await;

    assert_eq!((document.status, document.header("content-type")), (200, "application/json"));
    if std::env::var_os("ACCEPT_SNAPSHOTS").is_some() {
        fs::write(&path, &document.text).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        document.text == reviewed,
        "The public API has changed. Run this test with ACCEPT_SNAPSHOTS=1 and read the difference."
    );
}

#[tokio::test]
async fn every_documented_field_is_read_and_every_example_is_taken() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let document = world.send(world.request("GET", "/openapi.json")).await.json();
    let schemas = &document["components"]["schemas"];

    let identify = world.post(&key, "identify", schemas["IdentifyCustomer"]["example"].to_string()).await;
    let push = world.post(&key, "records", schemas["PushRecords"]["example"].to_string()).await;
    let products = world.post(&key, "products", schemas["PushProducts"]["example"].to_string()).await;
    assert_eq!(products.status, 200, "{}", products.text);
    let mut with_all_names = serde_json::Map::new();
    for name in schemas["PushRecord"]["properties"].as_object().unwrap().keys() {
        with_all_names.insert(name.clone(), Value::Bool(false));
    }
    let all_names = serde_json::json!({"external_id": "a", "records": [with_all_names]});
    let wrong_types = world.post(&key, "records", all_names.to_string()).await;

    assert_eq!((identify.status, push.counts()), (200, [2, 0, 0, 0]), "{} {}", identify.text, push.text);
    assert!(!wrong_types.text.contains("There is no field"), "{}", wrong_types.text);
    assert_eq!(wrong_types.pointers().len(), with_all_names.len());
}

#[tokio::test]
async fn the_page_loads_nothing_from_elsewhere_and_has_no_script() {
    let world = PublicWorld::start().await;

    let page = world.send(world.request("GET", "/docs")).await;

    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(
        page.header("content-security-policy"),
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    for forbidden in ["<script", "style=", "onclick", "src=\"http", "href=\"http", "<style"] {
        assert!(!page.text.contains(forbidden), "{forbidden}");
    }
    for expected in [
        "/assets/console-1A2B.css",
        "id=\"push_records\"",
        "wgk_YOUR_KEY",
        "urllib.request",
        "stream_context_create",
        "await fetch",
        "curl -X DELETE",
        "1 to 255 characters",
        &world.host,
    ] {
        assert!(page.text.contains(expected), "{expected}");
    }
}

#[tokio::test]
async fn every_address_on_the_page_leads_somewhere() {
    let world = PublicWorld::start().await;
    let page = world.send(world.request("GET", "/docs")).await.text;
    let links: BTreeSet<_> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();

    for link in links.iter().filter(|link| link.starts_with("/docs/") || link.starts_with("/openapi")) {
        assert_eq!(world.send(world.request("GET", link)).await.status, 200, "{link}");
    }
    for anchor in links.iter().filter_map(|link| link.strip_prefix('#')) {
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
    let unknown = world.send(world.request("GET", "/docs/problems/nothing")).await;
    let wrong_method = world.send(world.request("POST", "/docs")).await;
    assert!(unknown.status == 200 && unknown.text.contains("id=\"errors\""), "it leads to the list of all errors");
    assert_eq!((wrong_method.status, wrong_method.header("allow")), (405, "GET, HEAD"));
}

#[tokio::test]
async fn every_address_of_the_documentation_says_which_methods_it_takes() {
    let world = PublicWorld::start().await;

    for path in ["/openapi.json", "/docs", "/docs/widget", "/docs/problems", "/docs/problems/invalid"] {
        for method in ["POST", "PUT", "PATCH", "DELETE"] {
            let refused = world.send(world.request(method, path)).await;
            assert_eq!((refused.status, refused.kind()), (405, "wrong-method".to_owned()), "{method} {path}");
            assert_eq!(refused.header("allow"), "GET, HEAD", "{method} {path}");
        }
        assert!(matches!(world.send(world.request("HEAD", path)).await.status, 200 | 303), "{path}");
    }
}

/// Commands stand in the loader's own table, places of the panel in the contract.
#[tokio::test]
async fn the_widgets_page_names_every_command_and_every_event() {
    let world = PublicWorld::start().await;
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/widget/loader/commands.ts");
    let source = fs::read_to_string(source).unwrap();
    let table = source.split("COMMANDS: Record<string, Command> = {").nth(1).unwrap().split("\n};").next().unwrap();
    let entries = table.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with([' ', '}']));
    let mut names: Vec<_> = entries.map(|line| line.split([':', '(']).next().unwrap()).collect();
    assert!(names.len() >= 10, "{names:?}");
    names.extend(["showHome", "showMessages", "showConversation", "showActivity", "showArticle", "showBooking"]);
    names.extend(["showContact", "showFlow", "showApp", "on", "off", "getState", "destroy"]);
    names.extend(deskbell::sites::features::PAGE_EVENTS);

    let page = world.send(world.request("GET", "/docs/widget")).await;

    assert_eq!(page.status, 200);
    let listed: Vec<_> =
        page.text.split("params__name\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    for name in names {
        let stands = listed.iter().any(|entry| entry.split([' ', ',']).any(|word| word == name));
        assert!(stands, "{name} is not on the page");
    }
}
