//! Errors as they leave the server: `application/problem+json` (RFC 9457), the same for every API of ours.

use poem::{IntoResponse, Response, http::StatusCode};
use poem_openapi::{
    ApiResponse, Object,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry},
    types::{ToJSON, Type},
};

use crate::base::{Error, FieldErrors};

/// What every problem type begins with. Relative, so that it needs no address of ours.
const TYPES: &str = "/docs/problems/";

/// An error answer. Boxed, so that a result that may hold one stays small.
#[derive(Debug)]
pub struct ApiError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    detail: String,
    errors: FieldErrors,
    retry_after_s: Option<u64>,
    headers: Vec<(&'static str, String)>,
    fault: Option<Box<crate::base::error::Fault>>,
    captcha: Option<&'static str>,
}

/// What went wrong (RFC 9457).
#[derive(Debug, Object)]
pub struct Problem {
    /// Which problem this is, as a stable address. Programs decide by its last part.
    #[oai(rename = "type")]
    pub kind: String,
    /// The problem in a few words, the same each time.
    pub title: String,
    /// The HTTP status, again.
    pub status: u16,
    /// What happened this time and what to do, for a person.
    pub detail: String,
    /// Where fields are wrong: every one of them.
    #[oai(skip_serializing_if_is_none)]
    pub errors: Option<Vec<ProblemField>>,
    /// Quote this when you ask for help about an error of status 500.
    #[oai(skip_serializing_if_is_none)]
    pub instance: Option<String>,
}

/// One wrong field.
#[derive(Debug, Object)]
pub struct ProblemField {
    /// A JSON pointer (RFC 6901) into the body, such as `/records/3/amount`; for a parameter its name after `/`.
    pub pointer: String,
    /// What is wrong with it and what is expected.
    pub detail: String,
}

impl ApiError {
    /// An error with a status, the last part of its type, its short title and a sentence for the reader.
    pub fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            status,
            kind,
            title,
            detail: detail.into(),
            errors: FieldErrors::new(),
            retry_after_s: None,
            headers: Vec::new(),
            fault: None,
            captcha: None,
        }))
    }

    /// `400`: the request cannot be read at all.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unreadable", "The request cannot be read", detail)
    }

    /// `401`: one answer for every cause, so that nobody learns which part was right.
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Credentials are missing or wrong", detail)
            .header("WWW-Authenticate", "Bearer")
    }

    /// `403` with a type of its own.
    pub fn forbidden(kind: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, kind, "This is not allowed", detail)
    }

    /// `403`: a stranger's first act needs a proof of work.
    pub fn captcha_required(detail: impl Into<String>) -> Self {
        let title = "A captcha is required";
        let mut error = Self::new(StatusCode::FORBIDDEN, "captcha_required", title, detail);
        error.0.captcha = Some("pow");
        error
    }

    /// `429`: try again after `retry_after_s` seconds.
    pub fn too_many(retry_after_s: u64, detail: impl Into<String>) -> Self {
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many-requests", "Too many requests", detail);
        error.0.retry_after_s = Some(retry_after_s.max(1));
        error
    }

    /// Another type than the status's usual one.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.0.kind = kind;
        self
    }

    /// Names the fields it is about.
    #[must_use]
    pub fn errors(mut self, errors: FieldErrors) -> Self {
        self.0.errors = errors;
        self
    }

    /// One more response header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.headers.push((name, value.into()));
        self
    }

    /// The status it is sent with.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The last part of its type.
    pub fn code(&self) -> &'static str {
        self.0.kind
    }

    /// The sentence for the reader.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Seconds until a new try makes sense.
    pub fn retry_after_s(&self) -> Option<u64> {
        self.0.retry_after_s
    }

    fn problem(&self, reference: Option<&str>) -> Problem {
        let errors: Vec<_> = self
            .0
            .errors
            .iter()
            .map(|error| ProblemField { pointer: error.pointer.clone(), detail: error.detail.clone() })
            .collect();
        Problem {
            kind: format!("{TYPES}{}", self.0.kind),
            title: self.0.title.to_owned(),
            status: self.0.status.as_u16(),
            detail: self.0.detail.clone(),
            errors: (!errors.is_empty()).then_some(errors),
            instance: reference.map(str::to_owned),
        }
    }

    /// Logs our own fault, for errors that leave in another form than a response.
    pub fn log(&self) {
        if let Some(fault) = &self.0.fault {
            log_fault(fault);
        }
    }
}

