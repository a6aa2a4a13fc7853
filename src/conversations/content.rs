//! Content that agents send, read strictly: every wrong field is named, and what was read is safe to show.
//!
//! Only what the team may send is known here; ratings and lines about the conversation are made by Deskbell itself.

use super::shapes::*;
use crate::base::{
    Currency,
    json::{self, Fields, Json, Place, ReadJson, Wrong},
    money::Decimal,
    text,
};

/// The kinds an agent may send.
const KINDS: &[&str] = &["quick_replies", "buttons", "cards", "products", "form"];

/// The longest address, in characters; longer ones break in browsers and mails.
const MAX_URL: usize = 2_000;

/// Longest fall-back text made from content, in characters.
const FALLBACK_CHARS: usize = 500;

/// Schemes of pages and pictures.
const WEB: &[&str] = &["http", "https"];

/// Schemes that a button may lead to.
const OF_BUTTONS: &[&str] = &["http", "https", "mailto", "tel"];

impl ReadJson for MessageContent {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let kind = fields.required_with("type", |json, place, wrong| kind(&json, place, wrong, KINDS))?;
        match kind {
            "quick_replies" => quick_replies(fields).map(Self::QuickReplies),
            "buttons" => buttons(fields).map(Self::Buttons),
            "cards" => cards(fields).map(Self::Cards),
            "products" => products(fields).map(Self::Products),
            _ => form(fields).map(Self::Form),
        }
    }
}

fn quick_replies(mut fields: Fields<'_, '_, '_>) -> Option<QuickReplies> {
    let replies = fields.required_with("replies", |json, place, wrong| lines(json, place, wrong, ([1, 10], 80)));
    fields.finish();
    Some(QuickReplies { replies: replies? })
}

fn buttons(mut fields: Fields<'_, '_, '_>) -> Option<Buttons> {
    let buttons = fields.required_with("buttons", |json, place, wrong| json::list(json, place, wrong, [1, 6]));
    fields.finish();
    Some(Buttons { buttons: buttons? })
}

fn cards(mut fields: Fields<'_, '_, '_>) -> Option<Cards> {
    let cards = fields.required_with("cards", |json, place, wrong| json::list(json, place, wrong, [1, 10]));
    fields.finish();
    Some(Cards { cards: cards? })
}

fn products(mut fields: Fields<'_, '_, '_>) -> Option<Products> {
    let products = fields.required_with("products", |json, place, wrong| json::list(json, place, wrong, [1, 10]));
    fields.finish();
    Some(Products { products: products? })
}

fn form(mut fields: Fields<'_, '_, '_>) -> Option<Form> {
    let title = fields.optional_with("title", |json, place, wrong| line(json, place, wrong, 120));
    let is_contact = fields.optional_with("is_contact", json::flag).unwrap_or(false);
    let asked = fields.required_with("fields", |json, place, wrong| {
        let fields: Vec<FormField> = json::list(json, place, wrong, [1, 12])?;
        let mut is_unique = true;
        for (index, field) in fields.iter().enumerate() {
            if fields[..index].iter().any(|other| other.name == field.name) {
                let element = Place::Element(place, index);
                let sentence = "Another field of this form has this name. Give each a name of its own.";
                wrong.at::<()>(&Place::Field(&element, "name"), sentence);
                is_unique = false;
            }
        }
        is_unique.then_some(fields)
    });
    let submit = fields.optional_with("submit", |json, place, wrong| line(json, place, wrong, 40));
    fields.finish();
    Some(Form { title, is_contact, fields: asked?, submit })
}

impl ReadJson for Button {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let (has_url, has_reply) = (is_said(&json, "url"), is_said(&json, "reply"));
        let mut fields = Fields::open(json, place, wrong)?;
        let text = fields.required_with("text", |json, place, wrong| line(json, place, wrong, 80));
        let url = fields.optional_with("url", |json, place, wrong| safe_url(json, place, wrong, OF_BUTTONS));
        let reply = fields.optional_with("reply", |json, place, wrong| line(json, place, wrong, 500));
        let is_one = match (has_url, has_reply) {
            (true, false) | (false, true) => Some(()),
            (true, true) => fields.wrong_at("reply", "A button has a url or a reply, not both. Leave one out."),
            (false, false) => {
                fields.wrong_at("url", "A button needs a url to lead to, or a reply to send. Give one of them.")
            }
        };
        fields.finish();
        is_one?;
        Some(Self { text: text?, url, reply })
    }
}

