//! The start document of the widget on the wire: what the launcher needs before anybody has acted.
//!
//! **Invariant:** at most 1 KB; `actions` refuse what would make it larger.

use std::collections::BTreeMap;

use poem_openapi::{Enum, Object, types::ToJSON};

use super::{
    Colour, Features, Icon, LauncherSize, Locale, Look, PageRule, Purpose, Side, Site, Theme,
    hours::WhenClosed,
    launcher_words,
    page_rules::{Act, Device},
};
use crate::{base::Timestamp, pictures::model::url_of};

/// The most bytes of the start document: it is on the way to the first pixel of every page.
pub const INIT_BYTES: usize = 1_024;

/// The texts of the panel on its light background.
const TEXT: Colour = Colour::new(0x16, 0x1a, 0x16);
const TEXT_LIGHT: Colour = Colour::new(0x4a, 0x52, 0x4a);

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
    /// Parts of the panel that are not as usual. What is absent is on, but for the count in the title.
    pub features: BTreeMap<String, bool>,
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
    /// What the launcher says in the language that was asked for; absent where none was, or none that the widget
    /// speaks: then it says it in English.
    #[oai(skip_serializing_if_is_none)]
    pub words: Option<LauncherWords>,
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
    /// Text and drawings on the brand colour: black or white, whichever is easier to read.
    #[oai(rename = "onPrimary")]
    pub on_primary: String,
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
    pub texts: BTreeMap<String, String>,
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

/// A rule about pages. What it leaves out fits everything, and is left out here too: the document stays small.
#[derive(Debug, Clone, Object)]
pub struct PageRuleView {
    /// `show` or `hide` the launcher, or the purpose of the page: `support`, `sales`, `checkout`.
    #[oai(rename = "do")]
    pub act: String,
    /// A path such as `/pricing`, `*` for anything: `/blog/*`, `*`.
    #[oai(skip_serializing_if_is_none)]
    pub path: Option<String>,
    /// A query parameter that must be there, `ref` or `ref=mail`.
    #[oai(skip_serializing_if_is_none)]
    pub query: Option<String>,
    /// `phone` or `desktop`.
    #[oai(skip_serializing_if_is_none)]
    pub device: Option<String>,
    /// The beginning of the page's language, such as `de`.
    #[oai(skip_serializing_if_is_none)]
    pub language: Option<String>,
    /// Whether the page has said who its visitor is.
    #[oai(skip_serializing_if_is_none)]
    pub signed_in: Option<bool>,
}

/// What the launcher says, and what stands beside it.
#[derive(Debug, Clone, Object)]
pub struct LauncherWords {
    /// The launcher's name while the panel is closed.
    pub open: String,
    /// Its name while the panel is open.
    pub close: String,
    /// Follows the name; `#` stands for how many answers are unread.
    pub unread: String,
    /// Closes a line beside the launcher.
    pub dismiss: String,
    /// What is said when the panel does not come.
    pub unreachable: String,
    /// The title of the panel.
    pub chat: String,
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

impl WidgetInit {
    /// The start document of a site at a moment.
    pub fn of(site: &Site, now: Timestamp) -> Self {
        let launcher_texts = site.look.launcher_texts.iter();
        let usual = Features::default().switches();
        let features = site.features.switches().into_iter().zip(usual).filter(|(part, usual)| part != usual);
        let is_hidden_now = site.hours.when_closed == WhenClosed::Hidden && !site.hours.at(now).is_open;
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
                texts: launcher_texts.map(|(locale, text)| (locale.as_str().to_owned(), text.clone())).collect(),
                icon: site.look.icon.into(),
                has_pulse: site.look.has_pulse,
            },
            panel: format!("/w/{}", site.app_id),
            features: features.map(|((name, is_on), _)| (name.to_owned(), is_on)).collect(),
            purpose: site.purpose.into(),
            locale: site.locale.as_str().to_owned(),
            pages: site.page_rules.iter().map(PageRuleView::from).collect(),
            mirror: site.mirrored_events.iter().map(|event| (*event).to_owned()).collect(),
            is_away: is_hidden_now,
            captcha: "none".to_owned(),
            captcha_site_key: None,
            words: None,
        }
    }

    /// With what the launcher says in a language.
    #[must_use]
    pub fn speaking(mut self, locale: Option<Locale>) -> Self {
        self.words = locale.map(LauncherWords::of);
        self
    }

    /// How large the document of a site is at most, in bytes: with the longest words where choosing another one is no
    /// reason to refuse anything.
    pub fn bytes(site: &Site) -> usize {
        let longest =
            Self { is_away: false, purpose: PurposeView::Checkout, ..Self::of(site, Timestamp::from_millis(0)) };
        let length = |locale: &Locale| LauncherWords::of(*locale).to_json_string().len();
        longest.speaking(Locale::ALL.iter().max_by_key(|locale| length(locale)).copied()).to_json_string().len()
    }
}

impl Brand {
    /// What visitors see of the brand.
    pub fn of(site: &Site) -> Self {
        Self { name: site.name.clone(), logo: site.logo_id.as_deref().map(url_of) }
    }
}

impl Colors {
    /// The chosen colour and those that follow from it.
    pub fn of(look: &Look) -> Self {
        Self {
            primary: look.primary.to_string(),
            primary_light: look.primary.light().to_string(),
            on_primary: look.primary.readable().to_string(),
            text: TEXT.to_string(),
            text_light: TEXT_LIGHT.to_string(),
        }
    }
}

impl LauncherWords {
    /// The words in a language.
    pub fn of(locale: Locale) -> Self {
        let [open, close, unread, dismiss, unreachable, chat] = launcher_words::of(locale).map(str::to_owned);
        Self { open, close, unread, dismiss, unreachable, chat }
    }
}

impl From<&PageRule> for PageRuleView {
    fn from(rule: &PageRule) -> Self {
        Self {
            act: Act::as_str(rule.act).to_owned(),
            path: rule.path.clone(),
            query: rule.query.clone(),
            device: rule.device.map(|device| Device::as_str(device).to_owned()),
            language: rule.language.clone(),
            signed_in: rule.signed_in,
        }
    }
}

/// Gives a wire word to each choice of a model.
macro_rules! view {
    ($model:ident as $view:ident: $($variant:ident),+) => {
        impl From<$model> for $view {
            fn from(choice: $model) -> Self {
                match choice { $($model::$variant => Self::$variant),+ }
            }
        }
    };
}

view!(Side as SideView: Left, Right);
view!(LauncherSize as LauncherSizeView: Small, Medium, Large);
view!(Theme as ThemeView: Light, Dark, Auto);
view!(Icon as LauncherIcon: Chat, Question, Wave, Logo);
view!(Purpose as PurposeView: Support, Sales, Checkout);
