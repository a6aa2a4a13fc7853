//! Request bodies as JSON, read strictly, with the OpenAPI description of a payload.
//!
//! poem-openapi's own `Json<T>` reads without a limit, lets the last of two equal keys win and stops at the first
//! wrong field. [`StrictJson`] counts bytes, refuses what cannot be read (400) and names every wrong field (422).

use poem::{IntoResponse, Request, RequestBody, Response, http::StatusCode};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaResponse, MetaResponses, Registry},
    types::{ToJSON, Type},
};

use super::{ApiError, body, body::ReadTime};
use crate::base::json::{self, Place, ReadJson, Wrong};

/// What a route takes unless it says otherwise, in bytes.
pub const USUAL_LIMIT: usize = 65_536;

/// The media type of all our bodies.
const MEDIA_TYPE: &str = "application/json";

/// Something that is read from a JSON body.
pub trait JsonBody: ReadJson + Send {
    /// The object whose schema describes it in the OpenAPI document.
    type Shape: Type;
}

/// A JSON body of at most `LIMIT` bytes.
pub struct StrictJson<T, const LIMIT: usize = USUAL_LIMIT> {
    /// What was read.
    pub value: T,
    /// The body's bytes, for who must recognise a repeated request.
    pub bytes: Vec<u8>,
}

/// As [`StrictJson`], but the request may have no body at all.
pub struct OptionalJson<T, const LIMIT: usize = USUAL_LIMIT>(pub Option<T>);

impl<'a, T: JsonBody, const LIMIT: usize> ApiExtractor<'a> for StrictJson<T, LIMIT> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::Shape::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(described::<T::Shape>(true))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = read_bytes(request, body, LIMIT).await?;
        let value = parse(&bytes)?;
        Ok(Self { value, bytes })
    }
}

impl<'a, T: JsonBody, const LIMIT: usize> ApiExtractor<'a> for OptionalJson<T, LIMIT> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::Shape::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(described::<T::Shape>(false))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = body::read(request, body, LIMIT, ReadTime::of(request)).await?;
        if bytes.is_empty() {
            return Ok(Self(None));
        }
        check_media_type(request)?;
        Ok(Self(Some(parse(&bytes)?)))
    }
}

/// An answer of status 200 as JSON.
pub struct JsonView<T>(pub T);

impl<T: ToJSON> IntoResponse for JsonView<T> {
    fn into_response(self) -> Response {
        Response::builder().content_type(MEDIA_TYPE).body(self.0.to_json_string())
    }
}

impl<T: ToJSON> ApiResponse for JsonView<T> {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: MEDIA_TYPE, schema: T::schema_ref() }];
        let done =
            MetaResponse { description: "Done.", status: Some(200), status_range: None, content, headers: vec![] };
        MetaResponses { responses: vec![done] }
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// The bytes of a body that says it is JSON.
///
/// # Errors
/// `415` where it says something else; as [`body::read`].
pub async fn read_bytes(request: &Request, body: &mut RequestBody, limit: usize) -> Result<Vec<u8>, ApiError> {
    check_media_type(request)?;
    body::read(request, body, limit, ReadTime::of(request)).await
}

/// Reads a `T` from JSON text.
///
/// # Errors
/// `400` where the text cannot be read; `422` with every wrong field.
pub fn parse<T: ReadJson>(bytes: &[u8]) -> Result<T, ApiError> {
    let tree = json::parse(bytes).map_err(ApiError::unreadable)?;
    let mut wrong = Wrong::default();
    let value = T::read_json(tree, &Place::Top, &mut wrong);
    let (kind, errors) = wrong.into_parts();
    match value {
        Some(value) if errors.is_empty() => Ok(value),
        _ => {
            let error = ApiError::from(errors);
            Err(match kind {
                Some(kind) => error.kind(kind),
                None => error,
            })
        }
    }
}

/// The description of a body that is an `S` in JSON.
pub fn described<S: Type>(is_required: bool) -> MetaRequest {
    let content = vec![MetaMediaType { content_type: MEDIA_TYPE, schema: S::schema_ref() }];
    MetaRequest { description: None, content, required: is_required }
}

/// Only `application/json`, only in UTF-8 and not compressed: a small body must not become a large one here.
fn check_media_type(request: &Request) -> Result<(), ApiError> {
    if request.header("Content-Encoding").is_some_and(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(not_json());
    }
    let given = request.content_type().unwrap_or("");
    let mut parts = given.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|media_type| media_type.eq_ignore_ascii_case(MEDIA_TYPE));
    let is_utf8 = parts.filter_map(|part| part.split_once('=')).all(|(name, value)| {
        !name.trim().eq_ignore_ascii_case("charset") || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
    });
    if is_json && is_utf8 { Ok(()) } else { Err(not_json()) }
}

/// `415` in our words.
pub(super) fn not_json() -> ApiError {
    ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "not-json",
        "The body is not JSON",
        "This address takes JSON in UTF-8, uncompressed. Send the header “Content-Type: application/json”.",
    )
}
