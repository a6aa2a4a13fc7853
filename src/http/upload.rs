//! A file as a request's body: taken in pieces, counted while it comes, never whole in memory.

use std::time::Duration;

use futures_util::StreamExt;
use poem::{Body, Request, RequestBody, http::StatusCode};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ExtractParamOptions,
    registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef},
};
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::{
    ApiError,
    body::{ReadTime, Sender, announced_length, broken_off, stopping, too_slow},
    in_flight::Stopping,
};
use crate::db::disk_error;

/// How many times longer than other bodies a file may take to arrive: ten megabytes over a bad line need minutes.
const PATIENCE: u32 = 10;

/// The most bytes a file may have, as the configuration says, for whoever tells it to browsers.
#[derive(Debug, Clone, Copy)]
pub struct UploadLimit(pub u64);

/// The bytes of a file, not read yet.
pub struct Upload(Option<Body>);

impl<'a> ApiExtractor<'a> for Upload {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let bytes = MetaSchema { format: Some("binary"), ..MetaSchema::new("string") };
        let content = vec![MetaMediaType { content_type: "*/*", schema: MetaSchemaRef::Inline(Box::new(bytes)) }];
        Some(MetaRequest { description: Some("The bytes of the file."), content, required: true })
    }

    async fn from_request(_: &'a Request, body: &mut RequestBody, _: ExtractParamOptions<()>) -> poem::Result<Self> {
        Ok(Self(body.take().ok()))
    }
}

impl Upload {
    /// Writes all bytes into `sink` and answers how many they were.
    ///
    /// # Errors
    /// `401` where whoever sends it was shown out meanwhile; `413` above `limit` bytes, at once where `Content-Length` says so; `408` where it stalls or takes ten times as
    /// long as other bodies may; `400` where the connection breaks; `415` where it is compressed; `503` where the disk
    /// is full.
    pub async fn write_to(
        self,
        request: &Request,
        limit: u64,
        sink: &mut (impl AsyncWrite + Unpin),
    ) -> Result<u64, ApiError> {
        let is_plain =
            request.header("Content-Encoding").is_none_or(|encoding| encoding.eq_ignore_ascii_case("identity"));
        if !is_plain {
            let detail = "Send the file as it is, without Content-Encoding.";
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "compressed", "It is compressed", detail));
        }
        if announced_length(request).is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        let Some(body) = self.0 else { return Ok(0) };
        let quiet = ReadTime::of(request);
        let copied = tokio::select! {
            copied = tokio::time::timeout(quiet * PATIENCE, copy(body, limit, quiet, sink)) => {
                copied.map_err(|_| too_slow(quiet * PATIENCE))
            }
            () = Stopping::told(request) => Err(stopping().into()),
        };
        let size = copied??;
        Sender::must_be_here(request).await?;
        Ok(size)
    }
}

async fn copy(body: Body, limit: u64, quiet: Duration, sink: &mut (impl AsyncWrite + Unpin)) -> Result<u64, ApiError> {
    let mut stream = std::pin::pin!(body.into_bytes_stream());
    let mut size = 0;
    loop {
        let next = tokio::time::timeout(quiet, stream.next()).await.map_err(|_| too_slow(quiet))?;
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|_| broken_off())?;
        size += chunk.len() as u64;
        if size > limit {
            return Err(too_large(limit));
        }
        sink.write_all(&chunk).await.map_err(disk_error)?;
    }
    sink.flush().await.map_err(disk_error)?;
    Ok(size)
}

/// What was not read yet would be taken for the next request, so the connection ends with this answer.
fn too_large(limit: u64) -> ApiError {
    let detail = format!("This file is larger than the {} MB that may be sent. Send a smaller one.", limit >> 20);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The file is too large", detail)
        .header("Connection", "close")
}
