//! The documentation page as data: what the OpenAPI document says, in the words of a reader.

use super::{
    answers,
    document::{body_schema, resolved},
    examples::{CodeSample, ExampleRequest},
};
use crate::base::json::Json;

/// One operation.
pub struct Operation {
    /// Its anchor on the page: the operation id.
    pub id: String,
    pub method: String,
    pub path: String,
    /// The scope that a key needs for it; empty where the description names none.
    pub scope: String,
    pub summary: String,
    /// HTML, made by [`rich`].
    pub description: String,
    pub parameters: Vec<Field>,
    /// The body's fields, one group for each object in it.
    pub groups: Vec<Group>,
    pub samples: Vec<CodeSample>,
    /// The status of a request that was done, such as “200”.
    pub status: String,
    /// The answer of an example, as JSON text.
    pub answer: String,
    /// The answer's fields, one group for each object in it.
    pub answer_groups: Vec<Group>,
    /// The statuses of the errors that it may answer with.
    pub errors: Vec<String>,
}

/// The fields of one object.
pub struct Group {
    pub title: String,
    pub fields: Vec<Field>,
}

/// One field or parameter.
pub struct Field {
    pub name: String,
    /// Its type in words, such as “text or a number”.
    pub kind: String,
    /// Where a parameter stands, such as “header”; empty for a field.
    pub place: String,
    pub is_required: bool,
    /// Its limits in words; empty where there are none.
    pub limits: String,
    /// HTML, made by [`rich`].
    pub description: String,
}

/// All operations of a document, in its order, with examples for a server at `base`.
pub fn operations(document: &Json<'_>, base: &str) -> Vec<Operation> {
    let paths = document.get("paths").map(Json::fields).unwrap_or_default();
    let all = paths.iter().flat_map(|(path, operations)| {
        operations.fields().iter().map(move |(method, operation)| (path, method, operation))
    });
    all.map(|(path, method, operation)| read_operation(document, (path, method, operation), base)).collect()
}

fn read_operation(document: &Json<'_>, (path, method, operation): (&str, &str, &Json<'_>), base: &str) -> Operation {
    let text = |name: &str| operation.get(name).and_then(Json::as_text).unwrap_or_default().to_owned();
    let body = body_schema(operation).map(|schema| resolved(document, schema));
    let is_body_required =
        operation.get("requestBody").and_then(|body| body.get("required")) == Some(&Json::Boolean(true));
    let (status, answer) = answer(operation);
    let answer = answer.map(|schema| resolved(document, schema));
    let example = body.filter(|_| is_body_required).and_then(|schema| schema.get("example"));
    let request = ExampleRequest {
        method: &method.to_uppercase(),
        address: address(base, path, (operation, example.is_some())),
        body: example,
    };
    let mut groups = Vec::new();
    if let Some(schema) = body {
        collect_groups(
            document,
            schema,
            if is_body_required { "Body" } else { "Body, instead of the query string" },
            &mut groups,
        );
    }
    Operation {
        id: text("operationId"),
        method: method.to_uppercase(),
        path: path.to_owned(),
        scope: answers::scope(&text("description")).unwrap_or_default().to_owned(),
        summary: text("summary"),
        description: rich(&text("description")),
        parameters: operation.get("parameters").map(Json::elements).unwrap_or_default().iter().map(parameter).collect(),
        groups,
        samples: request.in_all_languages(),
        status,
        answer: answer.and_then(|schema| schema.get("example")).map(Json::to_pretty_text).unwrap_or_default(),
        answer_groups: answer.map(|schema| answer_groups(document, schema)).unwrap_or_default(),
        errors: errors(operation),
    }
}

/// The status and the schema of what is answered to a request that was done.
fn answer<'d, 'a>(operation: &'d Json<'a>) -> (String, Option<&'d Json<'a>>) {
    let responses = operation.get("responses").map(Json::fields).unwrap_or_default();
    let done = responses.iter().find(|(status, _)| status.starts_with('2'));
    done.map_or_else(
        || (String::new(), None),
        |(status, answer)| {
            let schema = || answer.get("content")?.get("application/json")?.get("schema");
            (status.to_string(), schema())
        },
    )
}

