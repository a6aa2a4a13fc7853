//! What is left of a limit, told on every answer.
//!
//! A limit that depends on the credential is counted deep inside, where the credential is checked; the answer is made
//! elsewhere, also by errors. So the outermost layer puts an empty note into the request, whoever counts fills it in,
//! and the layer reads it when the answer leaves.

use std::sync::{Arc, OnceLock};

use poem::{Endpoint, IntoResponse, Request, Response};

use super::limits::Allowance;

#[derive(Clone, Default)]
struct Note(Arc<OnceLock<Allowance>>);

/// Notes what is left, for the answer to this request.
pub fn note(request: &Request, allowance: Allowance) {
    if let Some(note) = request.extensions().get::<Note>() {
        // Counted twice, the first and stricter figure stays.
        let _ = note.0.set(allowance);
    }
}

/// Adds the `RateLimit` headers to every answer of `endpoint` for which something was counted.
pub fn tell_allowance<E: Endpoint>(endpoint: E) -> TellAllowance<E> {
    TellAllowance(endpoint)
}

/// See [`tell_allowance`].
pub struct TellAllowance<E>(E);

impl<E: Endpoint> Endpoint for TellAllowance<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let note = Note::default();
        request.extensions_mut().insert(note.clone());
        let mut response = match self.0.call(request).await {
            Ok(output) => output.into_response(),
            Err(error) => error.into_response(),
        };
        if let Some(allowance) = note.0.get() {
            allowance.tell(&mut response);
        }
        Ok(response)
    }
}
