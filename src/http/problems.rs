//! The framework's own errors in our words.
//!
//! A request that matches no route, or whose parameters cannot be parsed, never reaches a handler: poem answers it in
//! plain text with names of Rust types. [`problems`] gives these the form every other error has. Answers that a
//! handler made are left alone.

use poem::{
    Endpoint, IntoResponse, Request, Response,
    error::{MethodNotAllowedError, ParsePathError, ParseQueryError},
    http::{Method, StatusCode},
};
use poem_openapi::error::{AuthorizationError, ContentTypeError, ParseParamError, ParseRequestPayloadError};

use super::ApiError;
use crate::base::FieldErrors;

/// A path, with `{name}` or `:name` for what varies, and the methods it takes.
pub type Methods = Vec<(String, Vec<Method>)>;

/// Gives every error of `endpoint` the form of a problem document. `methods` says what to allow instead of a wrong one.
pub fn problems<E: Endpoint>(endpoint: E, methods: Methods) -> Problems<E> {
    Problems { endpoint, methods }
}

/// See [`problems`].
pub struct Problems<E> {
    endpoint: E,
    methods: Methods,
}

impl<E: Endpoint> Endpoint for Problems<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let path = request.original_uri().path().to_owned();
        match self.endpoint.call(request).await {
            Ok(output) => Ok(output.into_response()),
            Err(error) if error.is_from_response() => Ok(error.into_response()),
            Err(error) => Ok(self.translate(&error, &path).into_response()),
        }
    }
}

impl<E> Problems<E> {
    fn translate(&self, error: &poem::Error, path: &str) -> ApiError {
        if error.is::<AuthorizationError>() {
            return ApiError::unauthorized(super::CREDENTIALS);
        }
        if error.is::<MethodNotAllowedError>() {
            return self.wrong_method(path);
        }
        if error.is::<ContentTypeError>() {
            return super::json::not_json();
        }
        if let Some(parameter) = error.downcast_ref::<ParseParamError>() {
            return parameter_error(parameter.name);
        }
        tracing::debug!(%error, "a request was refused before it reached its handler");
        let is_unreadable = error.is::<ParseQueryError>() || error.is::<ParseRequestPayloadError>();
        match error.status() {
            _ if is_unreadable => {
                ApiError::unreadable("The request cannot be read. Compare it with the documentation at /docs.")
            }
            // A path whose variable part cannot be parsed names nothing that exists.
            StatusCode::NOT_FOUND => nothing_here(),
            _ if error.is::<ParsePathError>() || error.is::<poem_openapi::error::ParsePathError>() => nothing_here(),
            status if status.is_client_error() => ApiError::new(
                status,
                "unreadable",
                "The request cannot be read",
                "The request cannot be read. Compare it with the documentation at /docs.",
            ),
            _ => crate::base::Error::internal(error).into(),
        }
    }

    fn wrong_method(&self, path: &str) -> ApiError {
        let allowed =
            self.methods.iter().find(|(pattern, _)| matches(pattern, path)).map(|(_, methods)| methods.as_slice());
        let mut words: Vec<&str> = allowed.unwrap_or_default().iter().map(Method::as_str).collect();
        if words.contains(&"GET") {
            words.push("HEAD");
        }
        let list = words.join(", ");
        let detail = format!("This address does not take that method. It takes {list}.");
        ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "Wrong method", detail).header("Allow", list)
    }
}

fn nothing_here() -> ApiError {
    let detail = "There is nothing at this address. Compare it with the documentation at /docs.";
    ApiError::new(StatusCode::NOT_FOUND, "not-found", "Not found", detail)
}

fn parameter_error(name: &str) -> ApiError {
    FieldErrors::one(format!("/{name}"), format!("The parameter “{name}” is missing or has a value it cannot have."))
        .into()
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut wanted = pattern.split('/');
    let mut given = path.split('/');
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(_)) if part.starts_with([':', '{']) => {}
            (Some(part), Some(found)) if part == found => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_matches_its_pattern_part_by_part() {
        assert!(
            matches("/v1/customers/:id", "/v1/customers/a%2Fb") && matches("/v1/customers/{id}", "/v1/customers/7")
        );
        assert!(!matches("/v1/customers/:id", "/v1/customers") && !matches("/v1/customers/:id", "/v1/customers/7/x"));
    }
}
