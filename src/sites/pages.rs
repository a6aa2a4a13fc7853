//! The document of the panel's frame.

use std::collections::HashMap;

use askama::{Template, filters::Safe};
use poem::{
    Request, Response, handler,
    http::{StatusCode, header},
    web::{Data, Path},
};
use poem_openapi::{Enum, Object, types::ToJSON};

use super::{
    AskContact as Ask, Features, Origin, Site, Sites, Texts,
    api::{Brand, Colors, PurposeView, ThemeView, captcha},
    hours,
    model::MESSAGE_MAX_CHARS,
    privacy::STATEMENT,
};
use crate::{
    base::{Clock, Error, Timestamp, file_types::FILE_TYPES},
    http::{
        Client, UploadLimit,
        html::{AssetUrls, PageError, PageResult, page},
    },
};

/// What the panel must know before it asks for anything.
#[derive(Debug, Object)]
pub struct PanelConfig {
    pub app_id: String,
    pub brand: Brand,
    pub colors: Colors,
    pub theme: ThemeView,
    /// Texts that an administrator has written, by locale. What is absent has words of the panel's own.
    pub texts: HashMap<String, SiteTexts>,
    /// The locale of visitors whose own language no text was written in.
    pub locale: String,
    pub purpose: PurposeView,
    pub features: PanelFeatures,
    pub hours: HoursView,
    /// Which captcha first messages need: `none` or `pow`.
    pub captcha: String,
    pub uploads: UploadRules,
    /// Pages that may embed the panel, as exact origins; empty means any.
    pub allowed_origins: Vec<String>,
    /// The longest message, in characters.
    pub message_max_chars: u32,
}

/// What an administrator has written in one language.
#[derive(Debug, Clone, Default, Object)]
pub struct SiteTexts {
    pub greeting: Option<String>,
    pub introduction: Option<String>,
    /// "We usually answer within an hour."
    pub reply_expectation: Option<String>,
    /// What stands on the home place in place of the expectation outside opening hours.
    pub away: Option<String>,
    /// A short notice on top, such as of a delay in deliveries.
    pub notice: Option<String>,
}

/// Parts of the panel that are switched.
#[derive(Debug, Clone, Object)]
pub struct PanelFeatures {
    /// The home place.
    pub home: bool,
    /// More than one conversation at a time, and the list of them.
    pub messages: bool,
    /// What verified customers see of their orders.
    pub activity: bool,
    pub files: bool,
    pub emoji: bool,
    pub rating: bool,
    pub transcript: bool,
    /// Whether visitors may switch a sound on.
    pub sound: bool,
    /// Whether the team's faces show.
    pub faces: bool,
    /// Whether "Deskbell" stands small at the bottom.
    pub credit: bool,
    /// When visitors are asked for an e-mail address.
    pub ask_contact: AskContact,
}

/// When visitors are asked for an e-mail address; always skippable.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub enum AskContact {
    AfterFirstMessage,
    WhenAway,
    Never,
}

/// Opening hours at this moment.
#[derive(Debug, Clone, Object)]
pub struct HoursView {
    pub is_open: bool,
    /// When it opens or closes next, in milliseconds since 1970 in UTC; absent where it never does.
    pub changes_at: Option<i64>,
    /// What visitors see when closed: `chat` with what to expect, `form` for a message with contact details, `hidden`.
    pub when_closed: WhenClosed,
}

/// What visitors see outside opening hours.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub enum WhenClosed {
    Chat,
    Form,
    Hidden,
}

/// What may be uploaded.
#[derive(Debug, Clone, Object)]
pub struct UploadRules {
    /// Bytes of one file.
    pub max_bytes: i64,
    /// Files of one message.
    pub max_files: i64,
    /// Endings that are taken, such as `.pdf`.
    pub endings: Vec<String>,
}

impl UploadRules {
    /// Every kind of file that is taken, up to the usual size.
    fn usual() -> Self {
        let endings = FILE_TYPES.iter().map(|kind| format!(".{}", kind.ending)).collect();
        Self { max_bytes: 10 * 1_048_576, max_files: 10, endings }
    }

    /// As the server that is asked is set up.
    pub(super) fn here(request: &Request) -> Self {
        let usual = Self::usual();
        let set = request.data::<UploadLimit>().and_then(|limit| i64::try_from(limit.0).ok());
        Self { max_bytes: set.unwrap_or(usual.max_bytes), ..usual }
    }
}

#[derive(Template)]
#[template(path = "widget/frame.html")]
struct Frame {
    name: String,
    css: String,
    js: String,
    config: Safe<String>,
}

