//! The start document of the widget: the one call that its loader makes on a customer's page.
//!
//! The same for everyone, small, cacheable for a minute; no cookie, no row. The answer is given to the page that
//! may embed the site and to no other.

use std::sync::Arc;

use poem::{Request, http::HeaderMap, web::Data};
use poem_openapi::{
    OpenApi,
    param::Query,
    payload::{Json, Response},
};

pub use super::shapes::{Brand, Colors, PurposeView, ThemeView, WidgetInit};
use super::{
    Origin, Site, Sites,
    directory::KeyedSite,
    keys::SiteKey,
    pages::{PanelConfig, UploadRules, own_origin},
    site_key,
};
use crate::{
    base::{Clock, Secret},
    config::Captcha,
    http::{ApiError, Client, Key, Limit, Limits},
    settings::model::ServerSecret,
};

/// The start document for whoever embeds the widget.
pub struct InitApi;

/// What the panel asks about its site.
pub struct PanelApi;

#[OpenApi(prefix_path = "/api/widget")]
impl InitApi {
    /// Start document of the widget
    ///
    /// Needs an `Origin` on the site's list; the answer may be read by that origin only.
    #[oai(path = "/init", method = "get", operation_id = "show_widget_init")]
    async fn init(
        &self,
        request: &Request,
        /// The site's app id.
        app_id: Query<Option<String>>,
        /// Or a site key.
        key: Query<Option<String>>,
    ) -> Result<Response<Json<WidgetInit>>, ApiError> {
        let Handles { sites, limits, secret, clock } = Handles::of(request)?;
        let allowance = limits.take(Limit::Init, Key::address(Client::of(request).address))?;
        let origin = asking_origin(request.headers())?;
        let own = own_origin(request);
        let named = find(sites, &secret.0, (app_id.0.as_deref(), key.0.as_deref()))
            .map_err(|error| readable_by(error, origin.as_ref()))?;
        if let Some(origin) = origin.as_ref().filter(|origin| own.as_ref() != Some(origin)) {
            named.check(origin)?;
            sites.sightings.note(named.site.id, origin, clock.now());
        }
        let site = named.site;
        let init = WidgetInit { captcha: captcha(request), ..WidgetInit::of(&site, clock.now()) };
        let mut response =
            Response::new(Json(init)).header("Cache-Control", "public, max-age=60").header("Vary", "Origin");
        for (name, value) in allowance.headers() {
            response = response.header(name, value);
        }
        if let Some(origin) = origin {
            response = response.header("Access-Control-Allow-Origin", origin.as_str());
        }
        Ok(response)
    }
}

#[OpenApi(prefix_path = "/api/widget")]
impl PanelApi {
    /// What the panel shows of its site
    ///
    /// The same that the panel's document carries, for a panel that has been open for long.
    #[oai(path = "/panel", method = "get", operation_id = "show_panel_config")]
    async fn panel(
        &self,
        request: &Request,
        sites: Data<&Sites>,
        secret: Data<&ServerSecret>,
        clock: Data<&Clock>,
        /// The site's app id.
        app_id: Query<String>,
    ) -> Result<Json<PanelConfig>, ApiError> {
        let site = find(&sites, &secret.0.0, (Some(&app_id), None))?.site;
        let config = PanelConfig {
            captcha: captcha(request),
            uploads: UploadRules::here(request),
            ..PanelConfig::of(&site, clock.now())
        };
        Ok(Json(config.embeddable_by(own_origin(request))))
    }
}

/// What the start document is made from.
struct Handles<'r> {
    sites: &'r Sites,
    limits: &'r Arc<Limits>,
    secret: &'r ServerSecret,
    clock: &'r Clock,
}

impl<'r> Handles<'r> {
    fn of(request: &'r Request) -> Result<Self, ApiError> {
        let find = || {
            Some(Self {
                sites: request.data()?,
                limits: request.data()?,
                secret: request.data()?,
                clock: request.data()?,
            })
        };
        find().ok_or_else(|| crate::base::Error::internal("the widget's API was built without its handles").into())
    }
}

/// A site, and the key that named it where one did.
struct Named {
    site: Arc<Site>,
    key: Option<Arc<SiteKey>>,
}

impl Named {
    /// Whether a page of `origin` may embed the site: the site's own list decides, and a key may narrow it.
    fn check(&self, origin: &Origin) -> Result<(), ApiError> {
        let sentence = if !self.site.allows(origin) {
            "This website is not on the list of those that may embed the widget. Add it under Settings → Install."
        } else if self.key.as_ref().is_some_and(|key| !key.allows(origin)) {
            "This site key does not work on this website. Make one for it, or use the snippet with the app id."
        } else {
            return Ok(());
        };
        Err(ApiError::forbidden("origin-not-allowed", sentence).header("Vary", "Origin"))
    }
}

/// Which captcha first messages need.
pub(super) fn captcha(request: &Request) -> String {
    request.data::<Captcha>().map_or("none", |captcha| captcha.0).to_owned()
}

/// The active site that an app id or a site key names.
fn find(sites: &Sites, server_secret: &Secret<String>, named: (Option<&str>, Option<&str>)) -> Result<Named, ApiError> {
    let named = match named {
        (Some(app_id), _) => sites.by_app_id(app_id).map(|site| Named { site, key: None }),
        (None, Some(key)) => site_key::verify(server_secret, key)
            .and_then(|id| sites.by_key_id(id))
            .map(|KeyedSite { site, key }| Named { site, key: Some(key) }),
        (None, None) => None,
    };
    let named = named.ok_or_else(|| {
        ApiError::forbidden(
            "unknown-site",
            "No site here has this app id or key. Copy the snippet again from Settings → Install.",
        )
    })?;
    if !named.site.is_active {
        return Err(ApiError::forbidden(
            "site-inactive",
            "This site is switched off in Deskbell. An administrator can switch it on again.",
        ));
    }
    Ok(named)
}

/// The origin that asks. `None` for a page of our own: browsers leave the header out there and say so in another.
fn asking_origin(headers: &HeaderMap) -> Result<Option<Origin>, ApiError> {
    let refused = || {
        ApiError::forbidden("origin-missing", "The widget is started by a web page, which sends its Origin. Open the page over http or https, not from a file.")
            .header("Vary", "Origin")
    };
    let mut given = headers.get_all("origin").into_iter();
    match (given.next(), given.next()) {
        (None, _) if headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin") => Ok(None),
        (Some(origin), None) => {
            let origin = origin.to_str().ok().and_then(|origin| Origin::parse(origin).ok());
            origin.map(Some).ok_or_else(refused)
        }
        _ => Err(refused()),
    }
}

/// Lets the asking page read why it was refused: a wrong app id is its author's to mend, and tells nothing else.
fn readable_by(error: ApiError, origin: Option<&Origin>) -> ApiError {
    let error = error.header("Vary", "Origin");
    match origin {
        Some(origin) => error.header("Access-Control-Allow-Origin", origin.as_str()),
        None => error,
    }
}
