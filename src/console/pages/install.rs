//! Settings → Install: the snippet, who may embed it, and the secret that proves who a customer is.

use std::sync::Arc;

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::shell::{ConsolePage, Place, Shell};
use crate::{
    accounts::{PasswordCheck, SignedIn, SignedInPage, password_check::Attempt},
    base::{Error, Secret},
    db::Db,
    http::{
        Client,
        forms::{Field, Form},
        html::{PageResult, see_other},
        session::{self, Flash},
    },
    settings::{PublicAddress, ServerSecret, Settings, Workspace, model::identity_secret},
    sites::{self, Origin, Site, Sites},
};

#[derive(Template)]
#[template(path = "console/install.html")]
struct InstallPage {
    shell: Shell,
    /// Scheme, host and port of this Deskbell.
    base: String,
    app_id: String,
    site_id: String,
    /// Whether `public_url` is set.
    is_certain: bool,
    /// Whether pages over HTTPS cannot load the widget from here.
    is_plain_http: bool,
    origins: String,
    is_open: bool,
    origins_error: Option<String>,
    /// Shown only in the answer to the right password.
    secret: Option<String>,
    password: Field,
    username: String,
}

impl ConsolePage for InstallPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// What the page shows, from memory.
struct Shown {
    workspace: Arc<Workspace>,
    site: Arc<Site>,
    address: PublicAddress,
}

/// `GET /console/install`.
#[handler]
pub fn show_install(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    Shown::of(request)?.page(request, &signed_in)?.answer(StatusCode::OK)
}

/// `POST /console/install/origins`.
#[handler]
pub async fn allow_origins(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    db: Data<&Db>,
    sites: Data<&Sites>,
) -> PageResult {
    let shown = Shown::of(request)?;
    let typed = form.text("allowed_origins");
    let origins = match Origin::parse_lines(typed) {
        Ok(origins) => origins,
        Err(sentence) => {
            let page = shown.page(request, &signed_in)?;
            return InstallPage { origins: typed.to_owned(), origins_error: Some(sentence), ..page }
                .answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let notice = if origins.is_empty() { Flash("origins_open") } else { Flash("origins_saved") };
    let id = form.text("site_id").parse().map_err(|_| Error::NotFound("site"))?;
    let actor = signed_in.actor();
    db.write(move |tx| sites::actions::allow_origins(tx, &actor, id, &origins)).await?;
    sites.refresh().await?;
    let mut response = see_other("/console/install");
    session::leave(&mut response, Client::of(request), notice);
    Ok(response)
}

/// `POST /console/install/identity-secret`: shows the secret in this one answer, to who types the password again.
#[handler]
pub async fn show_identity_secret(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    check: Data<&PasswordCheck>,
    server_secret: Data<&ServerSecret>,
) -> PageResult {
    let shown = Shown::of(request)?;
    let mut page = shown.page(request, &signed_in)?;
    let attempt = Attempt {
        address: Client::of(request).address,
        email: &signed_in.agent.email,
        password: form.text("password"),
    };
    let is_proved = match check.verify(attempt).await {
        Ok(proved) => proved.is_some(),
        Err(error) if error.status() == StatusCode::TOO_MANY_REQUESTS => {
            page.password.error = Some(error.detail().to_owned());
            page.password.is_first = true;
            return page.answer(StatusCode::TOO_MANY_REQUESTS);
        }
        Err(error) => return Err(error.into()),
    };
    if !is_proved {
        page.password.error = Some("This is not your password. Try again.".to_owned());
        page.password.is_first = true;
        return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
    }
    tracing::info!(agent.id = %signed_in.agent.id, "the identity secret was shown to {}", signed_in.agent.id);
    let secret: Secret<String> = identity_secret(&server_secret.0.0, &shown.workspace.identity_salt);
    page.secret = Some(secret.reveal().clone());
    page.answer(StatusCode::OK)
}

impl Shown {
    fn of(request: &Request) -> Result<Self, Error> {
        let missing = || Error::internal("a handle of the install page was not given to its route");
        let settings = request.data::<Settings>().ok_or_else(missing)?;
        let sites = request.data::<Sites>().ok_or_else(missing)?;
        let address = request.data::<PublicAddress>().ok_or_else(missing)?.clone();
        let workspace = settings.current().ok_or(Error::NotFound("workspace"))?;
        let site = sites.all().into_iter().next().ok_or(Error::NotFound("site"))?;
        Ok(Self { workspace, site, address })
    }

    fn page(&self, request: &Request, signed_in: &SignedIn) -> Result<InstallPage, Error> {
        let shell = Shell::for_administrator(request, signed_in, Place::Install)?;
        let base = self.address.base(&self.workspace).to_owned();
        let origins: Vec<_> = self.site.allowed_origins.iter().map(Origin::as_str).collect();
        Ok(InstallPage {
            shell,
            is_certain: self.address.is_certain(),
            is_plain_http: base.starts_with("http://"),
            base,
            app_id: self.site.app_id.clone(),
            site_id: self.site.id.to_string(),
            is_open: origins.is_empty(),
            origins: origins.join("\n"),
            origins_error: None,
            secret: None,
            password: Field {
                label: "Your password",
                name: "password",
                kind: "password",
                autocomplete: "current-password",
                ..Field::default()
            },
            username: signed_in.agent.email.clone(),
        })
    }
}
