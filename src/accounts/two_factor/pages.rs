//! The second page of signing in: the code of the second factor.

use askama::Template;
use poem::{
    Request, handler,
    http::{StatusCode, header},
    web::{Data, Query},
};

use super::{
    TotpKeys,
    actions::{self, Passed, Second},
    views,
};
use crate::{
    accounts::{SessionHash, SignedIn, api::device, pages::Next, views::agent},
    base::{Clock, Error},
    db::Db,
    http::{
        Client, Limit, Limits,
        forms::{Field, Form},
        html::{AssetUrls, PageError, PageResult, own_path, page, see_other},
        session,
    },
};

/// Where somebody goes who came from nowhere in particular.
const HOME: &str = "/inbox";

const OVER: &str = "This sign-in has ended: it took longer than ten minutes or had too many wrong codes. Begin again.";

#[derive(Template)]
#[template(path = "accounts/code.html")]
struct CodePage {
    css: String,
    icon: String,
    next: String,
    back: String,
    /// Whether no code helps any more.
    is_over: bool,
    code: Field,
}

/// The address of the page, with the way on.
pub fn address(next: &str) -> String {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/sign-in/code?next={next}")
}

/// `GET /sign-in/code`.
#[handler]
pub async fn show_code(request: &Request, assets: Data<&AssetUrls>, Query(next): Query<Next>) -> PageResult {
    let next = own_path(next.path(), HOME);
    if SignedIn::find(request).await?.is_some() {
        return Ok(see_other(next));
    }
    match whose(request).await? {
        Some(_) => page(StatusCode::OK, &CodePage::new(&assets, next)),
        None => Ok(see_other(&begin_address(next))),
    }
}

/// `POST /sign-in/code`.
#[handler]
pub async fn enter_code(
    request: &Request,
    assets: Data<&AssetUrls>,
    db: Data<&Db>,
    keys: Data<&TotpKeys>,
    form: Form,
) -> PageResult {
    let next = own_path(form.text("next"), HOME);
    let mut shown = CodePage::new(&assets, next);
    let (Some(email), Some(half)) = (whose(request).await?, session::half(request)) else {
        return shown.over(request);
    };
    let limits = request.data::<std::sync::Arc<Limits>>().ok_or_else(missing)?;
    let account = limits.account(&email);
    if let Err(error) = limits.check(Limit::SignIn, account) {
        shown.code.error = Some(format!("There were too many wrong codes. {}", error.detail()));
        let mut response = page(StatusCode::TOO_MANY_REQUESTS, &shown)?;
        if let Some(seconds) = error.retry_after_s() {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        return Ok(response);
    }
    let second = Second {
        half: half.to_owned(),
        code: form.text("code").trim().to_owned(),
        device: device(request),
        former: session::read(request).map(SessionHash::of),
    };
    let keys = keys.clone();
    match db.write_essential(move |tx| actions::pass(tx, &keys, &second)).await? {
        Passed::Whole(token) => {
            let mut response = see_other(next);
            session::write(&mut response, Client::of(request), token.reveal());
            session::clear_half(&mut response, Client::of(request));
            Ok(response)
        }
        Passed::Wrong(left) => {
            // Already at the limit is as good as counted.
            let _ = limits.take(Limit::SignIn, account);
            shown.code.error = Some(wrong(left));
            page(StatusCode::UNPROCESSABLE_ENTITY, &shown)
        }
        Passed::Over => {
            let _ = limits.take(Limit::SignIn, account);
            shown.over(request)
        }
    }
}

/// The address of who has typed the password in this browser and still needs a code.
async fn whose(request: &Request) -> Result<Option<String>, Error> {
    let Some(token) = session::half(request).map(str::to_owned) else { return Ok(None) };
    let db = request.data::<Db>().ok_or_else(missing)?;
    let now = request.data::<Clock>().ok_or_else(missing)?.now();
    db.read(move |connection| {
        let Some(id) = views::half_of(connection, &token, now)? else { return Ok(None) };
        Ok(agent(connection, id)?.filter(|agent| agent.is_active).map(|agent| agent.email))
    })
    .await
}

fn wrong(left: u32) -> String {
    let tries = if left == 1 { "one more try".to_owned() } else { format!("{left} more tries") };
    format!("This is not a code that works now; each works once. Type the newest one. There are {tries}.")
}

fn begin_address(next: &str) -> String {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/sign-in?next={next}")
}

fn missing() -> Error {
    Error::internal("a handle of the sign-in was not given to its route")
}

impl CodePage {
    fn new(assets: &AssetUrls, next: &str) -> Self {
        Self {
            css: assets.url("console.css"),
            icon: assets.url("icon.svg"),
            next: next.to_owned(),
            back: begin_address(next),
            is_over: false,
            code: Field {
                label: "Code",
                name: "code",
                kind: "text",
                autocomplete: "one-time-code",
                hint: Some("Six digits from your authenticator app, or one of your recovery codes."),
                is_first: true,
                ..Field::default()
            },
        }
    }

    fn over(mut self, request: &Request) -> Result<poem::Response, PageError> {
        self.is_over = true;
        self.code.error = Some(OVER.to_owned());
        let mut response = page(StatusCode::UNPROCESSABLE_ENTITY, &self)?;
        session::clear_half(&mut response, Client::of(request));
        Ok(response)
    }
}
