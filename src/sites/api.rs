//! The start document of the widget: the one call that its loader makes on a customer's page.
//!
//! The same for everyone, small, cacheable for a minute; no cookie, no row. The answer is given to the page that
//! may embed the site and to no other.

use std::{collections::HashMap, sync::Arc};

use poem::{Request, http::HeaderMap, web::Data};
use poem_openapi::{
    Enum, Object, OpenApi,
    param::Query,
    payload::{Json, Response},
};

use super::{Colour, LauncherSize, Look, Origin, Side, Site, Sites, Theme, pages::PanelConfig, site_key};
use crate::{
    base::Secret,
    config::Captcha,
    http::{ApiError, Client, Key, Limit, Limits},
    settings::model::ServerSecret,
};

/// The texts of the panel on its light background.
const TEXT: Colour = Colour::new(0x16, 0x1a, 0x16);
const TEXT_LIGHT: Colour = Colour::new(0x4a, 0x52, 0x4a);

/// The start document for whoever embeds the widget.
pub struct InitApi;

/// What the panel asks about its site.
pub struct PanelApi;

/// What the launcher needs before anybody has acted.
#[derive(Debug, Object)]
pub struct WidgetInit {
    /// The site's public id.
    pub app_id: String,
    /// Who speaks.
    pub brand: Brand,
    /// Any CSS colours. They become the custom properties `--widget-primary` and so on.
    pub colors: Colors,
    pub theme: ThemeView,
    pub launcher: LauncherLook,
    /// The path of the panel document on this server.
    pub panel: String,
    /// Parts of the panel that are switched on or off.
    pub features: HashMap<String, bool>,
    /// What a page is for where no rule says otherwise.
    pub purpose: PurposeView,
    /// The locale of visitors whose own language no text was written in.
    pub locale: String,
    /// Where the launcher shows and what pages are for: the first that fits decides. At most 20.
    pub pages: Vec<PageRuleView>,
    /// Names of the events that go to the page's `dataLayer`.
    pub mirror: Vec<String>,
    /// Outside opening hours, where the site then hides its widget: nothing shows.
    pub is_away: bool,
    /// Which captcha first messages need: `none`, or `pow` for a proof of work that the panel does unseen.
    pub captcha: String,
    #[oai(rename = "captchaSiteKey")]
    pub captcha_site_key: Option<String>,
}

/// The name and the logo that visitors see.
#[derive(Debug, Object)]
pub struct Brand {
    pub name: String,
    pub logo: Option<String>,
}

/// The site's colours.
#[derive(Debug, Object)]
pub struct Colors {
    /// The brand colour.
    pub primary: String,
    /// A light shade of it, for backgrounds.
    #[oai(rename = "primaryLight")]
    pub primary_light: String,
    /// Text on a light background.
    pub text: String,
    /// Lesser text on a light background.
    #[oai(rename = "textLight")]
    pub text_light: String,
}

/// Where the launcher stands and how large it is.
#[derive(Debug, Object)]
pub struct LauncherLook {
    pub position: SideView,
    /// Distance from the side edge in pixels, 0 to 1000.
    pub offset_x: u16,
    /// Distance from the bottom in pixels, 0 to 1000.
    pub offset_y: u16,
    pub size: LauncherSizeView,
    /// Whether the page opens the panel by a button of its own.
    pub is_hidden: bool,
    /// What the launcher says beside its drawing, by locale; empty where it is the drawing alone.
    pub texts: HashMap<String, String>,
    pub icon: LauncherIcon,
    /// Whether it moves gently at the first load.
    pub has_pulse: bool,
}

/// The launcher's drawing.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename_all = "lowercase")]
pub enum LauncherIcon {
    Chat,
    Question,
    Wave,
    Logo,
}

/// What a page is for: it decides texts, the first place and the cards.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename = "Purpose", rename_all = "lowercase")]
pub enum PurposeView {
    Support,
    Sales,
    Checkout,
}

/// A rule about pages. What it leaves out fits everything.
#[derive(Debug, Clone, Object)]
pub struct PageRuleView {
    /// `show` or `hide` the launcher, or the purpose of the page: `support`, `sales`, `checkout`.
    #[oai(rename = "do")]
    pub act: String,
    /// A path such as `/pricing`, `*` for anything: `/blog/*`, `*`.
    pub path: Option<String>,
    /// A query parameter that must be there, `ref` or `ref=mail`.
    pub query: Option<String>,
    /// `phone` or `desktop`.
    pub device: Option<String>,
    /// The beginning of the page's language, such as `de`.
    pub language: Option<String>,
    /// Whether the page has said who its visitor is.
    pub signed_in: Option<bool>,
}

/// The side of the page.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename = "Side", rename_all = "lowercase")]
pub enum SideView {
    Left,
    Right,
}

/// 48, 56 or 64 px.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename = "LauncherSize", rename_all = "lowercase")]
pub enum LauncherSizeView {
    Small,
    Medium,
    Large,
}

