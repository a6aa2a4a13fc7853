//! The document says everything in words and by example, whatever is added to it later.

use std::collections::BTreeSet;

use serde_json::Value;

use super::schema::{breaches, resolved};
use crate::support::public_world::PublicWorld;

/// What the document owes its reader and does not hold.
struct Gaps<'d> {
    document: &'d Value,
    found: Vec<String>,
}

impl Gaps<'_> {
    fn words(&mut self, place: &str, holder: &Value) {
        let text = holder["description"].as_str().unwrap_or_default();
        if text.trim().len() < 3 {
            self.found.push(format!("{place} has no description"));
        }
    }

    /// An example that is what its schema says.
    fn example(&mut self, place: &str, (example, schema): (&Value, &Value)) {
        if example.is_null() {
            self.found.push(format!("{place} has no example"));
        } else {
            self.found.extend(breaches(self.document, schema, (example, &format!("the example of {place}"))));
        }
    }

    fn operation(&mut self, name: &str, operation: &Value) {
        self.words(name, operation);
        for word in ["summary", "operationId"] {
            if operation[word].as_str().is_none_or(|text| text.len() < 3) {
                self.found.push(format!("{name} has no {word}"));
            }
        }
        if !operation["security"][0]["ApiKey"].is_array() {
            self.found.push(format!("{name} does not say that it needs a key"));
        }
        if !operation["description"].as_str().unwrap_or_default().contains("Needs the scope `") {
            self.found.push(format!("{name} does not name its scope"));
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let place = format!("{name}, parameter {}", parameter["name"]);
            self.words(&place, parameter);
            self.example(&place, (&parameter["example"], &parameter["schema"]));
        }
        let body = &operation["requestBody"];
        if body.is_object() {
            let schema = &body["content"]["application/json"]["schema"];
            self.example(&format!("{name}, body"), (&resolved(self.document, schema)["example"], schema));
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            self.answer(&format!("{name}, {status}"), answer);
        }
        self.statuses(name, operation);
    }

    fn answer(&mut self, place: &str, answer: &Value) {
        self.words(place, answer);
        for content in answer["content"].as_object().into_iter().flatten().map(|(_, content)| content) {
            let of_schema = &resolved(self.document, &content["schema"])["example"];
            let example = if content["example"].is_null() { of_schema } else { &content["example"] };
            self.example(place, (example, &content["schema"]));
        }
        for (header, described) in answer["headers"].as_object().into_iter().flatten() {
            let place = format!("{place}, header {header}");
            self.words(&place, described);
            self.example(&place, (&described["example"], &described["schema"]));
        }
    }

    /// Each operation can be done, and says what happens without a key, to fast callers and to wrong fields.
    fn statuses(&mut self, name: &str, operation: &Value) {
        let answers = operation["responses"].as_object().unwrap();
        if !answers.keys().any(|status| status.starts_with('2')) {
            self.found.push(format!("{name} cannot be done"));
        }
        for status in ["400", "401", "403", "422", "429", "503"] {
            if !answers.contains_key(status) {
                self.found.push(format!("{name} does not document {status}"));
            }
        }
    }

    fn schema(&mut self, name: &str, schema: &Value) {
        self.words(&format!("the schema {name}"), schema);
        for (field, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{name}.{field}");
            self.words(&place, property);
            let target = resolved(self.document, property);
            let own = if property["example"].is_null() { &target["example"] } else { &property["example"] };
            // A list of words is its own example.
            let own = if own.is_null() { &target["enum"][0] } else { own };
            self.example(&place, (own, property));
        }
    }
}

#[tokio::test]
async fn nothing_in_the_document_is_without_words_or_an_example_that_fits() {
    let world = PublicWorld::start().await;
    let document = world.send(world.request("GET", "/openapi.json")).await.json();
    let mut gaps = Gaps { document: &document, found: Vec::new() };

    for word in ["title", "description", "version"] {
        assert!(document["info"][word].as_str().is_some_and(|text| !text.is_empty()), "{word}");
    }
    gaps.words("the security scheme", &document["components"]["securitySchemes"]["ApiKey"]);
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            gaps.operation(&format!("{method} {path}"), operation);
        }
    }
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        gaps.schema(name, schema);
    }

    assert!(gaps.found.is_empty(), "{:#?}", gaps.found);
}

#[tokio::test]
async fn every_operation_has_an_id_of_its_own_and_a_tag_that_is_described() {
    let world = PublicWorld::start().await;
    let document = world.send(world.request("GET", "/openapi.json")).await.json();
    let tags = document["tags"].as_array().unwrap();
    let described: BTreeSet<_> =
        tags.iter().filter(|tag| tag["description"].is_string()).filter_map(|tag| tag["name"].as_str()).collect();

    let mut ids = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{id}");
            assert!(ids.insert(id), "{method} {path}: {id} is another one's id too");
            let tag = operation["tags"][0].as_str().unwrap_or_default();
            assert!(described.contains(tag), "{method} {path}: the tag “{tag}” is not described");
        }
    }

    assert!(["identify_customer", "push_records", "remove_record"].iter().all(|id| ids.contains(id)), "{ids:?}");
}

#[tokio::test]
async fn every_object_that_is_sent_is_closed() {
    let world = PublicWorld::start().await;
    let document = world.send(world.request("GET", "/openapi.json")).await.json();
    let mut waiting = Vec::new();
    for operations in document["paths"].as_object().unwrap().values() {
        let all = operations.as_object().unwrap().values();
        waiting.extend(all.map(|operation| &operation["requestBody"]["content"]["application/json"]["schema"]));
    }

    let mut closed = BTreeSet::new();
    while let Some(schema) = waiting.pop().map(|schema| resolved(&document, schema)) {
        if let Some(properties) = schema["properties"].as_object() {
            assert_eq!(schema["additionalProperties"], Value::Bool(false), "{schema}");
            closed.insert(schema.to_string());
            waiting.extend(properties.values());
        }
        waiting.extend(schema.get("items"));
    }

    assert!(closed.len() >= 4, "{closed:?}");
}

#[tokio::test]
async fn every_error_in_the_document_has_a_page() {
    let world = PublicWorld::start().await;
    let document = world.send(world.request("GET", "/openapi.json")).await.text;
    let kinds: BTreeSet<_> =
        document.split("\"/docs/problems/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(kinds.len() >= 8, "{kinds:?}");

    for kind in kinds {
        let page = world.send(world.request("GET", &format!("/docs/problems/{kind}"))).await;
        assert!(page.status == 200 && page.text.contains("<h2>What to do</h2>"), "{kind}");
    }
}