/// `GET /w/{app_id}`: the panel. Which pages may frame it stands in its policy.
#[handler]
pub fn panel(
    request: &Request,
    Path(app_id): Path<String>,
    sites: Data<&Sites>,
    clock: Data<&Clock>,
    assets: Data<&AssetUrls>,
) -> PageResult {
    let site = sites.by_app_id(&app_id).filter(|site| site.is_active);
    let Some(site) = site else {
        // The loader is told the reason by the start document; the visitor sees nothing.
        return Ok(Response::builder()
            .status(StatusCode::FORBIDDEN)
            .header(header::CACHE_CONTROL, "no-store")
            .finish());
    };
    let config = PanelConfig {
        captcha: captcha(request),
        uploads: UploadRules::here(request),
        ..PanelConfig::of(&site, clock.now())
    };
    let config = config.embeddable_by(own_origin(request)).to_json_string();
    let frame = Frame {
        name: site.name.clone(),
        css: assets.url("panel.css"),
        js: assets.url("panel.js"),
        config: Safe(for_script(&config)),
    };
    let mut response = page(StatusCode::OK, &frame)?;
    let policy = policy(&site, request)
        .parse()
        .map_err(|_| PageError::from(Error::internal("a stored origin does not fit into a header")))?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

impl PanelConfig {
    /// What visitors may know of a site.
    pub fn of(site: &Site, now: Timestamp) -> Self {
        Self {
            app_id: site.app_id.clone(),
            brand: Brand::of(site),
            colors: Colors::of(&site.look),
            theme: site.look.theme.into(),
            texts: site.texts.iter().map(|(locale, texts)| (locale.as_str().to_owned(), texts.into())).collect(),
            locale: site.locale.as_str().to_owned(),
            purpose: site.purpose.into(),
            features: (&site.features).into(),
            hours: HoursView::of(site, now),
            captcha: "none".to_owned(),
            uploads: UploadRules::usual(),
            allowed_origins: site.allowed_origins.iter().map(ToString::to_string).collect(),
            message_max_chars: u32::try_from(MESSAGE_MAX_CHARS).unwrap_or(u32::MAX),
        }
    }
}

impl PanelConfig {
    /// Deskbell's own pages may embed every panel: the preview and the page to try it on.
    #[must_use]
    pub fn embeddable_by(mut self, own: Option<Origin>) -> Self {
        if let Some(own) = own.filter(|_| !self.allowed_origins.is_empty()) {
            self.allowed_origins.push(own.to_string());
        }
        self
    }
}

/// The origin of Deskbell's own pages, as this request reaches it.
pub fn own_origin(request: &Request) -> Option<Origin> {
    let address = crate::settings::model::request_address(Client::of(request).is_https, request.header(header::HOST)?)?;
    Origin::parse(&address).ok()
}

impl HoursView {
    /// The hours of a site at a moment.
    pub fn of(site: &Site, now: Timestamp) -> Self {
        let hours::Standing { is_open, changes_at } = site.hours.at(now);
        let when_closed = match site.hours.when_closed {
            hours::WhenClosed::Chat => WhenClosed::Chat,
            hours::WhenClosed::Form => WhenClosed::Form,
            hours::WhenClosed::Hidden => WhenClosed::Hidden,
        };
        Self { is_open, changes_at: changes_at.map(Timestamp::as_millis), when_closed }
    }
}

impl From<&Texts> for SiteTexts {
    fn from(texts: &Texts) -> Self {
        let Texts { greeting, introduction, reply_expectation, away, notice } = texts.clone();
        Self { greeting, introduction, reply_expectation, away, notice }
    }
}

impl From<&Features> for PanelFeatures {
    fn from(features: &Features) -> Self {
        let Features { home, messages, activity, files, emoji, rating, transcript, sound, faces, credit, ask_contact } =
            *features;
        let ask_contact = match ask_contact {
            Ask::AfterFirstMessage => AskContact::AfterFirstMessage,
            Ask::WhenAway => AskContact::WhenAway,
            Ask::Never => AskContact::Never,
        };
        Self { home, messages, activity, files, emoji, rating, transcript, sound, faces, credit, ask_contact }
    }
}

/// `GET /privacy.json`: what the widget may store in a browser, for every website to read.
#[handler]
pub fn privacy() -> Result<Response, PageError> {
    let statement = serde_json::to_string(&STATEMENT).map_err(Error::from)?;
    Ok(Response::builder()
        .content_type("application/json")
        .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .header(header::CACHE_CONTROL, "public, max-age=3600")
        .body(statement))
}

/// The panel's content security policy. No `frame-ancestors` at all where the site's list is empty: any page may.
fn policy(site: &Site, request: &Request) -> String {
    let socket = socket_source(request).map(|source| format!(" {source}")).unwrap_or_default();
    let mut policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; media-src 'self' blob:; \
         connect-src 'self'{socket}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; \
         trusted-types deskbell deskbell-worker"
    );
    if !site.allowed_origins.is_empty() {
        policy.push_str("; frame-ancestors 'self'");
        for origin in &site.allowed_origins {
            policy.push(' ');
            policy.push_str(origin.as_str());
        }
    }
    policy
}

/// The socket's address as a source: older browsers do not count it as `'self'`.
fn socket_source(request: &Request) -> Option<String> {
    let is_https = Client::of(request).is_https;
    let address = crate::settings::model::request_address(is_https, request.header(header::HOST)?)?;
    address.strip_prefix("http").map(|rest| format!("ws{rest}"))
}

/// JSON that no HTML parser can leave the script element by, nor an old script parser break a line in.
fn for_script(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_can_end_the_script_element() {
        let json = serde_json::to_string("</script><!--<script>&\u{2028}").unwrap();

        let safe = for_script(&json);

        assert!(!safe.contains(['<', '>', '&', '\u{2028}']));
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), "</script><!--<script>&\u{2028}");
    }
}