impl ReadJson for Card {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let title = fields.required_with("title", |json, place, wrong| line(json, place, wrong, 120));
        let text = fields.optional_with("text", |json, place, wrong| json::text(json, place, wrong, [0, 500]));
        let image_url = fields.optional_with("image_url", |json, place, wrong| safe_url(json, place, wrong, WEB));
        let url = fields.optional_with("url", |json, place, wrong| safe_url(json, place, wrong, WEB));
        let buttons = fields.optional_with("buttons", |json, place, wrong| json::list(json, place, wrong, [0, 3]));
        fields.finish();
        Some(Self { title: title?, text, image_url, url, buttons: buttons.unwrap_or_default() })
    }
}

impl ReadJson for ProductCard {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let (has_price, has_currency) = (is_said(&json, "price"), is_said(&json, "currency"));
        let mut fields = Fields::open(json, place, wrong)?;
        let title = fields.required_with("title", |json, place, wrong| line(json, place, wrong, 120));
        let description =
            fields.optional_with("description", |json, place, wrong| json::text(json, place, wrong, [0, 500]));
        let currency = fields.optional_with("currency", currency);
        let price = fields.optional_with("price", decimal);
        let price = match (price, currency) {
            (Some(price), Some(currency)) => match price.in_currency(currency) {
                Ok(amount) if amount.minor < 0 => fields.wrong_at("price", "A price is not below zero."),
                Ok(amount) => Some(amount.to_string()),
                Err(sentence) => fields.wrong_at("price", sentence),
            },
            _ => None,
        };
        if has_price && !has_currency {
            let sentence = "A price needs its currency: three letters, such as EUR.";
            fields.wrong_at::<()>("currency", sentence);
        }
        let url = fields.optional_with("url", |json, place, wrong| safe_url(json, place, wrong, WEB));
        let image_url = fields.optional_with("image_url", |json, place, wrong| safe_url(json, place, wrong, WEB));
        let is_available = fields.optional_with("is_available", json::flag).unwrap_or(true);
        fields.finish();
        let currency = currency.map(|currency| currency.code().to_owned());
        Some(Self { title: title?, description, price, currency, url, image_url, is_available })
    }
}

impl ReadJson for FormField {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let name = fields.required_with("name", field_name);
        let label = fields.required_with("label", |json, place, wrong| line(json, place, wrong, 120));
        let kind = fields.required_with("kind", field_kind);
        let is_required = fields.optional_with("is_required", json::flag).unwrap_or(false);
        let options = fields.optional_with("options", |json, place, wrong| lines(json, place, wrong, ([0, 30], 120)));
        let options = options.unwrap_or_default();
        let fits = match kind {
            Some(FieldKind::Choice) if options.is_empty() => {
                fields.wrong_at("options", "A choice needs 1 to 30 options.")
            }
            Some(FieldKind::Choice) | None => Some(()),
            Some(_) if !options.is_empty() => fields.wrong_at("options", "Only the kind “choice” has options."),
            Some(_) => Some(()),
        };
        fields.finish();
        fits?;
        Some(Self { name: name?, label: label?, kind: kind?, is_required, options })
    }
}

/// Whether a field was said at all, so that what could not be read is not called missing as well.
fn is_said(json: &Json<'_>, name: &str) -> bool {
    json.get(name).is_some_and(|value| *value != Json::Null)
}

