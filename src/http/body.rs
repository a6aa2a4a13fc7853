//! Reading a request's body: counted while it streams, and only for so long.

use std::time::Duration;

use futures_util::StreamExt;
use poem::{Request, RequestBody, http::{StatusCode, header}};

use super::ApiError;

/// How long a body may take to arrive in full. A phone on a bad network sends 100 KB in this time.
pub const READ_TIME: Duration = Duration::from_secs(30);

/// Reads the whole body.
///
/// # Errors
/// `413` above `limit` bytes: at once where `Content-Length` says so, otherwise as soon as one byte more has come;
/// `408` where it takes longer than `time`; `400` where the connection breaks.
pub async fn read(request: &Request, body: &mut RequestBody, limit: usize, time: Duration) -> Result<Vec<u8>, ApiError> {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()).and_then(|text| text.parse::<u64>().ok());
    if announced.is_some_and(|length| length > limit as u64) {
        return Err(too_large(limit));
    }
    let Ok(body) = body.take() else { return Ok(Vec::new()) };
    let announced = announced.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    // A lie about the length must not reserve memory that never fills.
    let mut bytes = Vec::with_capacity(announced.min(64 << 10));
    let receive = async {
        let mut stream = std::pin::pin!(body.into_bytes_stream());
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| ApiError::unreadable("The connection broke before the body had arrived. Send it again."))?;
            if bytes.len() + chunk.len() > limit {
                return Err(too_large(limit));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(())
    };
    match tokio::time::timeout(time, receive).await {
        Ok(result) => result.map(|()| bytes),
        Err(_) => Err(too_slow(time)),
    }
}

/// What was not read yet would be taken for the next request, so the connection ends with these answers.
fn too_large(limit: usize) -> ApiError {
    let detail = format!("The body is larger than the {limit} bytes this address takes. Send it in several requests.");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail).header("Connection", "close")
}

fn too_slow(time: Duration) -> ApiError {
    let detail = format!("The body did not arrive within {} seconds. Send it again, in smaller parts if the line is slow.", time.as_secs());
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "The body came too slowly", detail).header("Connection", "close")
}
