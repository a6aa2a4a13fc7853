//! Reading a request's body: counted while it streams, and only for so long.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use futures_util::{StreamExt, future::BoxFuture};
use poem::{
    Request, RequestBody,
    http::{StatusCode, header},
};

use super::{ApiError, in_flight::Stopping};
use crate::base::{Error, Result as Outcome};

/// How long a body may take to arrive in full. A phone on a bad network sends 100 KB in this time.
pub const READ_TIME: Duration = Duration::from_secs(30);

/// As the configuration has it; the first layer puts it into the request.
#[derive(Debug, Clone, Copy)]
pub struct ReadTime(pub Duration);

impl ReadTime {
    /// How long this request's body may take.
    pub fn of(request: &Request) -> Duration {
        request.extensions().get::<Self>().map_or(READ_TIME, |time| time.0)
    }
}

/// Whether whoever began to send a body may still be here once it has arrived: that can take minutes, and somebody can be
/// shown out meanwhile. The first layer puts it into the request; who lets somebody in says how to ask.
#[derive(Clone, Default)]
pub struct Sender(Arc<OnceLock<Question>>);

type Question = Box<dyn Fn() -> BoxFuture<'static, Outcome<bool>> + Send + Sync>;

impl Sender {
    /// Says how to ask. The first word counts.
    pub fn ask_by(request: &Request, question: impl Fn() -> BoxFuture<'static, Outcome<bool>> + Send + Sync + 'static) {
        if let Some(sender) = request.extensions().get::<Self>() {
            // Who was let in twice is the same.
            let _ = sender.0.set(Box::new(question));
        }
    }

    /// Asks, where somebody was let in.
    ///
    /// # Errors
    /// `401` where they are not let in any more, or as somebody else.
    pub(super) async fn must_be_here(request: &Request) -> Result<(), ApiError> {
        let question = request.extensions().get::<Self>().and_then(|sender| sender.0.get());
        match question {
            Some(question) if !question().await? => Err(ApiError::unauthorized(GONE).kind("signed-out")),
            _ => Ok(()),
        }
    }
}

/// Why what came is not taken.
const GONE: &str = "You were signed out or got another role while this was on its way, so nothing of it was done. \
                    Sign in again.";

/// Reads the whole body.
///
/// # Errors
/// `401` where whoever sent it was shown out while it came;
/// `413` above `limit` bytes: at once where `Content-Length` says so, otherwise as soon as one byte more has come;
/// `408` where it takes longer than `time`; `400` where the connection breaks.
pub async fn read(
    request: &Request,
    body: &mut RequestBody,
    limit: usize,
    time: Duration,
) -> Result<Vec<u8>, ApiError> {
    let announced = announced_length(request);
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
            let chunk = chunk.map_err(|_| broken_off())?;
            if bytes.len() + chunk.len() > limit {
                return Err(too_large(limit));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(())
    };
    let received = tokio::select! {
        received = tokio::time::timeout(time, receive) => received.map_err(|_| too_slow(time)),
        () = Stopping::told(request) => Err(stopping().into()),
    };
    received??;
    Sender::must_be_here(request).await?;
    Ok(bytes)
}

/// What `Content-Length` says. What is no number that fits was refused by the server before, or is larger than any
/// limit.
pub(super) fn announced_length(request: &Request) -> Option<u64> {
    let announced = request.headers().get(header::CONTENT_LENGTH)?;
    Some(announced.to_str().ok().and_then(|text| text.parse().ok()).unwrap_or(u64::MAX))
}

pub(super) fn broken_off() -> ApiError {
    ApiError::unreadable("The connection broke before the body had arrived. Send it again.")
}

/// What was not read yet would be taken for the next request, so the connection ends with these answers.
fn too_large(limit: usize) -> ApiError {
    let detail = format!("The body is larger than the {limit} bytes this address takes. Send it in several requests.");
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail)
        .header("Connection", "close")
}

pub(super) fn stopping() -> Error {
    Error::Unavailable("Deskbell is stopping or restarting. Send the request again in a few seconds.".to_owned())
}

pub(super) fn too_slow(time: Duration) -> ApiError {
    let detail = format!(
        "The body did not arrive within {} seconds. Send it again, in smaller parts if the line is slow.",
        time.as_secs()
    );
    ApiError::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "The body came too slowly", detail)
        .header("Connection", "close")
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use bytes::Bytes;
    use futures_util::stream;
    use poem::Body;

    use super::*;

    #[tokio::test]
    async fn a_body_without_length_is_refused_soon_after_the_limit() {
        let sent = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&sent);
        let chunks = stream::iter(std::iter::repeat_with(move || {
            counted.fetch_add(16_384, Ordering::Relaxed);
            Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 16_384]))
        }));
        let (request, mut body) = Request::builder().body(Body::from_bytes_stream(chunks)).split();

        let refused = read(&request, &mut body, 100_000, READ_TIME).await;

        assert_eq!(refused.map_err(|error| error.status()), Err(StatusCode::PAYLOAD_TOO_LARGE));
        assert!(sent.load(Ordering::Relaxed) <= 100_000 + 65_536);
    }

    #[tokio::test]
    async fn a_body_that_stalls_is_given_up() {
        let stalled = stream::pending::<Result<Bytes, std::io::Error>>();
        let (request, mut body) = Request::builder().body(Body::from_bytes_stream(stalled)).split();

        let refused = read(&request, &mut body, 100, Duration::from_millis(5)).await;

        assert_eq!(refused.map_err(|error| error.code()), Err("too-slow"));
    }

    #[tokio::test]
    async fn a_lie_about_the_length_is_refused_at_once() {
        let stalled = stream::pending::<Result<Bytes, std::io::Error>>();
        let request =
            Request::builder().header("Content-Length", "99999999999999999999").body(Body::from_bytes_stream(stalled));
        let (request, mut body) = request.split();

        let refused = read(&request, &mut body, 100, READ_TIME).await;

        assert_eq!(refused.map_err(|error| error.status()), Err(StatusCode::PAYLOAD_TOO_LARGE));
    }
}
