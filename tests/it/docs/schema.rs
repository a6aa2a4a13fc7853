//! Whether a value is what a schema of the document says, for the words that the document uses.

use serde_json::Value;

/// Words that limit nothing here: they describe, or no test of values needs them.
const TELLS: [&str; 8] =
    ["description", "example", "title", "format", "default", "deprecated", "pattern", "discriminator"];

/// The schema that a `$ref` leads to, or the schema itself.
pub fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    let reference = schema["$ref"].as_str().or_else(|| schema["allOf"][0]["$ref"].as_str());
    let name = reference.and_then(|reference| reference.strip_prefix("#/components/schemas/"));
    name.map_or(schema, |name| &document["components"]["schemas"][name])
}

/// Every way in which `value` is not what `schema` says, with its place.
pub fn breaches(document: &Value, schema: &Value, (value, place): (&Value, &str)) -> Vec<String> {
    if schema["nullable"] == Value::Bool(true) && value.is_null() {
        return Vec::new();
    }
    if schema["$ref"].is_string() {
        return breaches(document, resolved(document, schema), (value, place));
    }
    let mut found = Vec::new();
    let mut wrong = |what: &str| found.push(format!("{place}: {value} {what}"));
    let Some(words) = schema.as_object() else { return vec![format!("{place}: no schema")] };
    for (word, limit) in words {
        match word.as_str() {
            "type" if !is_of_type(value, limit.as_str().unwrap()) => wrong(&format!("is no {limit}")),
            "enum" if !limit.as_array().unwrap().contains(value) => wrong(&format!("is none of {limit}")),
            "oneOf" | "anyOf" => {
                let fits = |choice: &&Value| breaches(document, choice, (value, place)).is_empty();
                if limit.as_array().unwrap().iter().find(fits).is_none() {
                    wrong(&format!("fits none of {limit}"));
                }
            }
            "required" => {
                let missing = limit.as_array().unwrap().iter().filter(|name| value[name.as_str().unwrap()].is_null());
                missing.for_each(|name| wrong(&format!("lacks {name}")));
            }
            "minLength" | "minItems" | "minProperties" if size(value) < limit.as_u64() => wrong("is too short"),
            "maxLength" | "maxItems" | "maxProperties" if size(value) > limit.as_u64() => wrong("is too long"),
            "minimum" if value.as_f64() < limit.as_f64() => wrong("is too small"),
            "maximum" if value.as_f64() > limit.as_f64() => wrong("is too large"),
            "additionalProperties" if *limit == Value::Bool(false) => {
                let known = |name: &&String| schema["properties"].get(name.as_str()).is_some();
                let names = value.as_object().map(|fields| fields.keys().collect::<Vec<_>>()).unwrap_or_default();
                names.iter().filter(|name| !known(name)).for_each(|name| wrong(&format!("has {name}")));
            }
            "type" | "enum" | "minLength" | "minItems" | "minProperties" | "maxLength" | "maxItems" => {}
            "maxProperties" | "minimum" | "maximum" | "nullable" | "allOf" | "items" | "properties" => {}
            "additionalProperties" | "uniqueItems" => {}
            told if TELLS.contains(&told) => {}
            unknown => wrong(&format!("is held to “{unknown}”, which this test does not know yet")),
        }
    }
    found.extend(breaches_within(document, schema, (value, place)));
    found
}

fn breaches_within(document: &Value, schema: &Value, (value, place): (&Value, &str)) -> Vec<String> {
    let mut found = Vec::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        found.extend(breaches(document, part, (value, place)));
    }
    for (index, element) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(breaches(document, &schema["items"], (element, &format!("{place}/{index}"))));
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        let own = schema["properties"].get(name).or_else(|| Some(&schema["additionalProperties"]));
        if let Some(own) = own.filter(|own| own.is_object()) {
            found.extend(breaches(document, own, (field, &format!("{place}/{name}"))));
        }
    }
    found
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other}"),
    }
}

/// Characters, elements or fields; nothing for other values.
fn size(value: &Value) -> Option<u64> {
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(elements) => elements.len(),
        Value::Object(fields) => fields.len(),
        _ => return None,
    };
    u64::try_from(size).ok()
}