/// Logs our own fault once, with its chain and place, and answers the reference that the reader is given.
pub(super) fn log_fault(fault: &crate::base::error::Fault) -> String {
    let reference = reference(fault.location);
    tracing::error!(
        reference,
        location = %fault.location,
        error = format!("{:#}", fault.source),
        "an internal error was answered with 500"
    );
    reference
}

/// A short name of this occurrence: the place in the code and a counter, which is enough to find the line in the log.
fn reference(location: &std::panic::Location<'_>) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (location.file(), location.line(), std::thread::current().id()).hash(&mut hasher);
    std::time::Instant::now().hash(&mut hasher);
    format!("{:08X}", hasher.finish() as u32)
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::NotFound(_) => Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail),
            Error::Forbidden(_) => Self::forbidden("forbidden", detail),
            Error::Invalid(errors) => {
                let mut answer =
                    Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "The request holds wrong fields", detail);
                answer.0.errors = errors;
                answer
            }
            Error::Conflict(_) => {
                Self::new(StatusCode::CONFLICT, "conflict", "It does not fit the present state", detail)
            }
            Error::Unavailable(_) => {
                let mut answer = Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not just now", detail);
                answer.0.retry_after_s = Some(5);
                answer
            }
            Error::Internal(fault) => {
                let mut answer = Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal",
                    "Something went wrong on our side",
                    "Something went wrong on our side. Try again; if it stays, give the administrator the reference.",
                );
                answer.0.fault = Some(fault);
                answer
            }
        }
    }
}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Error::Invalid(errors).into()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let reference = self.0.fault.as_deref().map(log_fault);
        let mut body = self.problem(reference.as_deref()).to_json().unwrap_or_default();
        if let (Some(captcha), Some(members)) = (self.0.captcha, body.as_object_mut()) {
            // A member of this one type (RFC 9457, section 3.2), which only the panel meets.
            members.insert("captcha".to_owned(), captcha.into());
        }
        let body = body.to_string();
        let mut response = Response::builder().status(self.0.status).content_type("application/problem+json");
        if let Some(seconds) = self.0.retry_after_s {
            response = response.header("Retry-After", seconds);
        }
        for (name, value) in self.0.headers {
            response = response.header(name, value);
        }
        response.body(body)
    }
}

impl From<ApiError> for poem::Error {
    fn from(error: ApiError) -> Self {
        Self::from_response(error.into_response())
    }
}

/// The statuses any operation may answer with, and what each means.
const STATUSES: [(u16, &str); 10] = [
    (
        400,
        "The request cannot be read: not JSON, bad UTF-8, NUL, a duplicate key, nesting over 32, a bad `Idempotency-Key`.",
    ),
    (401, "No credential, or a wrong one."),
    (403, "Known but not allowed: a missing scope (named), a wrong role, a wrong app id, site key or origin."),
    (404, "It is not there, or it is there but not yours."),
    (409, "It does not fit the present state: an ambiguous reference, an idempotency key still in progress."),
    (413, "The body is larger than this route takes."),
    (415, "The body is not `application/json`."),
    (422, "Read but wrong: a type, a range, an unknown field. Every wrong field is named."),
    (429, "Too many requests. `Retry-After` says when to try again."),
    (503, "Not just now: draining, disk low, writer queue full. `Retry-After` says when to try again."),
];

impl ApiResponse for ApiError {
    fn meta() -> MetaResponses {
        let retry_after = || MetaHeader {
            name: "Retry-After".to_owned(),
            description: Some("Seconds until a new try makes sense.".to_owned()),
            required: true,
            deprecated: false,
            schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new("integer"))),
        };
        let response = |(status, description): (u16, &'static str)| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType { content_type: "application/problem+json", schema: Problem::schema_ref() }],
            headers: if matches!(status, 429 | 503) { vec![retry_after()] } else { vec![] },
        };
        MetaResponses { responses: STATUSES.into_iter().map(response).collect() }
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}