/// Light, dark, or what the visitor's system says.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename = "Theme", rename_all = "lowercase")]
pub enum ThemeView {
    Light,
    Dark,
    Auto,
}

#[OpenApi(prefix_path = "/api/widget")]
impl InitApi {
    /// Start document of the widget
    ///
    /// Needs an `Origin` on the site's list; the answer may be read by that origin only.
    #[oai(path = "/init", method = "get", operation_id = "show_widget_init")]
    async fn init(
        &self,
        request: &Request,
        sites: Data<&Sites>,
        limits: Data<&Arc<Limits>>,
        secret: Data<&ServerSecret>,
        /// The site's app id.
        app_id: Query<Option<String>>,
        /// Or a site key.
        key: Query<Option<String>>,
    ) -> Result<Response<Json<WidgetInit>>, ApiError> {
        let allowance = limits.take(Limit::Init, Key::address(Client::of(request).address))?;
        let origin = asking_origin(request.headers())?;
        let site = find(&sites, &secret.0.0, (app_id.0.as_deref(), key.0.as_deref()))
            .map_err(|error| readable_by(error, origin.as_ref()))?;
        if origin.as_ref().is_some_and(|origin| !site.allows(origin)) {
            return Err(ApiError::forbidden(
                "origin-not-allowed",
                "This website is not on the list of those that may embed the widget. Add it under Settings → Install.",
            )
            .header("Vary", "Origin"));
        }
        let init = WidgetInit { captcha: captcha(request), ..WidgetInit::of(&site) };
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
        /// The site's app id.
        app_id: Query<String>,
    ) -> Result<Json<PanelConfig>, ApiError> {
        let site = find(&sites, &secret.0.0, (Some(&app_id), None))?;
        Ok(Json(PanelConfig { captcha: captcha(request), ..PanelConfig::of(&site) }))
    }
}

/// Which captcha first messages need.
pub(super) fn captcha(request: &Request) -> String {
    request.data::<Captcha>().map_or("none", |captcha| captcha.0).to_owned()
}

/// The active site that an app id or a site key names.
fn find(
    sites: &Sites,
    server_secret: &Secret<String>,
    named: (Option<&str>, Option<&str>),
) -> Result<Arc<Site>, ApiError> {
    let site = match named {
        (Some(app_id), _) => sites.by_app_id(app_id),
        (None, Some(key)) => site_key::verify(server_secret, key).and_then(|id| sites.by_key_id(id)),
        (None, None) => None,
    };
    let site = site.ok_or_else(|| {
        ApiError::forbidden(
            "unknown-site",
            "No site here has this app id or key. Copy the snippet again from Settings → Install.",
        )
    })?;
    if !site.is_active {
        return Err(ApiError::forbidden(
            "site-inactive",
            "This site is switched off in Deskbell. An administrator can switch it on again.",
        ));
    }
    Ok(site)
}

impl WidgetInit {
    fn of(site: &Site) -> Self {
        Self {
            app_id: site.app_id.clone(),
            brand: Brand::of(site),
            colors: Colors::of(&site.look),
            theme: site.look.theme.into(),
            launcher: LauncherLook {
                position: site.look.position.into(),
                offset_x: site.look.offset_x,
                offset_y: site.look.offset_y,
                size: site.look.size.into(),
                is_hidden: site.look.is_launcher_hidden,
                texts: HashMap::new(),
                icon: LauncherIcon::Chat,
                has_pulse: true,
            },
            panel: format!("/w/{}", site.app_id),
            features: HashMap::new(),
            purpose: PurposeView::Support,
            locale: "en".to_owned(),
            pages: Vec::new(),
            mirror: Vec::new(),
            is_away: false,
            captcha: "none".to_owned(),
            captcha_site_key: None,
        }
    }
}

impl Brand {
    /// What visitors see of the brand.
    pub fn of(site: &Site) -> Self {
        Self { name: site.name.clone(), logo: None }
    }
}

impl Colors {
    /// The chosen colour and those that follow from it.
    pub fn of(look: &Look) -> Self {
        Self {
            primary: look.primary.to_string(),
            primary_light: look.primary.light().to_string(),
            text: TEXT.to_string(),
            text_light: TEXT_LIGHT.to_string(),
        }
    }
}

impl From<Side> for SideView {
    fn from(side: Side) -> Self {
        match side {
            Side::Left => Self::Left,
            Side::Right => Self::Right,
        }
    }
}

impl From<LauncherSize> for LauncherSizeView {
    fn from(size: LauncherSize) -> Self {
        match size {
            LauncherSize::Small => Self::Small,
            LauncherSize::Medium => Self::Medium,
            LauncherSize::Large => Self::Large,
        }
    }
}

impl From<Theme> for ThemeView {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
            Theme::Auto => Self::Auto,
        }
    }
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
