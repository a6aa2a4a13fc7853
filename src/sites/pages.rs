//! The document of the panel's frame.

use askama::{Template, filters::Safe};
use poem::{
    Request, Response, handler,
    http::{StatusCode, header},
    web::{Data, Path},
};
use poem_openapi::{Object, types::ToJSON};

use super::{
    Site, Sites,
    api::{Brand, Colors, ThemeView},
    model::MESSAGE_MAX_CHARS,
};
use crate::{
    base::Error,
    http::{
        Client,
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
    pub greeting: String,
    pub introduction: String,
    /// When visitors may expect an answer, in words.
    pub reply_expectation: String,
    /// Pages that may embed the panel, as exact origins; empty means any.
    pub allowed_origins: Vec<String>,
    /// The longest message, in characters.
    pub message_max_chars: u32,
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
    let config = PanelConfig::of(&site).to_json_string();
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
    pub fn of(site: &Site) -> Self {
        Self {
            app_id: site.app_id.clone(),
            brand: Brand::of(site),
            colors: Colors::of(&site.look),
            theme: site.look.theme.into(),
            greeting: site.look.greeting.clone(),
            introduction: site.look.introduction.clone(),
            reply_expectation: site.look.reply_expectation.clone(),
            allowed_origins: site.allowed_origins.iter().map(ToString::to_string).collect(),
            message_max_chars: u32::try_from(MESSAGE_MAX_CHARS).unwrap_or(u32::MAX),
        }
    }
}

/// The panel's content security policy. No `frame-ancestors` at all where the site's list is empty: any page may.
fn policy(site: &Site, request: &Request) -> String {
    let socket = socket_source(request).map(|source| format!(" {source}")).unwrap_or_default();
    let mut policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; media-src 'self' blob:; \
         connect-src 'self'{socket}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    );
    if !site.allowed_origins.is_empty() {
        policy.push_str("; frame-ancestors");
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
