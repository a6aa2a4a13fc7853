//! The nouns of a site and the rules that need no database.

use super::{ContextField, Features, Hours, Locale, Look, Origin, PageRule, Purpose, texts::TextsByLocale};
use crate::base::{Timestamp, ids::SiteId};

/// The longest name of a site or brand, in characters.
const MAX_NAME: usize = 80;

/// Longest message, in characters. About four printed pages; longer texts are better sent as a file. The panel says so
/// before sending, conversations enforce it.
pub const MESSAGE_MAX_CHARS: usize = 10_000;

/// One installation of the widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    /// `icw_` and 24 characters of base62. Public.
    pub app_id: String,
    /// The brand that visitors read.
    pub name: String,
    /// An inactive site answers nothing to visitors.
    pub is_active: bool,
    /// Who may embed the widget; empty means any.
    pub allowed_origins: Vec<Origin>,
    pub look: Look,
    /// The picture that stands for the brand.
    pub logo_id: Option<String>,
    /// The locale of visitors whose own language no text was written in.
    pub locale: Locale,
    pub texts: TextsByLocale,
    /// What pages are for where no rule says otherwise.
    pub purpose: Purpose,
    pub features: Features,
    /// Names of the events that go to the page's `dataLayer`.
    pub mirrored_events: Vec<&'static str>,
    pub page_rules: Vec<PageRule>,
    pub hours: Hours,
    /// The names that the context of a prepared session may hold.
    pub context_fields: Vec<ContextField>,
    /// Grows with each change.
    pub version: i64,
    pub last_seen_at: Option<Timestamp>,
    pub last_seen_origin: Option<String>,
}

impl Site {
    /// A new site, with what every new one has.
    pub fn fresh(id: SiteId, app_id: String, name: String) -> Self {
        Self {
            id,
            app_id,
            name,
            is_active: true,
            allowed_origins: Vec::new(),
            look: Look::default(),
            logo_id: None,
            locale: Locale::default(),
            texts: TextsByLocale::new(),
            purpose: Purpose::default(),
            features: Features::default(),
            mirrored_events: Vec::new(),
            page_rules: Vec::new(),
            hours: Hours::default(),
            context_fields: Vec::new(),
            version: 1,
            last_seen_at: None,
            last_seen_origin: None,
        }
    }

    /// Whether a page of `origin` may embed this site.
    pub fn allows(&self, origin: &Origin) -> bool {
        self.allowed_origins.is_empty() || self.allowed_origins.contains(origin)
    }
}

/// Reads a site's name as somebody typed it.
///
/// # Errors
/// The sentence for the field.
pub fn parse_name(typed: &str) -> Result<String, &'static str> {
    let name = typed.trim();
    let fits = !name.is_empty() && name.chars().count() <= MAX_NAME && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err("Use one line of 1 to 80 characters.") }
}
