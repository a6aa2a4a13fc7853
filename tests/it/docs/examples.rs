//! Every example on the page, saved and started as a reader would, does what it says.

use serde_json::Value;

use super::shop::Shop;

/// An example as it stands on the page.
struct Example {
    operation: String,
    language: String,
    code: String,
}

/// What makes something comes before what shows it, and that before what removes it; the whole customer goes last.
fn turn(method: &str, path: &str) -> u8 {
    match method {
        "post" => 0,
        "get" => 1,
        _ if path.contains('{') => 3,
        _ => 2,
    }
}

/// `(operation id, method, path, operation)`, in the order in which they can be done one after the other.
fn operations(document: &Value) -> Vec<(String, String, String, Value)> {
    let mut all = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap().to_owned();
            all.push((id, method.clone(), path.clone(), operation.clone()));
        }
    }
    all.sort_by_key(|(_, method, path, _)| turn(method, path));
    all
}

fn read(page: &str) -> Vec<Example> {
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.unwrap_or_else(|| panic!("an example without {name}: {tag}")).to_owned()
    };
    let parts = page.split("<pre class=\"code\"").skip(1).filter(|part| part.contains("data-language=\""));
    let examples = parts.map(|part| {
        let (tag, rest) = part.split_once("><code>").unwrap();
        let code = rest.split("</code></pre>").next().unwrap();
        Example {
            operation: attribute(tag, "data-operation"),
            language: attribute(tag, "data-language"),
            code: plain(code),
        }
    });
    examples.collect()
}

/// Text as the browser shows it, and as it is copied.
fn plain(html: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    [("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")]
        .iter()
        .chain(&pairs)
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[tokio::test]
async fn every_example_of_the_page_does_in_every_language_what_it_says() {
    for language in ["curl", "Node", "PHP", "Python"] {
        let shop = Shop::open().await;
        let examples = read(&shop.get("/docs").await);
        let document = shop.document().await;
        for (id, method, _, operation) in operations(&document) {
            let of_this = |example: &&Example| example.operation == id && example.language == language;
            let example = examples.iter().find(of_this).unwrap_or_else(|| panic!("{id} has no example in {language}"));
            let before = shop.stored().await;

            let ran = shop.run(language, &example.code).await;

            let at = format!("{id} in {language}:\n{}\n{}", example.code, ran.printed);
            assert!(ran.ok && !ran.printed.contains("/docs/problems/"), "{at}");
            let fields = answer_fields(&document, &operation);
            assert!(!fields.is_empty(), "{id} shows no example of its answer");
            assert!(fields.iter().all(|field| ran.printed.contains(field.as_str())), "{fields:?} {at}");
            assert_eq!(before == shop.stored().await, method == "get", "{at}");
        }
        shop.world.stop().await;
    }
}

/// The names in the example of what an operation answers.
fn answer_fields(document: &Value, operation: &Value) -> Vec<String> {
    let responses = operation["responses"].as_object().unwrap();
    let (_, done) = responses.iter().find(|(status, _)| status.starts_with('2')).unwrap();
    let schema = super::schema::resolved(document, &done["content"]["application/json"]["schema"]);
    schema["example"].as_object().map(|example| example.keys().cloned().collect()).unwrap_or_default()
}

#[tokio::test]
async fn the_examples_leave_in_the_database_what_they_show() {
    let shop = Shop::open().await;
    let examples = read(&shop.get("/docs").await);
    for operation in ["identify_customer", "push_records"] {
        let example = examples.iter().find(|example| example.operation == operation && example.language == "PHP");
        let ran = shop.run("PHP", &example.unwrap().code).await;
        assert!(ran.ok, "{}", ran.printed);
    }

    let stored = shop.stored().await;

    for words in [
        "contacts contact_id=cust_42 external_id=\"cust_42\" name=\"Jordan Lee\" email=\"jordan@example.com\"",
        "kind=\"deposit\" reference=\"DEP-77\" title=\"Deposit by bank transfer\" amount_minor=\"1999\" currency=\"USD\"",
        "kind=\"withdrawal\" reference=\"WD-9\" title=\"NULL\" amount_minor=\"2000\" currency=\"USD\" status=\"pending\"",
    ] {
        assert!(stored.contains(words), "{words}\n{stored}");
    }
}

/// Also what stands in a body instead of the query string.
#[tokio::test]
async fn every_example_of_a_body_is_taken() {
    let shop = Shop::open().await;
    let document = shop.document().await;

    for (id, method, path, operation) in operations(&document) {
        let body = &operation["requestBody"]["content"]["application/json"]["schema"];
        if body.is_null() {
            continue;
        }
        let example = &super::schema::resolved(&document, body)["example"];
        assert!(example.is_object(), "the body of {id} has no example");
        let (status, answer) = shop.send(&method.to_uppercase(), &path, example).await;
        assert!(matches!(status, 200 | 201), "{id}: {status} {answer}");
    }
}
