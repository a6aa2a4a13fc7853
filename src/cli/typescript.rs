//! TypeScript types from the internal OpenAPI document, so that Rust and TypeScript cannot drift.

use std::{collections::BTreeSet, fmt::Write};

use serde_json::{Map, Value};

/// What every printed file begins with.
const HEAD: &str = "// Made by `deskbell openapi --types` from the server's own types. Do not edit.\n";

/// All schemas of a document as TypeScript. What only requests hold may be left out; what answers hold is always
/// there, with `null` where there is nothing.
pub fn types(document: &Value) -> String {
    let empty = Map::new();
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object).unwrap_or(&empty);
    let asked = asked_for(document, schemas);
    let mut out = HEAD.to_owned();
    for (name, schema) in schemas {
        let may_leave_out = asked.contains(name);
        let _ = match schema.get("properties") {
            Some(_) if schema.get("allOf").is_none() => {
                write!(out, "\nexport interface {} {}\n", identifier(name), object(schema, may_leave_out, ""))
            }
            _ => write!(out, "\nexport type {} = {};\n", identifier(name), expression(schema, may_leave_out, "")),
        };
    }
    out
}

/// The schemas that requests are made of.
fn asked_for(document: &Value, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let paths = document.get("paths").and_then(Value::as_object);
    let operations = paths.into_iter().flat_map(|paths| paths.values()).filter_map(Value::as_object);
    for operation in operations.flat_map(|path| path.values()) {
        if let Some(body) = operation.get("requestBody") {
            collect(body, schemas, &mut found);
        }
    }
    found
}

fn collect(node: &Value, schemas: &Map<String, Value>, found: &mut BTreeSet<String>) {
    match node {
        Value::Object(fields) => {
            if let Some(name) = fields.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next())
                && found.insert(name.to_owned())
                && let Some(schema) = schemas.get(name)
            {
                collect(schema, schemas, found);
            }
            fields.values().for_each(|value| collect(value, schemas, found));
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect(element, schemas, found)),
        _ => {}
    }
}

/// A schema as an expression of types.
fn expression(schema: &Value, may_leave_out: bool, indent: &str) -> String {
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        return identifier(path.rsplit('/').next().unwrap_or(path));
    }
    for (word, joint) in [("oneOf", " | "), ("anyOf", " | "), ("allOf", " & ")] {
        if let Some(parts) = schema.get(word).and_then(Value::as_array) {
            let parts: Vec<_> = parts.iter().map(|part| expression(part, may_leave_out, indent)).collect();
            return parts.join(joint);
        }
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => "string".to_owned(),
        Some("integer" | "number") => "number".to_owned(),
        Some("boolean") => "boolean".to_owned(),
        Some("array") => {
            let element =
                schema.get("items").map_or("unknown".to_owned(), |items| expression(items, may_leave_out, indent));
            if element.contains(' ') { format!("({element})[]") } else { format!("{element}[]") }
        }
        Some("object") => match schema.get("additionalProperties") {
            Some(Value::Object(value)) => {
                format!("{{ [name: string]: {} }}", expression(&Value::Object(value.clone()), may_leave_out, indent))
            }
            _ => object(schema, may_leave_out, indent),
        },
        _ => "unknown".to_owned(),
    }
}

fn object(schema: &Value, may_leave_out: bool, indent: &str) -> String {
    let required: BTreeSet<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let inner = format!("{indent}  ");
    let mut out = "{\n".to_owned();
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        if let Some(text) = property.get("description").and_then(Value::as_str) {
            let _ = writeln!(out, "{inner}/** {} */", text.replace('\n', " ").replace("*/", "* /"));
        }
        let kind = expression(property, may_leave_out, &inner);
        let is_optional = !required.contains(name.as_str());
        let mark = if is_optional && may_leave_out { "?" } else { "" };
        let null = if is_optional && kind != "unknown" { " | null" } else { "" };
        let _ = writeln!(out, "{inner}{name}{mark}: {kind}{null};");
    }
    out.push_str(indent);
    out.push('}');
    out
}

/// A name that TypeScript takes.
fn identifier(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
