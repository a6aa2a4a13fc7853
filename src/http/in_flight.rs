//! Which requests are under way on a connection, and that the server is stopping: so that a stop waits for answers,
//! and not for questions that were never finished.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame, SizeHint};
use poem::Request;
use tokio::sync::watch;

/// How long the rest of a body may take once the server stops.
const REST_OF_BODY: Duration = Duration::from_secs(5);

/// Counts the requests of one connection whose answer has not been handed over yet.
#[derive(Clone, Default)]
pub struct InFlight(Arc<AtomicUsize>);

/// One request under way. Dropping it ends the count.
pub struct Underway(Arc<AtomicUsize>);

/// The body of an answer, under way until it was sent or dropped.
pub struct AnswerBody {
    body: BoxBody<Bytes, io::Error>,
    _underway: Underway,
}

/// In a request's extensions: tells whoever waits for the rest of a body that the server stops.
#[derive(Clone)]
pub struct Stopping(pub watch::Receiver<bool>);

impl InFlight {
    /// Begins a request.
    pub fn begin(&self) -> Underway {
        self.0.fetch_add(1, Ordering::Relaxed);
        Underway(Arc::clone(&self.0))
    }

    /// Whether nothing is under way.
    pub fn is_idle(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }
}

impl Underway {
    /// Keeps the request under way until its answer is out.
    pub fn until_sent(self, body: BoxBody<Bytes, io::Error>) -> AnswerBody {
        AnswerBody { body, _underway: self }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Stopping {
    /// Waits until the server of this request stops, and a little longer for what is on its way; for ever where nobody
    /// said which server that is.
    pub async fn told(request: &Request) {
        match request.extensions().get::<Self>() {
            Some(Self(stop)) => {
                // Whoever could tell is gone: that is an answer too.
                let _ = stop.clone().wait_for(|stop| *stop).await;
                tokio::time::sleep(REST_OF_BODY).await;
            }
            None => std::future::pending().await,
        }
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
