//! Settings → Install, first half: the snippet, who may embed it, and the check. The second half is in `identity`.

use std::sync::Arc;

use askama::Template;
use poem::{Request, handler, http::StatusCode, web::Data};

use super::{
    chosen::{Chosen, allowed, done},
    identity::IdentitySection,
    moment::Moment,
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::{SignedIn, SignedInPage},
    audit::{self, Kind},
    base::Error,
    console::{
        check::{Expected, Finding, examine},
        guides::{self, Guide},
    },
    db::Db,
    http::{Client, Key, Limit, Limits, forms::Form, html::PageResult, session::Flash},
    net::Net,
    settings::{PublicAddress, ServerSecret, Settings},
    sites::{self, Origin, Sites, site_key},
};

#[derive(Template)]
#[template(path = "console/install.html")]
pub struct InstallPage {
    shell: Shell,
    /// Scheme, host and port of this Deskbell.
    base: String,
    site_id: String,
    guides: Vec<Guide>,
    /// Whether `public_url` is set.
    is_certain: bool,
    /// Whether pages over HTTPS cannot load the widget from here.
    is_plain_http: bool,
    /// Whether visitors of the site see anything at all.
    is_active: bool,
    origins: String,
    is_open: bool,
    origins_error: Option<String>,
    /// Where and when the launcher asked for its start, the newest first.
    seen: Vec<Seen>,
    address: String,
    address_error: Option<String>,
    /// What the check of `address` found.
    findings: Option<Vec<FindingRow>>,
    pub identity: IdentitySection,
}

struct Seen {
    origin: String,
    at: Moment,
}

/// A finding with its badge.
struct FindingRow {
    badge: &'static str,
    word: &'static str,
    finding: Finding,
}

impl ConsolePage for InstallPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/install`.
#[handler]
pub async fn show_install(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    InstallPage::load(request, &signed_in).await?.answer(StatusCode::OK)
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
    let page = InstallPage::load(request, &signed_in).await?;
    let typed = form.text("allowed_origins");
    let origins = match Origin::parse_lines(typed) {
        Ok(origins) => origins,
        Err(sentence) => {
            return InstallPage { origins: typed.to_owned(), origins_error: Some(sentence), ..page }
                .answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let notice = if origins.is_empty() { Flash("origins_open") } else { Flash("origins_saved") };
    let id = form.text("site_id").parse().map_err(|_| Error::NotFound("site"))?;
    let by = signed_in.by(request);
    db.write(move |tx| {
        let site = sites::actions::allow_origins(tx, &by.actor, id, &origins)?;
        audit::actions::note(tx, &by, Kind::OriginsChanged, &allowed(&site))
    })
    .await?;
    sites.refresh().await?;
    Ok(done(request, &page.path(id), notice))
}

/// `POST /console/install/check`: fetches a page of the website and says what keeps the messenger from it.
#[handler]
pub async fn check_page(
    request: &Request,
    SignedInPage(signed_in): SignedInPage,
    form: Form,
    net: Data<&Net>,
    server_secret: Data<&ServerSecret>,
    sites: Data<&Sites>,
) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Install)?;
    let mut page = InstallPage::load(request, &signed_in).await?;
    page.address = form.text("address").trim().to_owned();
    let limits = request.data::<Arc<Limits>>().ok_or_else(|| Error::internal("no limits"))?;
    if let Err(error) = limits.take(Limit::Checks, Key::address(Client::of(request).address)) {
        page.address_error = Some(error.detail().to_owned());
        return page.answer(StatusCode::TOO_MANY_REQUESTS);
    }
    let address = with_scheme(&page.address);
    let fetched = match net.guard().check(&address) {
        Ok(url) => net.get(url).await?.map_err(|error| error.to_string()),
        Err(refusal) => Err(refusal.to_string()),
    };
    let fetched = match fetched {
        Ok(fetched) => fetched,
        Err(sentence) => {
            page.address_error = Some(sentence);
            return page.answer(StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let known: Vec<_> = chosen.all.iter().map(|site| (site.app_id.clone(), site.name.clone())).collect();
    let site_of_key = |key: &str| {
        let id = site_key::verify(&server_secret.0.0, key)?;
        sites.by_key_id(id).map(|keyed| keyed.site.app_id.clone())
    };
    let expected = Expected {
        base: &chosen.base,
        app_id: &chosen.site.app_id,
        allowed_origins: &chosen.site.allowed_origins,
        sites: &known,
        site_of_key: &site_of_key,
    };
    let mut found = examine(&fetched, &expected);
    // What is to be mended first.
    found.sort_by_key(|finding| std::cmp::Reverse(finding.state));
    page.findings = Some(found.into_iter().map(FindingRow::of).collect());
    page.answer(StatusCode::OK)
}

/// The address as people write it: without the scheme it means HTTPS.
fn with_scheme(typed: &str) -> String {
    if typed.contains("://") || typed.is_empty() { typed.to_owned() } else { format!("https://{typed}") }
}

impl InstallPage {
    /// The page as it stands, about the site that the address names.
    ///
    /// # Errors
    /// `Forbidden` for who is no administrator; `NotFound` where there is no such site.
    pub async fn load(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let chosen = Chosen::of(request, signed_in, Place::Install)?;
        let missing = || Error::internal("a handle of the install page was not given to its route");
        let workspace =
            request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
        let is_certain = request.data::<PublicAddress>().ok_or_else(missing)?.is_certain(&workspace);
        let identity = IdentitySection::load(request, signed_in, &chosen).await?;
        let site = &chosen.site;
        let origins: Vec<_> = site.allowed_origins.iter().map(Origin::as_str).collect();
        let sites = request.data::<Sites>().ok_or_else(missing)?;
        let seen = sites.sightings.newest(site.id);
        let seen =
            seen.into_iter().map(|sighting| Seen { origin: sighting.origin.to_string(), at: Moment::of(sighting.at) });
        Ok(Self {
            is_certain,
            is_plain_http: chosen.base.starts_with("http://"),
            is_active: site.is_active,
            guides: guides::all(&chosen.base, &site.app_id),
            site_id: site.id.to_string(),
            is_open: origins.is_empty(),
            origins: origins.join("\n"),
            origins_error: None,
            seen: seen.collect(),
            address: site.allowed_origins.first().map(|origin| format!("{origin}/")).unwrap_or_default(),
            address_error: None,
            findings: None,
            identity,
            base: chosen.base,
            shell: chosen.shell,
        })
    }

    /// The page again, about the same site.
    fn path(&self, site: crate::base::ids::SiteId) -> String {
        if self.shell.choices.is_empty() {
            "/console/install".to_owned()
        } else {
            format!("/console/install?site={site}")
        }
    }
}

/// The address of the page's second half, about a site.
pub fn identity_path(chosen: &Chosen) -> String {
    if chosen.all.len() < 2 {
        return "/console/install#identity".to_owned();
    }
    format!("/console/install?site={}#identity", chosen.site.id)
}

impl FindingRow {
    fn of(finding: Finding) -> Self {
        use crate::console::check::State;
        let (badge, word) = match finding.state {
            State::Good => ("ok", "In order"),
            State::Note => ("info", "Good to know"),
            State::Doubtful => ("warn", "Look at this"),
            State::Wrong => ("err", "To mend"),
        };
        Self { badge, word, finding }
    }
}