/// The whole address of an example. What may stand in the body stands in the query string where no body is shown; other
/// parameters that may be left out are left out.
fn address(base: &str, path: &str, (operation, has_body): (&Json<'_>, bool)) -> String {
    let mut path = path.to_owned();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for parameter in operation.get("parameters").map(Json::elements).unwrap_or_default() {
        let text = |name: &str| parameter.get(name).and_then(Json::as_text);
        let (Some(place), Some(name), Some(example)) = (text("in"), text("name"), text("example")) else { continue };
        let is_needed = parameter.get("required") == Some(&Json::Boolean(true));
        match place {
            "path" => {
                let example: String = url::form_urlencoded::byte_serialize(example.as_bytes()).collect();
                path = path.replace(&format!("{{{name}}}"), &example.replace('+', "%20"));
            }
            "query" if is_needed || (!has_body && body_schema(operation).is_some()) => {
                query.append_pair(name, example);
            }
            _ => {}
        }
    }
    let query = query.finish();
    format!("{base}{path}{}{query}", if query.is_empty() { "" } else { "?" })
}

fn collect_groups(document: &Json<'_>, schema: &Json<'_>, title: &str, groups: &mut Vec<Group>) {
    groups.push(Group { title: title.to_owned(), fields: fields(document, schema) });
    for (name, property) in schema.get("properties").map(Json::fields).unwrap_or_default() {
        let element = property.get("items").map(|items| resolved(document, items));
        if let Some(element) = element.filter(|element| element.get("properties").is_some()) {
            collect_groups(document, element, &format!("Each of {name}"), groups);
        }
        let object = resolved(document, property);
        if object.get("properties").is_some() {
            collect_groups(document, object, &format!("In {name}"), groups);
        }
    }
}

fn fields(document: &Json<'_>, schema: &Json<'_>) -> Vec<Field> {
    let required = schema.get("required").map(Json::elements).unwrap_or_default();
    let field = |(name, property): &(std::borrow::Cow<'_, str>, Json<'_>)| {
        let described = property.get("description").and_then(Json::as_text).unwrap_or_default();
        let schema = resolved(document, property);
        let inner = schema.get("description").and_then(Json::as_text).unwrap_or_default();
        Field {
            name: name.to_string(),
            kind: kind(schema),
            place: String::new(),
            is_required: required.iter().any(|required| required.as_text() == Some(name)),
            limits: limits(schema),
            description: rich(if described.is_empty() { inner } else { described }),
        }
    };
    schema.get("properties").map(Json::fields).unwrap_or_default().iter().map(field).collect()
}

/// The fields of an answer: that they are always there goes without saying.
fn answer_groups(document: &Json<'_>, schema: &Json<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    collect_groups(document, schema, "", &mut groups);
    groups.iter_mut().flat_map(|group| &mut group.fields).for_each(|field| field.is_required = false);
    groups
}

fn parameter(parameter: &Json<'_>) -> Field {
    let text = |name: &str| parameter.get(name).and_then(Json::as_text).unwrap_or_default().to_owned();
    let schema = parameter.get("schema").unwrap_or(&Json::Null);
    Field {
        name: text("name"),
        kind: kind(schema),
        place: text("in"),
        is_required: parameter.get("required") == Some(&Json::Boolean(true)),
        limits: limits(schema),
        description: rich(&text("description")),
    }
}

/// A type in words.
fn kind(schema: &Json<'_>) -> String {
    if let Some(choices) = schema.get("oneOf") {
        return choices.elements().iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    let word = match schema.get("type").and_then(Json::as_text) {
        Some("string") => "text",
        Some("number") => "number",
        Some("integer") => "whole number",
        Some("boolean") => "true or false",
        Some("array") => "list",
        Some("object") => "object",
        // A reference to a list of words is the only schema here without a type of its own.
        _ => "text",
    };
    word.to_owned()
}

/// Limits in words.
fn limits(schema: &Json<'_>) -> String {
    let number = |name: &str| match schema.get(name) {
        Some(Json::Number(number)) => number.parse::<u64>().ok(),
        _ => None,
    };
    let range = |min: &str, max: &str, unit: &str| match (number(min), number(max)) {
        (Some(min), Some(max)) if min == max => Some(format!("{min} {unit}")),
        (Some(min), Some(max)) => Some(format!("{min} to {max} {unit}")),
        (None, Some(max)) => Some(format!("at most {max} {unit}")),
        _ => None,
    };
    let words = schema.get("enum").map(|words| {
        let words: Vec<_> = words.elements().iter().filter_map(Json::as_text).collect();
        words.join(", ")
    });
    let parts = [
        words,
        range("minLength", "maxLength", "characters"),
        range("minItems", "maxItems", "elements"),
        range("minProperties", "maxProperties", "entries"),
        (schema.get("nullable") == Some(&Json::Boolean(true))).then(|| "may be null".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn errors(operation: &Json<'_>) -> Vec<String> {
    let responses = operation.get("responses").map(Json::fields).unwrap_or_default();
    responses.iter().map(|(status, _)| status.to_string()).filter(|status| status.as_str() >= "400").collect()
}

/// Text as HTML: escaped, with `code` between back-ticks.
pub fn rich(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    let mut is_code = false;
    for character in text.chars() {
        match character {
            '`' => {
                html.push_str(if is_code { "</code>" } else { "<code>" });
                is_code = !is_code;
            }
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    if is_code {
        html.push_str("</code>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_document_cannot_become_markup() {
        assert_eq!(rich("send `a<b>` & \"c\""), "send <code>a&lt;b&gt;</code> &amp; &quot;c&quot;");
        assert_eq!(rich("`open"), "<code>open</code>");
    }
}
