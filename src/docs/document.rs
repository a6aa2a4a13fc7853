//! The OpenAPI document, completed by what the library cannot write: closed request objects, an example for every
//! field, parameter and error.

use std::borrow::Cow;

use super::problems;
use crate::base::{
    Error, Result,
    json::{self, Json},
};

const SCHEMAS: &str = "#/components/schemas/";

/// Completes the document that the library wrote.
///
/// # Errors
/// `Internal` where `spec` is no JSON.
pub fn complete(spec: &str) -> Result<String> {
    let mut document = json::parse(spec.as_bytes()).map_err(Error::internal)?;
    unwrap_lines(&mut document);
    let requests = request_schemas(&document);
    if let Some(Json::Object(schemas)) = at(&mut document, &["components", "schemas"]) {
        for (name, schema) in schemas {
            if requests.iter().any(|request| request == name.as_ref()) {
                set(schema, "additionalProperties", Json::Boolean(false));
            }
            spread_example(schema);
        }
    }
    let whole = document.clone();
    for (method, operation) in operations_mut(&mut document) {
        complete_parameters(operation, &whole);
        complete_errors(operation, &method);
    }
    let mut text = document.to_pretty_text();
    text.push('\n');
    Ok(text)
}

/// The schema that a `$ref` leads to, or the schema itself.
pub fn resolved<'d, 'a>(document: &'d Json<'a>, schema: &'d Json<'a>) -> &'d Json<'a> {
    let name = reference(schema).or_else(|| {
        // What carries a description beside its reference is written as `allOf` with one element.
        schema.get("allOf").and_then(|all| all.elements().first()).and_then(reference)
    });
    let named = name.and_then(|name| document.get("components")?.get("schemas")?.get(name));
    named.unwrap_or(schema)
}

/// The schema of an operation's JSON body, if it takes one.
pub fn body_schema<'d, 'a>(operation: &'d Json<'a>) -> Option<&'d Json<'a>> {
    operation.get("requestBody")?.get("content")?.get("application/json")?.get("schema")
}

fn reference<'d>(schema: &'d Json<'_>) -> Option<&'d str> {
    schema.get("$ref").and_then(Json::as_text)?.strip_prefix(SCHEMAS)
}

/// Doc comments are broken into lines for editors; readers of the document break them anew. Paragraphs stay.
fn unwrap_lines(json: &mut Json<'_>) {
    match json {
        Json::List(elements) => elements.iter_mut().for_each(unwrap_lines),
        Json::Object(fields) => fields.iter_mut().for_each(|(key, value)| match value {
            Json::Text(text) if matches!(key.as_ref(), "description" | "summary") => {
                let paragraphs: Vec<_> = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " ")).collect();
                *text = paragraphs.join("\n\n").into();
            }
            other => unwrap_lines(other),
        }),
        _ => {}
    }
}

/// The names of all schemas that request bodies are made of.
fn request_schemas(document: &Json<'_>) -> Vec<String> {
    let mut names = Vec::new();
    let paths = document.get("paths").map(Json::fields).unwrap_or_default();
    for (_, operation) in paths.iter().flat_map(|(_, path)| path.fields()) {
        if let Some(schema) = body_schema(operation) {
            collect_references(document, schema, &mut names);
        }
    }
    names
}

fn collect_references(document: &Json<'_>, json: &Json<'_>, names: &mut Vec<String>) {
    if let Some(name) = reference(json) {
        let schema = resolved(document, json);
        let is_object = schema.get("properties").is_some();
        if is_object && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
            collect_references(document, schema, names);
        }
    }
    json.fields().iter().for_each(|(_, value)| collect_references(document, value, names));
    json.elements().iter().for_each(|value| collect_references(document, value, names));
}

/// Gives each property the value that it has in its object's example.
fn spread_example(schema: &mut Json<'_>) {
    let Some(example) = schema.get("example").cloned() else { return };
    let Some(Json::Object(properties)) = at(schema, &["properties"]) else { return };
    for (name, property) in properties {
        if let Some(value) = example.get(name)
            && property.get("$ref").is_none()
            && property.get("example").is_none()
        {
            set(property, "example", value.clone());
        }
    }
}

/// A parameter that may as well stand in the body has that field's example.
fn complete_parameters(operation: &mut Json<'_>, document: &Json<'_>) {
    let example = body_schema(operation).and_then(|schema| resolved(document, schema).get("example").cloned());
    let Some(Json::List(parameters)) = at(operation, &["parameters"]) else { return };
    for parameter in parameters {
        let name = parameter.get("name").and_then(Json::as_text).unwrap_or_default().to_owned();
        let own = parameter.get("schema").and_then(|schema| schema.get("example")).cloned();
        if let Some(value) = own.or_else(|| example.as_ref()?.get(&name).map(unborrowed)) {
            set(parameter, "example", value);
        }
    }
}

/// Gives each error answer an example that could really have come from this operation.
fn complete_errors(operation: &mut Json<'_>, method: &str) {
    if let Some(Json::Object(responses)) = at(operation, &["responses"]) {
        responses.retain(|(status, _)| !(status == "409" && method == "get"));
        for (status, response) in responses {
            let Some(problem) = problems::of_status(status) else { continue };
            if let Some(content) = at(response, &["content", "application/problem+json"]) {
                set(content, "example", problem.example());
            }
        }
    }
}

fn operations_mut<'d, 'a>(document: &'d mut Json<'a>) -> Vec<(String, &'d mut Json<'a>)> {
    let Some(Json::Object(paths)) = at(document, &["paths"]) else { return Vec::new() };
    let operations = paths.iter_mut().filter_map(|(_, path)| match path {
        Json::Object(operations) => Some(operations.iter_mut()),
        _ => None,
    });
    operations.flatten().map(|(method, operation)| (method.to_string(), operation)).collect()
}

fn at<'d, 'a>(json: &'d mut Json<'a>, path: &[&str]) -> Option<&'d mut Json<'a>> {
    let mut json = json;
    for step in path {
        let Json::Object(fields) = json else { return None };
        json = fields.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value)?;
    }
    Some(json)
}

fn set<'a>(json: &mut Json<'a>, key: &'static str, value: Json<'a>) {
    if let Json::Object(fields) = json {
        fields.retain(|(known, _)| known != key);
        fields.push((Cow::Borrowed(key), value));
    }
}

/// The same value, owning its text.
fn unborrowed(json: &Json<'_>) -> Json<'static> {
    match json {
        Json::Null => Json::Null,
        Json::Boolean(value) => Json::Boolean(*value),
        Json::Number(number) => Json::Number(number.clone().into_owned().into()),
        Json::Text(text) => Json::Text(text.clone().into_owned().into()),
        Json::List(elements) => Json::List(elements.iter().map(unborrowed).collect()),
        Json::Object(fields) => {
            Json::Object(fields.iter().map(|(key, value)| (key.clone().into_owned().into(), unborrowed(value))).collect())
        }
    }
}
