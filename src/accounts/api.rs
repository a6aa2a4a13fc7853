//! Who is signed in, as handlers ask for it.
//!
//! [`NoteRefusals`] writes down what they may not. [`SignedIn`] refuses with a `401` problem, for JSON APIs and sockets; [`SignedInPage`] leads to the sign-in page.

use poem::{
    Endpoint, Error as HttpError, FromRequest, IntoResponse, Middleware, Request, RequestBody, Response,
    Result as HttpResult,
    http::{Method, StatusCode, header},
};

use super::{Agent, Device, SessionHash, Stay, actions, model::FRESH_MS, views};
use crate::{
    audit::{self, About, By, Fact, Kind},
    base::{Actor, Clock, Error, Result, Timestamp},
    db::Db,
    http::{
        ApiError, Client,
        body::Sender,
        html::{PageError, see_other},
        session,
    },
};

/// Somebody with a living session.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub agent: Agent,
    /// Names the session in events, so that a socket knows when its own has ended.
    pub session: SessionHash,
    /// When they last proved who they are.
    pub proved_at: Timestamp,
}

/// The same, for pages: who is not signed in is led to the sign-in page and back again.
#[derive(Debug, Clone)]
pub struct SignedInPage(pub SignedIn);

impl SignedIn {
    /// Who acts.
    pub fn actor(&self) -> Actor {
        self.agent.actor()
    }

    /// Who acts and from where, for the audit log.
    pub fn by(&self, request: &Request) -> By {
        By::new(self.actor(), Client::of(request).address)
    }

    /// Who has sent a request; `None` without a living session. One indexed read.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn find(request: &Request) -> Result<Option<Self>> {
        let Some(token) = session::read(request) else { return Ok(None) };
        let hash = SessionHash::of(token);
        let db = request.data::<Db>().ok_or_else(|| Error::internal("no database was given to this route"))?;
        let clock = request.data::<Clock>().ok_or_else(|| Error::internal("no clock was given to this route"))?;
        let now = clock.now();
        let found = db.read(move |connection| views::session(connection, hash)).await?;
        let Some(session) = found.filter(|session| session.is_alive(now)) else { return Ok(None) };
        if session.wants_touch(now) {
            // The session is good whether or not this can be written: a full disk must not lock anybody out.
            let device = device(request);
            if let Err(error) = db.write_essential(move |tx| actions::note_use(tx, hash, &device)).await {
                tracing::warn!(%error, "the use of a session could not be noted");
            }
        }
        let found = Self { agent: session.agent, session: hash, proved_at: session.proved_at };
        let stay = found.stay(db, clock);
        Sender::ask_by(request, move || {
            let stay = stay.clone();
            Box::pin(async move { stay.holds().await })
        });
        Ok(Some(found))
    }

    /// Whether they proved who they are so lately that it need not be asked again.
    pub fn is_proof_fresh(&self, now: Timestamp) -> bool {
        now <= self.proved_at.plus(FRESH_MS)
    }

    /// What is asked again where something takes long.
    pub fn stay(&self, db: &Db, clock: &Clock) -> Stay {
        Stay::new((db, clock), self.session, &self.agent)
    }
}

/// The browser that has sent a request.
pub fn device(request: &Request) -> Device {
    Device::new(request.header(header::USER_AGENT), Client::of(request).address)
}

impl<'a> FromRequest<'a> for SignedIn {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> HttpResult<Self> {
        let found = Self::find(request).await.map_err(ApiError::from)?;
        found.ok_or_else(|| {
            ApiError::unauthorized("You are not signed in, or no longer. Sign in again.").kind("signed-out").into()
        })
    }
}

impl<'a> FromRequest<'a> for SignedInPage {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> HttpResult<Self> {
        if let Some(signed_in) = SignedIn::find(request).await.map_err(PageError::from)? {
            return Ok(Self(signed_in));
        }
        Err(HttpError::from_response(see_other(&sign_in_address(request))))
    }
}

/// Notes in the audit log what signed-in people asked for and may not do, where ever that was refused. Goes around the
/// routes that take the session's cookie, inside [`crate::http::csrf::SameOrigin`]: what other sites tried is not theirs.
#[derive(Debug, Clone, Copy)]
pub struct NoteRefusals;

impl<E: Endpoint> Middleware<E> for NoteRefusals {
    type Output = Noting<E>;

    fn transform(&self, endpoint: E) -> Noting<E> {
        Noting(endpoint)
    }
}

/// What [`NoteRefusals`] makes of an endpoint.
pub struct Noting<E>(E);

impl<E: Endpoint> Endpoint for Noting<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> HttpResult<Response> {
        let asked = Asked::of(&request);
        let answer = self.0.call(request).await.map(IntoResponse::into_response);
        let status = answer.as_ref().map_or_else(HttpError::status, Response::status);
        if let (StatusCode::FORBIDDEN, Some(asked)) = (status, asked) {
            asked.note().await;
        }
        answer
    }
}

/// A request of somebody who may be signed in.
struct Asked {
    db: Db,
    session: SessionHash,
    client: Client,
    what: String,
}

impl Asked {
    fn of(request: &Request) -> Option<Self> {
        let session = SessionHash::of(session::read(request)?);
        // Ids in it are ours; what follows `?` may be anybody's words.
        let path = request.uri().path();
        // The link of an invitation is a secret.
        let path = if path.starts_with("/join/") { "/join/…" } else { path };
        let what: String = format!("{} {path}", request.method()).chars().take(200).collect();
        Some(Self { db: request.data::<Db>()?.clone(), session, client: Client::of(request), what })
    }

    /// The refusal stands whether or not this can be written.
    async fn note(self) {
        let Self { db, session, client, what } = self;
        let noted = db.write_essential(move |tx| {
            let Some(session) = views::session(tx, session)? else { return Ok(()) };
            let by = By::new(session.agent.actor(), client.address);
            audit::actions::note_bounded(tx, &by, Kind::Refused, &About::fact(Fact::How, what))
        });
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a refusal could not be noted");
        }
    }
}

/// The sign-in page, with the way back where there is one: a form that was sent cannot be sent again by a link.
fn sign_in_address(request: &Request) -> String {
    let here = request.original_uri().path_and_query().map_or("/", |path| path.as_str());
    if *request.method() != Method::GET || here == "/" {
        return "/sign-in".to_owned();
    }
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    format!("/sign-in?next={next}")
}
