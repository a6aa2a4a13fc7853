//! The rows of page rules, and what they say of an address.

use super::{inputs::Input, sites::purpose_words};
use crate::{
    base::FieldErrors,
    http::forms::Form,
    sites::{
        PageRule, Site,
        page_rules::{Act, Device, MAX_RULES, Page, decide},
    },
};

/// One rule as a row of controls.
pub struct RuleRow {
    pub index: usize,
    /// Counted from one, as people do.
    pub number: usize,
    pub is_first: bool,
    pub is_last: bool,
    pub inputs: Vec<Input>,
}

/// What the rules say of an address.
pub struct Tried {
    /// Whether the launcher shows, or why nobody can tell.
    pub badge: &'static str,
    pub answer: String,
    pub why: String,
    pub purpose: String,
}

/// The rules of a form, in its order. What cannot be read as a choice fits everything.
pub fn read(form: &Form) -> Vec<PageRule> {
    let text = |index: usize, field: &str| {
        let typed = form.text(&format!("rule_{index}_{field}")).trim();
        (!typed.is_empty()).then(|| typed.to_owned())
    };
    let rule = |index: usize| {
        let act = Act::parse(form.text(&format!("rule_{index}_do")))?;
        Some(PageRule {
            act,
            path: text(index, "path"),
            query: text(index, "query"),
            device: text(index, "device").and_then(|word| Device::parse(&word)),
            language: text(index, "language"),
            signed_in: text(index, "signed_in").map(|word| word == "yes"),
        })
    };
    // One more than fits: then the refusal says so, and nothing vanishes unseen.
    (0..=MAX_RULES).map_while(rule).collect()
}

impl RuleRow {
    /// Rule `index` of those up to `last`.
    pub fn of(rule: &PageRule, (index, last): (usize, usize), errors: &FieldErrors) -> Self {
        let name = |field: &str| format!("rule_{index}_{field}");
        let pointer = |field: &str| format!("/page_rules/{index}/{field}");
        let line = |label: &str, field: &str, value: &Option<String>, example: &str| {
            let input = Input::text(label, name(field), value.clone().unwrap_or_default());
            Input { placeholder: example.to_owned(), is_code: true, max_length: Some(200), ..input }
                .wrong_at(errors, &pointer(field))
        };
        let select = |label: &str, field: &str, options: &[(&str, &str)], chosen: &str| {
            let option = |(value, words): &(&str, &str)| ((*value).to_owned(), (*words).to_owned(), *value == chosen);
            Input::select(label, name(field), options.iter().map(option).collect())
        };
        let acts = Act::ALL.iter().map(|act| (act.as_str(), act_words(*act))).collect::<Vec<_>>();
        let signed_in = match rule.signed_in {
            None => "",
            Some(true) => "yes",
            Some(false) => "no",
        };
        Self {
            index,
            number: index + 1,
            is_first: index == 0,
            is_last: index == last,
            inputs: vec![
                select("What", "do", &acts, rule.act.as_str()),
                line("Path", "path", &rule.path, "any, or /blog/*"),
                line("Query", "query", &rule.query, "any, or ref=mail"),
                select(
                    "Device",
                    "device",
                    &[("", "Any"), ("phone", "Phone"), ("desktop", "Computer")],
                    rule.device.map_or("", Device::as_str),
                ),
                line("Language", "language", &rule.language, "any, or de"),
                select(
                    "Visitor",
                    "signed_in",
                    &[("", "Anybody"), ("yes", "Signed in"), ("no", "Not signed in")],
                    signed_in,
                ),
            ],
        }
    }
}

/// The controls to try an address with.
pub fn probe(form: Option<&Form>) -> Vec<Input> {
    let typed = |name: &str| form.map_or("", |form| form.text(name)).to_owned();
    let select = |label: &str, name: &str, options: &[(&str, &str)]| {
        let chosen = typed(name);
        let option = |(value, words): &(&str, &str)| ((*value).to_owned(), (*words).to_owned(), *value == chosen);
        Input::select(label, name, options.iter().map(option).collect())
    };
    let address = Input::text("Address", "try_address", typed("try_address"));
    let language = Input::text("Language", "try_language", typed("try_language"));
    vec![
        Input { placeholder: "https://www.shop.example/pricing?ref=mail".to_owned(), is_code: true, ..address },
        select("Device", "try_device", &[("desktop", "Computer"), ("phone", "Phone")]),
        Input { placeholder: "en".to_owned(), is_code: true, ..language },
        select("Visitor", "try_signed_in", &[("no", "Not signed in"), ("yes", "Signed in")]),
    ]
}

/// Says what `rules` do on the page that the form names.
pub fn try_address(rules: &[PageRule], site: &Site, form: &Form) -> Tried {
    let typed = form.text("try_address").trim();
    let absolute = match typed {
        path if path.starts_with('/') => format!("https://site.example{path}"),
        address if address.contains("://") => address.to_owned(),
        address => format!("https://{address}"),
    };
    let Some(url) = url::Url::parse(&absolute).ok().filter(|url| url.has_host() && !typed.is_empty()) else {
        return Tried {
            badge: "warn",
            answer: "This is no address".to_owned(),
            why: "Write it as in the browser, or only its path, such as /pricing.".to_owned(),
            purpose: String::new(),
        };
    };
    let page = Page {
        path: url.path(),
        query: url.query().unwrap_or(""),
        device: Device::parse(form.text("try_device")).unwrap_or(Device::Desktop),
        language: form.text("try_language").trim(),
        signed_in: form.text("try_signed_in") == "yes",
    };
    told(rules, site, &page)
}

fn told(rules: &[PageRule], site: &Site, page: &Page<'_>) -> Tried {
    let decision = decide(rules, page);
    // A rule asked alone changes something exactly where it fits.
    let fits = |rule: &PageRule| {
        let alone = decide(std::slice::from_ref(rule), page);
        if rule.act == Act::Show { alone.shows } else { !alone.shows || alone.purpose.is_some() }
    };
    let first = |is_about_launcher: bool| {
        rules.iter().position(|rule| rule.act.purpose().is_none() == is_about_launcher && fits(rule))
    };
    let why = match (first(true), decision.shows) {
        (Some(index), _) => format!("Rule {} decides.", index + 1),
        (None, true) => "No rule about the launcher fits, so it shows.".to_owned(),
        (None, false) => {
            "No rule fits, and where a rule shows the launcher somewhere, it shows nowhere else.".to_owned()
        }
    };
    let purpose = match (first(false), decision.purpose) {
        (Some(index), Some(purpose)) => format!("Purpose: {}, by rule {}.", purpose_words(purpose).0, index + 1),
        _ => format!("Purpose: {}, that of the site.", purpose_words(site.purpose).0),
    };
    let own_button = site.look.is_launcher_hidden && decision.shows;
    let answer = match (decision.shows, own_button) {
        (_, true) => "No launcher: the site uses its own button",
        (true, false) => "The launcher shows",
        (false, false) => "The launcher does not show",
    };
    Tried { badge: if decision.shows { "ok" } else { "info" }, answer: answer.to_owned(), why, purpose }
}

fn act_words(act: Act) -> &'static str {
    match act {
        Act::Show => "Show the launcher",
        Act::Hide => "Hide the launcher",
        Act::Support => "Purpose: support",
        Act::Sales => "Purpose: sales",
        Act::Checkout => "Purpose: checkout",
    }
}
