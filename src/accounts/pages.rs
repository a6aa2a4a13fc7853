//! Signing in and out.

use askama::Template;
use poem::{
    Request, Response, handler,
    http::{HeaderValue, StatusCode, header},
    web::{Data, Query},
};
use serde::Deserialize;

use super::{
    Device, PasswordCheck, SessionHash, SignedIn,
    actions::{self, SignIn, SignedInto},
    api::device,
    password_check::Attempt,
    two_factor,
};
use crate::{
    audit::By,
    base::text,
    db::Db,
    http::{
        ApiError, Client,
        forms::{Field, Form},
        html::{AssetUrls, PageError, PageResult, own_path, page, see_other},
        session,
    },
};

/// Where somebody goes who came from nowhere in particular.
const HOME: &str = "/inbox";

/// One sentence for every reason.
const NO_FIT: &str = "E-mail address and password do not fit together. Check both and try again.";

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

impl Next {
    /// The address as it was handed in.
    pub fn path(&self) -> &str {
        &self.next
    }
}

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    css: String,
    icon: String,
    next: String,
    problem: Option<String>,
    fields: [Field; 2],
}

/// `GET /sign-in`.
#[handler]
pub async fn show_sign_in(
    request: &Request,
    assets: Data<&AssetUrls>,
    Query(Next { next }): Query<Next>,
) -> PageResult {
    let next = own_path(&next, HOME);
    if SignedIn::find(request).await?.is_some() {
        return Ok(see_other(next));
    }
    page(StatusCode::OK, &SignInPage::new(&assets, next, ""))
}

/// `POST /sign-in`.
#[handler]
pub async fn sign_in(
    request: &Request,
    assets: Data<&AssetUrls>,
    check: Data<&PasswordCheck>,
    db: Data<&Db>,
    form: Form,
) -> PageResult {
    let next = own_path(form.text("next"), HOME);
    let shown = SignInPage::new(&assets, next, form.text("email"));
    let client = Client::of(request);
    let attempt = Attempt { address: client.address, email: form.text("email"), password: form.text("password") };
    let proved = match check.verify(attempt).await {
        Ok(Some(proved)) => proved,
        Ok(None) => {
            tracing::info!("a sign-in was refused");
            note_failed(&db, form.text("email"), device(request)).await;
            return page(StatusCode::UNPROCESSABLE_ENTITY, &shown.with(NO_FIT.to_owned()));
        }
        Err(error) if error.status() == StatusCode::TOO_MANY_REQUESTS => return too_often(&error, shown),
        Err(error) => return Err(error.into()),
    };
    let sign_in = SignIn { proved, former: session::read(request).map(SessionHash::of), device: device(request) };
    match db.write_essential(move |tx| actions::sign_in(tx, &sign_in)).await? {
        SignedInto::Whole(token) => {
            let mut response = see_other(next);
            session::write(&mut response, client, token.reveal());
            Ok(response)
        }
        SignedInto::Half(token) => {
            let mut response = see_other(&two_factor::pages::address(next));
            session::write_half(&mut response, client, token.reveal());
            Ok(response)
        }
    }
}

/// The refusal stands whether or not this can be written.
async fn note_failed(db: &Db, typed: &str, device: Device) {
    let email = text::email(typed).unwrap_or_default();
    if let Err(error) = db.write_essential(move |tx| actions::note_failed(tx, &email, &device)).await {
        tracing::warn!(%error, "a failed sign-in could not be noted");
    }
}

/// What a browser is to forget when somebody signs out: everything the inbox keeps there to be of use without a network,
/// such as lists, threads, drafts and messages that wait. The next person at that machine must find none of it. What was
/// written is not lost by that: drafts are kept at the server too, and the inbox asks before it signs out while a message
/// has not left yet. Browsers follow this over HTTPS; over plain HTTP the page clears up itself before it asks.
///
/// Not "cache": Chromium holds the answer back until all of its cache was gone through, for seconds and up to half a
/// minute, and finds nothing there that is not asked for again. What is private is not stored, but for files, and those
/// vary with the session.
const FORGET: &str = "\"storage\"";

/// `POST /sign-out`.
#[handler]
pub async fn sign_out(request: &Request, db: Data<&Db>) -> PageResult {
    if let Some(token) = session::read(request) {
        let hash = SessionHash::of(token);
        let by = SignedIn::find(request).await?.map_or_else(By::system, |signed_in| signed_in.by(request));
        db.write_essential(move |tx| actions::sign_out(tx, &by, hash)).await?;
    }
    let mut response = see_other("/sign-in");
    session::clear(&mut response, Client::of(request));
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static(FORGET));
    Ok(response)
}

impl SignInPage {
    fn new(assets: &AssetUrls, next: &str, email: &str) -> Self {
        let field =
            Field { kind: "email", autocomplete: "username", name: "email", label: "E-mail", ..Field::default() };
        let fields = [
            Field { value: email.to_owned(), is_first: email.is_empty(), ..field },
            Field {
                kind: "password",
                autocomplete: "current-password",
                name: "password",
                label: "Password",
                is_first: !email.is_empty(),
                ..Field::default()
            },
        ];
        Self {
            css: assets.url("console.css"),
            icon: assets.url("icon.svg"),
            next: next.to_owned(),
            problem: None,
            fields,
        }
    }

    fn with(mut self, problem: String) -> Self {
        self.problem = Some(problem);
        self
    }
}

fn too_often(error: &ApiError, shown: SignInPage) -> Result<Response, PageError> {
    let sentence =
        format!("There were too many wrong attempts. {}", error.detail().trim_start_matches("That was too often. "));
    let mut response = page(StatusCode::TOO_MANY_REQUESTS, &shown.with(sentence))?;
    if let Some(seconds) = error.retry_after_s() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}