/// One of the `known` kinds.
fn kind(json: &Json<'_>, place: &Place<'_>, wrong: &mut Wrong, known: &[&'static str]) -> Option<&'static str> {
    json::word(json, place, wrong, (known, ["There is no kind", "Known kinds are"]))
}

fn field_kind(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<FieldKind> {
    let words = FieldKind::ALL.map(FieldKind::as_str);
    let said = kind(&json, place, wrong, &words)?;
    FieldKind::ALL.into_iter().find(|kind| kind.as_str() == said)
}

fn field_name(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let name = json::text(json, place, wrong, [1, 64])?;
    if name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Some(name);
    }
    wrong.at(place, "A field's name is 1 to 64 characters of a–z, 0–9 and _, such as order_number.")
}

/// Text of one line that says something.
fn line(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong, most: usize) -> Option<String> {
    let text = json::text(json, place, wrong, [1, most])?;
    if text.trim().is_empty() || text.contains(['\n', '\r']) {
        return wrong.at(place, "Expected one line with some text in it.");
    }
    Some(text.trim().to_owned())
}

/// A list of such lines: how many, and the length of each.
fn lines(
    json: Json<'_>,
    place: &Place<'_>,
    wrong: &mut Wrong,
    ([least, most], chars): ([usize; 2], usize),
) -> Option<Vec<String>> {
    let Json::List(elements) = json else {
        return wrong.at(place, format!("Expected a list, not {}.", json.noun()));
    };
    let count = elements.len();
    if !(least..=most).contains(&count) {
        return wrong.at(place, format!("Expected {least} to {most} elements, not {count}."));
    }
    let read = elements.into_iter().enumerate();
    let read: Vec<_> =
        read.filter_map(|(index, json)| line(json, &Place::Element(place, index), wrong, chars)).collect();
    (read.len() == count).then_some(read)
}

/// An address that a person may safely follow: absolute, of one of the `schemes`, without a name or password in it,
/// which only serve to make a foreign address look like a known one.
fn safe_url(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong, schemes: &[&str]) -> Option<String> {
    let given = json::text(json, place, wrong, [1, MAX_URL])?;
    let url = url::Url::parse(given.trim()).ok().filter(|url| schemes.contains(&url.scheme()));
    let is_web = |url: &url::Url| WEB.contains(&url.scheme());
    let url = url.filter(|url| if is_web(url) { url.host().is_some() } else { !url.path().trim().is_empty() });
    let Some(url) = url else {
        let known = schemes.join(", ");
        return wrong.at(place, format!("Expected a whole address that begins with one of: {known}."));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return wrong.at(place, "This address holds a name or a password before its host. Leave that out.");
    }
    Some(url.to_string())
}

fn currency(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Currency> {
    let code = json::text(json, place, wrong, [1, 16])?;
    match Currency::parse(&code) {
        Some(currency) => Some(currency),
        None => wrong.at(place, "Expected the three letters of a currency, such as EUR."),
    }
}

fn decimal(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Decimal> {
    let read = match &json {
        Json::Number(number) => Decimal::from_number(number),
        Json::Text(text) => Decimal::from_text(text),
        other => return wrong.at(place, format!("Expected a price such as \"19.99\", not {}.", other.noun())),
    };
    read.map_or_else(|sentence| wrong.at(place, sentence), Some)
}

impl FieldKind {
    /// Every kind, as they are documented.
    pub const ALL: [Self; 8] =
        [Self::Text, Self::LongText, Self::Email, Self::Phone, Self::Number, Self::Date, Self::Choice, Self::Check];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Number => "number",
            Self::Date => "date",
            Self::Choice => "choice",
            Self::Check => "check",
        }
    }
}

impl MessageContent {
    /// What stands in place of the content where only text is shown.
    pub fn fallback(&self) -> String {
        let joined = |words: Vec<&str>| text::one_line(&words.join(" · "), FALLBACK_CHARS);
        match self {
            Self::QuickReplies(quick) => joined(quick.replies.iter().map(String::as_str).collect()),
            Self::Buttons(buttons) => joined(buttons.buttons.iter().map(|button| button.text.as_str()).collect()),
            Self::Cards(cards) => joined(cards.cards.iter().map(|card| card.title.as_str()).collect()),
            Self::Products(products) => joined(products.products.iter().map(|one| one.title.as_str()).collect()),
            Self::Form(form) => match &form.title {
                Some(title) => title.clone(),
                None => joined(form.fields.iter().map(|field| field.label.as_str()).collect()),
            },
            Self::Rating(_) => "How was this conversation?".to_owned(),
            Self::Event(event) => event.sentence(),
        }
    }
}

impl ConversationEvent {
    fn sentence(&self) -> String {
        match (self.event, &self.name) {
            (EventKind::Joined, Some(name)) => format!("You are now talking with {name}"),
            (EventKind::Joined, None) => "Somebody of the team answers now".to_owned(),
            (EventKind::Resolved, _) => "This conversation was resolved".to_owned(),
            (EventKind::Reopened, _) => "This conversation was reopened".to_owned(),
        }
    }
}
