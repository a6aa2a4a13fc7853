//! The `Idempotency-Key` header and the answers that can be given again. Where they are kept is up to the caller.

use std::marker::PhantomData;

use poem::{IntoResponse, Request, RequestBody, Response, http::StatusCode};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions,
    registry::{
        MetaHeader, MetaMediaType, MetaParamIn, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
    },
    types::{ToJSON, Type},
};
use sha2::{Digest, Sha256};

use super::ApiError;

/// The header's name.
pub const HEADER: &str = "Idempotency-Key";

/// The longest key, in characters.
const MAX_LENGTH: usize = 255;

/// What the client calls this request, so that a repeat is recognised. Absent in most.
pub struct IdempotencyKey(pub Option<String>);

/// An answer that was made now or is given again, always of one status: 200, unless the operation says another.
pub struct Answered<T, const STATUS: u16 = 200> {
    body: String,
    is_replayed: bool,
    of: PhantomData<T>,
}

/// SHA-256 over method, path and body: what makes two requests the same.
pub fn request_hash(request: &Request, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(request.method().as_str());
    hash.update(b" ");
    hash.update(request.original_uri().path());
    hash.update(b"\n");
    hash.update(body);
    hash.finalize().into()
}

impl<'a> ApiExtractor<'a> for IdempotencyKey {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
    type ParamType = ();
    type ParamRawType = ();

    fn param_in() -> Option<MetaParamIn> {
        Some(MetaParamIn::Header)
    }

    fn param_schema_ref() -> Option<MetaSchemaRef> {
        Some(MetaSchemaRef::Inline(Box::new(MetaSchema {
            min_length: Some(1),
            max_length: Some(MAX_LENGTH),
            pattern: Some("^[!-~]+$".to_owned()),
            example: Some("order-1042-paid".into()),
            ..MetaSchema::new("string")
        })))
    }

    async fn from_request(request: &'a Request, _: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        let mut values = request.headers().get_all(HEADER).iter();
        let Some(value) = values.next() else { return Ok(Self(None)) };
        let bytes = value.as_bytes();
        let fits = (1..=MAX_LENGTH).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
        match value.to_str() {
            Ok(key) if fits && values.next().is_none() => Ok(Self(Some(key.to_owned()))),
            _ => Err(bad_key().into()),
        }
    }
}

fn bad_key() -> ApiError {
    let detail = format!(
        "Send one Idempotency-Key of 1 to {MAX_LENGTH} visible ASCII characters without spaces, such as a UUID."
    );
    ApiError::unreadable(detail).kind("bad-idempotency-key")
}

impl<T: ToJSON, const STATUS: u16> Answered<T, STATUS> {
    /// An answer made now.
    pub fn now(value: &T) -> Self {
        Self { body: value.to_json_string(), is_replayed: false, of: PhantomData }
    }

    /// The stored text of an earlier answer.
    pub fn again(body: String) -> Self {
        Self { body, is_replayed: true, of: PhantomData }
    }

    /// The answer as it is sent, and stored.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The answer that follows from this one, where what is sent holds more than what is stored.
    pub fn completed<U: ToJSON>(self, whole: &U) -> Answered<U, STATUS> {
        Answered { body: whole.to_json_string(), is_replayed: self.is_replayed, of: PhantomData }
    }
}

impl<T: Send, const STATUS: u16> IntoResponse for Answered<T, STATUS> {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(STATUS).unwrap_or_default();
        let mut response = Response::builder().status(status).content_type("application/json");
        if self.is_replayed {
            response = response.header("Idempotent-Replayed", "true");
        }
        response.body(self.body)
    }
}

impl<T: Type, const STATUS: u16> ApiResponse for Answered<T, STATUS> {
    fn meta() -> MetaResponses {
        let replayed = MetaHeader {
            name: "Idempotent-Replayed".to_owned(),
            description: Some(
                "`true` where this is the stored answer of an earlier request with the same `Idempotency-Key`."
                    .to_owned(),
            ),
            required: false,
            deprecated: false,
            schema: MetaSchemaRef::Inline(Box::new(MetaSchema {
                enum_items: vec!["true".into()],
                ..MetaSchema::new("string")
            })),
        };
        let content = vec![MetaMediaType { content_type: "application/json", schema: T::schema_ref() }];
        let done = MetaResponse {
            description: "Done, and on disk.",
            status: Some(STATUS),
            status_range: None,
            content,
            headers: vec![replayed],
        };
        MetaResponses { responses: vec![done] }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}
