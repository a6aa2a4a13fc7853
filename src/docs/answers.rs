//! The answers of an operation in the document: only those it can give, each with an example that could really have come
//! from it, and the headers it carries.

use super::{
    document::{at, body_schema, resolved, set},
    problems::{self, Problem},
};
use crate::base::json::Json;

const WORDS: &str = "application/problem+json";

/// Completes the answers of one operation. `document` is the whole, for what the operation refers to.
pub fn complete<'a>(operation: &mut Json<'a>, (method, path): (&str, &str), document: &Json<'a>) {
    let asked = Asked::of(operation, (method, path), document);
    let Some(Json::Object(responses)) = at(operation, &["responses"]) else { return };
    responses.retain(|(status, _)| asked.may_answer(status));
    for (status, response) in responses {
        if let Some(problem) = problems::of_status(status)
            && let Some(content) = at(response, &["content", WORDS])
        {
            set(content, "example", asked.example(problem));
        }
        complete_headers(status, response);
    }
}

/// The scope that an operation's description names.
pub fn scope(description: &str) -> Option<&str> {
    description.split("Needs the scope `").nth(1)?.split('`').next()
}

/// What an operation is asked with, as far as it decides which errors there are.
struct Asked {
    is_post: bool,
    takes_body: bool,
    /// What it is about, such as “record”.
    noun: String,
    description: String,
    /// A field that must be sent.
    required: Option<String>,
}

impl Asked {
    fn of(operation: &Json<'_>, (method, path): (&str, &str), document: &Json<'_>) -> Self {
        let body = body_schema(operation).map(|schema| resolved(document, schema));
        let required = body.and_then(|body| body.get("required")?.elements().first()?.as_text());
        let part = path.split('/').rfind(|part| !part.starts_with(['{', ':']));
        Self {
            is_post: method == "post",
            takes_body: body.is_some(),
            noun: part.unwrap_or_default().trim_end_matches('s').to_owned(),
            description: operation.get("description").and_then(Json::as_text).unwrap_or_default().to_owned(),
            required: required.map(str::to_owned),
        }
    }

    /// Whether this status can come: nothing is missing where something is made, nothing is too large without a body.
    fn may_answer(&self, status: &str) -> bool {
        let says_so = self.description.contains(&format!("`{status}`"));
        match status {
            "404" => !self.is_post || says_so,
            "409" => self.is_post || says_so,
            "413" | "415" => self.takes_body,
            _ => true,
        }
    }

    fn example(&self, problem: &Problem) -> Json<'static> {
        let detail = match problem.status {
            403 => scope(&self.description).map(|scope| {
                format!("This key does not have the scope “{scope}”. Make a key with it under Settings → Developers.")
            }),
            404 => Some(format!("There is no such {}, or it is not yours to see.", self.noun)),
            409 if self.is_post => {
                Some("A request with this Idempotency-Key is still in progress. Try again in a second.".to_owned())
            }
            422 => {
                let field = self.required.as_deref().filter(|_| self.noun != "record");
                return field.map_or_else(|| problem.example(), |field| missing(problem, field));
            }
            _ => None,
        };
        detail.map_or_else(|| problem.example(), |detail| problem.with_detail(&detail))
    }
}

fn missing(problem: &Problem, field: &str) -> Json<'static> {
    let sentence = "This field is required.";
    let mut example = problem.with_detail(sentence);
    let wrong = vec![
        ("pointer".into(), Json::Text(format!("/{field}").into())),
        ("detail".into(), Json::Text(sentence.into())),
    ];
    set(&mut example, "errors", Json::List(vec![Json::Object(wrong)]));
    example
}

/// A header that answers carry: name, words, type, example.
type Header = (&'static str, &'static str, &'static str, Json<'static>);

const LEFT: [Header; 2] = [
    (
        "RateLimit",
        "What is left of this key's limit: `r`, how many more requests may come now; `t`, the seconds until there are \
         more.",
        "string",
        Json::Text(std::borrow::Cow::Borrowed("\"ingest\";r=1999;t=0")),
    ),
    (
        "RateLimit-Policy",
        "The limit of this key: `q` requests in each window of `w` seconds.",
        "string",
        Json::Text(std::borrow::Cow::Borrowed("\"ingest\";q=500;w=1")),
    ),
];

const CHALLENGE: Header =
    ("WWW-Authenticate", "How to say who calls: `Bearer`.", "string", Json::Text(std::borrow::Cow::Borrowed("Bearer")));

/// Says which headers come, and gives an example of each.
fn complete_headers(status: &str, response: &mut Json<'_>) {
    let always: &[Header] = match status {
        "401" => &[CHALLENGE],
        // A server that is stopping does not ask who calls.
        "503" => &[],
        _ => &LEFT,
    };
    if response.get("headers").is_none() && !always.is_empty() {
        set(response, "headers", Json::Object(Vec::new()));
    }
    let Some(Json::Object(headers)) = at(response, &["headers"]) else { return };
    for (name, words, kind, example) in always {
        let mut header = Json::Object(vec![
            ("description".into(), Json::Text((*words).into())),
            ("required".into(), Json::Boolean(true)),
            ("schema".into(), Json::Object(vec![("type".into(), Json::Text((*kind).into()))])),
        ]);
        set(&mut header, "example", example.clone());
        headers.push(((*name).into(), header));
    }
    for (name, header) in headers.iter_mut().filter(|(_, header)| header.get("example").is_none()) {
        let example = match name.as_ref() {
            "Retry-After" => Json::Number("2".into()),
            "Idempotent-Replayed" => Json::Text("true".into()),
            _ => continue,
        };
        set(header, "example", example);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scope_is_the_one_that_the_description_names() {
        assert_eq!(scope("Creates it. Needs the scope `records`. A `404` says more."), Some("records"));
        assert_eq!(scope("Needs nothing."), None);
    }
}
