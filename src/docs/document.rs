//! The OpenAPI document, completed by what the library cannot write: closed request objects, an example for every
//! field, parameter and error.

use std::borrow::Cow;

use super::{answers, problems};
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
    if let Json::Object(fields) = &mut document {
        // The document is served by the server it describes; an empty list says less than none.
        fields.retain(|(name, value)| name != "servers" || !value.elements().is_empty());
    }
    let before = document.clone();
    let requests = request_schemas(&document);
    if let Some(Json::Object(schemas)) = at(&mut document, &["components", "schemas"]) {
        for (name, schema) in schemas {
            if requests.iter().any(|request| request == name.as_ref()) {
                set(schema, "additionalProperties", Json::Boolean(false));
            }
            complete_example(name, schema, &before);
        }
    }
    let whole = document.clone();
    for ((method, path), operation) in operations_mut(&mut document) {
        complete_parameters(operation, &whole);
        answers::complete(operation, (&method, &path), &whole);
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

/// Brings an object's example into the order of its fields, and gives each field its part of it.
fn complete_example<'a>(name: &str, schema: &mut Json<'a>, document: &Json<'a>) {
    let problem = || problems::of_kind("invalid").filter(|_| name == "Problem").map(problems::Problem::example);
    let rare = || RARE_EXAMPLES.iter().any(|(object, ..)| *object == name).then(|| Json::Object(Vec::new()));
    let Some(example) = schema.get("example").cloned().or_else(problem).or_else(rare) else { return };
    let example = in_order(example, schema, document);
    if let Some(Json::Object(properties)) = at(schema, &["properties"]) {
        for (field, property) in properties {
            let rare = RARE_EXAMPLES.iter().find(|(object, rare, _)| *object == name && rare == field);
            let value = example.get(field).cloned().or_else(|| rare.map(|(_, _, json)| json.clone()));
            if let Some(value) = value.filter(|_| property.get("$ref").is_none() && property.get("example").is_none()) {
                set(property, "example", value);
            }
        }
    }
    if !example.fields().is_empty() {
        set(schema, "example", example);
    }
}

/// Examples of fields that the example of their object does not hold.
const RARE_EXAMPLES: [(&str, &str, Json<'static>); 4] = [
    ("PushRecord", "amount_cents", Json::Number(Cow::Borrowed("1999"))),
    ("ProblemField", "pointer", Json::Text(Cow::Borrowed("/records/0/kind"))),
    (
        "ProblemField",
        "detail",
        Json::Text(Cow::Borrowed("Expected one of order, deposit, withdrawal, payment, custom.")),
    ),
    ("Problem", "instance", Json::Text(Cow::Borrowed("7B21C0DE"))),
];

/// The library writes examples by alphabet; people read them in the order of the fields.
fn in_order<'a>(example: Json<'a>, schema: &Json<'a>, document: &Json<'a>) -> Json<'a> {
    let schema = resolved(document, schema);
    match example {
        Json::List(elements) => {
            let items = schema.get("items").unwrap_or(&Json::Null);
            Json::List(elements.into_iter().map(|element| in_order(element, items, document)).collect())
        }
        Json::Object(mut fields) if schema.get("properties").is_some() => {
            let properties = schema.get("properties").map(Json::fields).unwrap_or_default();
            let place = |name: &str| properties.iter().position(|(known, _)| known == name);
            fields.sort_by_key(|(name, _)| place(name));
            let ordered = fields.into_iter().map(|(name, value)| {
                let property = place(&name).map_or(&Json::Null, |index| &properties[index].1);
                (name, in_order(value, property, document))
            });
            Json::Object(ordered.collect())
        }
        other => other,
    }
}

/// A parameter that may as well stand in the body has that field's example and limits.
fn complete_parameters<'a>(operation: &mut Json<'a>, document: &Json<'a>) {
    let body = body_schema(operation).map(|schema| resolved(document, schema).clone());
    let Some(Json::List(parameters)) = at(operation, &["parameters"]) else { return };
    for parameter in parameters {
        let name = parameter.get("name").and_then(Json::as_text).unwrap_or_default().to_owned();
        let field = body.as_ref().and_then(|body| body.get("properties")?.get(&name).cloned());
        let own = parameter.get("schema").and_then(|schema| schema.get("example")).cloned();
        if let Some(value) = own.or_else(|| field.as_ref()?.get("example").cloned()) {
            set(parameter, "example", value);
        }
        for limit in ["minLength", "maxLength"] {
            let value = field.as_ref().and_then(|field| field.get(limit).cloned());
            if let (Some(value), Some(schema)) = (value, at(parameter, &["schema"])) {
                set(schema, limit, value);
            }
        }
    }
}

/// All operations with their methods and paths.
fn operations_mut<'d, 'a>(document: &'d mut Json<'a>) -> Vec<((String, String), &'d mut Json<'a>)> {
    let Some(Json::Object(paths)) = at(document, &["paths"]) else { return Vec::new() };
    let mut all = Vec::new();
    for (path, operations) in paths {
        if let Json::Object(operations) = operations {
            all.extend(operations.iter_mut().map(|(method, it)| ((method.to_string(), path.to_string()), it)));
        }
    }
    all
}

/// What a path of names leads to.
pub fn at<'d, 'a>(json: &'d mut Json<'a>, path: &[&str]) -> Option<&'d mut Json<'a>> {
    let mut json = json;
    for step in path {
        let Json::Object(fields) = json else { return None };
        json = fields.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value)?;
    }
    Some(json)
}

/// Sets a field of an object, at its end.
pub fn set<'a>(json: &mut Json<'a>, key: &'static str, value: Json<'a>) {
    if let Json::Object(fields) = json {
        fields.retain(|(known, _)| known != key);
        fields.push((Cow::Borrowed(key), value));
    }
}
