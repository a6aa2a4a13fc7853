//! The first page of all: claiming a fresh Deskbell with the token from its terminal.

use askama::Template;
use poem::{
    Request, handler,
    http::{StatusCode, header},
    web::{Data, Query},
};
use serde::Deserialize;

use crate::{
    accounts::{
        AgentName, EmailAddress, Password, PasswordCheck,
        actions::{NewAgent, start_session},
    },
    base::{Error, FieldErrors, Role},
    console::{
        ClaimToken,
        claim::{Claim, Refusal, claim},
    },
    db::Db,
    http::{
        Client,
        forms::{Field, Form},
        html::{AssetUrls, PageError, PageResult, page, see_other},
        session::{self, Flash},
    },
    settings::{Settings, WorkspaceName, model::request_address},
    sites::Sites,
};

/// The token in the address.
#[derive(Deserialize)]
pub struct Token {
    token: Option<String>,
}

#[derive(Template)]
#[template(path = "console/setup.html")]
struct SetupPage {
    css: String,
    icon: String,
    token: String,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "console/setup_closed.html")]
struct ClosedPage {
    css: String,
    icon: String,
    title: &'static str,
    text: &'static str,
    /// Whether there is anybody who could sign in.
    is_claimed: bool,
}

/// What somebody typed, read. The password's own rules know the other fields.
struct Typed {
    business: WorkspaceName,
    name: AgentName,
    email: EmailAddress,
    password: Password,
}

/// `GET /setup?token=…`.
#[handler]
pub fn show_setup(
    claim: Data<&ClaimToken>,
    assets: Data<&AssetUrls>,
    Query(Token { token }): Query<Token>,
) -> PageResult {
    let given = token.as_deref().unwrap_or("");
    match claim.check(given) {
        Ok(()) => page(StatusCode::OK, &SetupPage::new(&assets, given, None)),
        Err(Refusal::Wrong) if token.is_none() => closed(&assets, StatusCode::OK, None),
        Err(refusal) => closed(&assets, StatusCode::FORBIDDEN, Some(refusal)),
    }
}

/// `POST /setup`.
#[handler]
pub async fn set_up(request: &Request, form: Form, handles: Handles<'_>) -> PageResult {
    let Handles { token, assets, check, db, settings, sites } = handles;
    let given = form.text("token");
    if let Err(refusal) = token.check(given) {
        return closed(assets, StatusCode::FORBIDDEN, Some(refusal));
    }
    let typed = match Typed::read(&form) {
        Ok(typed) => typed,
        Err(errors) => {
            return page(StatusCode::UNPROCESSABLE_ENTITY, &SetupPage::new(assets, given, Some((&form, &errors))));
        }
    };
    let client = Client::of(request);
    let setup_address =
        request_address(client.is_https, request.header(header::HOST).unwrap_or("")).ok_or_else(|| {
            PageError::status(
                StatusCode::BAD_REQUEST,
                "The browser did not say which address it asked. Open the address from the terminal again.",
            )
        })?;
    let password_hash = check.passwords.hash(&typed.password).await?;
    let owner = NewAgent { email: typed.email, name: typed.name, role: Role::Owner, password_hash };
    let new = Claim { business: typed.business, owner, setup_address };
    let session = db
        .write_essential(move |tx| {
            let owner = claim(tx, new, Some(client.address))?;
            start_session(tx, &owner)
        })
        .await;
    let session = match session {
        // Somebody else was faster with the same token.
        Err(Error::Conflict(_)) => return closed(assets, StatusCode::FORBIDDEN, Some(Refusal::Used)),
        other => other?,
    };
    token.spend();
    settings.refresh().await?;
    sites.refresh().await?;
    tracing::info!("this Deskbell was claimed");
    let mut response = see_other("/console/install");
    session::write(&mut response, client, session.reveal());
    session::leave(&mut response, client, Flash("welcome"));
    Ok(response)
}

