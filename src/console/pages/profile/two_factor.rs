//! The second factor: set up with an app, confirmed by a code, switched off with the password.

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    super::{
        chosen::done,
        shell::{ConsolePage, Shell},
        typed_again::{NotTheirs, password_field, typed_again},
    },
    qr::{self, Qr},
};
use crate::{
    accounts::{SignedIn, SignedInPage, TotpKeys, two_factor as factors},
    base::{Error, Secret},
    db::Db,
    http::{
        Client,
        forms::{Field, Form},
        html::{PageResult, see_other},
        session::{self, Flash},
    },
};

/// The page itself, where every form of it goes too.
const HERE: &str = "/profile/two-factor";

#[derive(Template)]
#[template(path = "console/two_factor.html")]
struct TwoFactorPage {
    shell: Shell,
    username: String,
    is_on: bool,
    /// The app that is being set up.
    app: Option<App>,
    codes_left: u32,
    /// Fresh recovery codes, one a line, shown this once.
    fresh: Option<String>,
    password: Field,
    code: Field,
}

/// What an app is told.
struct App {
    qr: Qr,
    typed: String,
}

impl ConsolePage for TwoFactorPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /profile/two-factor`. Recovery codes that were just made are shown here, and nowhere else.
#[handler]
pub async fn show_two_factor(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let mut page = TwoFactorPage::load(request, &signed_in).await?;
    let handed = session::handed_over(request).map(|codes| codes.split('.').map(str::to_owned).collect::<Vec<_>>());
    let Some(codes) = handed else { return page.answer(StatusCode::OK) };
    let db = request.data::<Db>().ok_or_else(missing)?;
    let (id, asked) = (signed_in.agent.id, codes.clone());
    // A cookie may be planted: only codes that work are shown as such.
    if db.read(move |connection| factors::views::are_codes(connection, id, &asked)).await? {
        page.fresh = Some(codes.join("\n"));
    }
    let mut response = page.answer(StatusCode::OK)?;
    session::clear_handed_over(&mut response, Client::of(request));
    Ok(response)
}

/// `POST /profile/two-factor`: `act` is `begin`, `confirm`, `cancel`, `codes` or `off`.
#[handler]
pub async fn change_two_factor(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
) -> PageResult {
    let by = signed_in.by(request);
    match form.text("act") {
        "confirm" => return confirm(request, &signed_in, form.text("code")).await,
        "cancel" => {
            db.write(move |tx| factors::actions::cancel(tx, &by)).await?;
            return Ok(see_other("/profile"));
        }
        _ => {}
    }
    if let Err(NotTheirs(status, sentence)) = typed_again(request, &signed_in, form.text("password")).await? {
        let mut page = TwoFactorPage::load(request, &signed_in).await?;
        page.password.error = Some(sentence);
        return page.answer(status);
    }
    let keep = signed_in.session;
    match form.text("act") {
        "begin" => {
            db.write(move |tx| factors::actions::begin(tx, &by)).await?;
            Ok(see_other(HERE))
        }
        "codes" => {
            let codes = db.write(move |tx| factors::actions::renew_codes(tx, &by)).await?;
            Ok(hand_over(request, &codes, Flash("codes_made")))
        }
        "off" => {
            db.write(move |tx| factors::actions::switch_off(tx, &by, keep)).await?;
            Ok(done(request, "/profile", Flash("two_factor_off")))
        }
        _ => Err(Error::NotFound("form").into()),
    }
}

async fn confirm(request: &Request, signed_in: &SignedIn, code: &str) -> PageResult {
    let db = request.data::<Db>().ok_or_else(missing)?;
    let keys = request.data::<TotpKeys>().ok_or_else(missing)?.clone();
    let (by, keep, code) = (signed_in.by(request), signed_in.session, code.trim().to_owned());
    match db.write(move |tx| factors::actions::confirm(tx, (&by, keep), &keys, &code)).await {
        Ok(codes) => Ok(hand_over(request, &codes, Flash("two_factor_on"))),
        Err(Error::Invalid(errors)) => {
            let mut page = TwoFactorPage::load(request, signed_in).await?;
            page.code.error = errors.at("/code").map(str::to_owned);
            page.answer(StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Error::Conflict(_)) => Ok(see_other(HERE)),
        Err(error) => Err(error.into()),
    }
}

fn hand_over(request: &Request, codes: &[Secret<String>], notice: Flash) -> poem::Response {
    let codes: Vec<_> = codes.iter().map(|code| code.reveal().as_str()).collect();
    let mut response = done(request, HERE, notice);
    session::hand_over(&mut response, Client::of(request), &Secret::new(codes.join(".")));
    response
}

impl TwoFactorPage {
    async fn load(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let db = request.data::<Db>().ok_or_else(missing)?;
        let keys = request.data::<TotpKeys>().ok_or_else(missing)?;
        let shell = Shell::for_anybody(request, signed_in)?;
        let id = signed_in.agent.id;
        let (factor, codes_left) = db
            .read(move |connection| {
                Ok((factors::views::factor(connection, id)?, factors::views::codes_left(connection, id)?))
            })
            .await?;
        let is_on = factor.as_ref().is_some_and(|factor| factor.is_confirmed);
        let app = match factor.filter(|factor| !factor.is_confirmed) {
            Some(factor) => {
                let key = keys.of(&factor);
                let uri = key.uri(&shell.workspace_name, &signed_in.agent.email);
                Some(App { qr: qr::draw(&uri)?, typed: key.typed() })
            }
            None => None,
        };
        Ok(Self {
            shell,
            username: signed_in.agent.email.clone(),
            is_on,
            app,
            codes_left,
            fresh: None,
            password: password_field("Your password", "password"),
            code: Field {
                label: "Code from the app",
                name: "code",
                kind: "text",
                autocomplete: "one-time-code",
                hint: Some("Six digits. It changes every 30 seconds."),
                ..Field::default()
            },
        })
    }
}

fn missing() -> Error {
    Error::internal("a handle of the second factor was not given to its route")
}