/// What [`set_up`] works with.
pub struct Handles<'a> {
    token: &'a ClaimToken,
    assets: &'a AssetUrls,
    check: &'a PasswordCheck,
    db: &'a Db,
    settings: &'a Settings,
    sites: &'a Sites,
}

impl<'a> poem::FromRequest<'a> for Handles<'a> {
    async fn from_request(request: &'a Request, body: &mut poem::RequestBody) -> poem::Result<Self> {
        Ok(Self {
            token: Data::from_request(request, body).await?.0,
            assets: Data::from_request(request, body).await?.0,
            check: Data::from_request(request, body).await?.0,
            db: Data::from_request(request, body).await?.0,
            settings: Data::from_request(request, body).await?.0,
            sites: Data::from_request(request, body).await?.0,
        })
    }
}

impl Typed {
    fn read(form: &Form) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let business =
            WorkspaceName::parse(form.text("business")).map_err(|sentence| errors.add("business", sentence)).ok();
        let name = AgentName::parse(form.text("name")).map_err(|sentence| errors.add("name", sentence)).ok();
        let email = EmailAddress::parse(form.text("email")).map_err(|sentence| errors.add("email", sentence)).ok();
        let about = [form.text("email"), form.text("business"), form.text("name")];
        let password =
            Password::parse(form.text("password"), &about).map_err(|sentence| errors.add("password", sentence)).ok();
        match (business, name, email, password) {
            (Some(business), Some(name), Some(email), Some(password)) => Ok(Self { business, name, email, password }),
            _ => Err(errors),
        }
    }
}

impl SetupPage {
    fn new(assets: &AssetUrls, token: &str, refused: Option<(&Form, &FieldErrors)>) -> Self {
        let field = |label, name, kind, autocomplete| Field {
            label,
            name,
            kind,
            autocomplete,
            value: refused
                .filter(|_| kind != "password")
                .map(|(form, _)| form.text(name).to_owned())
                .unwrap_or_default(),
            error: refused.and_then(|(_, errors)| errors.at(name)).map(str::to_owned),
            ..Field::default()
        };
        let mut fields = vec![
            Field {
                hint: Some("Your customers see it in the messenger."),
                ..field("Business name", "business", "text", "organization")
            },
            field("Your name", "name", "text", "name"),
            field("E-mail", "email", "email", "username"),
            Field { hint: Some("At least 8 characters."), ..field("Password", "password", "password", "new-password") },
        ];
        let first = fields.iter().position(|field| field.error.is_some()).unwrap_or(0);
        if let Some(field) = fields.get_mut(first) {
            field.is_first = true;
        }
        Self { css: assets.url("console.css"), icon: assets.url("icon.svg"), token: token.to_owned(), fields }
    }

    fn is_refused(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

fn closed(assets: &AssetUrls, status: StatusCode, refusal: Option<Refusal>) -> PageResult {
    let (status, title, text) = match refusal {
        None => (
            status,
            "Deskbell is not set up yet",
            "Open the address that Deskbell printed in its terminal when it started. It carries a one-time token, so that only whoever started Deskbell can claim it.",
        ),
        Some(Refusal::Wrong) => (
            status,
            "This set-up address is not valid",
            "Each start of Deskbell prints a new address. Use the newest line in its terminal, copied whole.",
        ),
        Some(Refusal::Expired) => (
            status,
            "This set-up address has expired",
            "It is valid for 30 minutes. Restart Deskbell and use the new line in its terminal.",
        ),
        Some(Refusal::Used) => (
            StatusCode::NOT_FOUND,
            "Deskbell is set up already",
            "Sign in with your account, or ask the administrator for one.",
        ),
    };
    let is_claimed = refusal == Some(Refusal::Used);
    page(status, &ClosedPage { css: assets.url("console.css"), icon: assets.url("icon.svg"), title, text, is_claimed })
}
