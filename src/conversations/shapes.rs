//! What a message may hold beside its text, on the wire and, as JSON, in the database.
//!
//! A message always has a text too: whoever does not know a kind shows that.

use poem_openapi::{Enum, Object, Union};
use serde::{Deserialize, Serialize};

/// What a message holds beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Union)]
#[serde(tag = "type", rename_all = "snake_case")]
#[oai(discriminator_name = "type", one_of = true)]
pub enum MessageContent {
    #[oai(mapping = "quick_replies")]
    QuickReplies(QuickReplies),
    #[oai(mapping = "buttons")]
    Buttons(Buttons),
    #[oai(mapping = "cards")]
    Cards(Cards),
    #[oai(mapping = "products")]
    Products(Products),
    #[oai(mapping = "form")]
    Form(Form),
    #[oai(mapping = "rating")]
    Rating(RatingAsked),
    #[oai(mapping = "event")]
    Event(ConversationEvent),
}

/// Answers to choose from; choosing one sends it as the visitor's message. They go once anything newer was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct QuickReplies {
    /// 1 to 10, each of 1 to 80 characters.
    pub replies: Vec<String>,
}

/// Buttons below the text, which stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Buttons {
    /// 1 to 6.
    pub buttons: Vec<Button>,
}

/// A button: it leads to a page (`url`) or sends a text as the visitor's message (`reply`); one of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Button {
    /// 1 to 80 characters.
    pub text: String,
    /// http, https, mailto or tel.
    pub url: Option<String>,
    /// 1 to 500 characters.
    pub reply: Option<String>,
}

/// One card, or several side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Cards {
    /// 1 to 10.
    pub cards: Vec<Card>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Card {
    /// 1 to 120 characters.
    pub title: String,
    /// At most 500 characters.
    pub text: Option<String>,
    /// http or https.
    pub image_url: Option<String>,
    /// Where the card leads: http or https.
    pub url: Option<String>,
    /// At most 3.
    #[serde(default)]
    pub buttons: Vec<Button>,
}

/// Products of the shop, as they were when they were sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Products {
    /// 1 to 10.
    pub products: Vec<ProductCard>,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct ProductCard {
    /// 1 to 120 characters.
    pub title: String,
    /// At most 500 characters.
    pub description: Option<String>,
    /// In major units, exact: "19.99".
    pub price: Option<String>,
    /// ISO 4217; needed beside a price.
    pub currency: Option<String>,
    /// http or https.
    pub url: Option<String>,
    /// http or https.
    pub image_url: Option<String>,
    /// Whether it can be bought now.
    #[serde(default = "yes")]
    pub is_available: bool,
}

/// A form that the visitor may fill in once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Form {
    /// At most 120 characters.
    pub title: Option<String>,
    /// Whether it asks who the visitor is: `name`, `email` and `phone` of it then become claims.
    #[serde(default)]
    pub is_contact: bool,
    /// 1 to 12.
    pub fields: Vec<FormField>,
    /// The words on its button, 1 to 40 characters.
    pub submit: Option<String>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct FormField {
    /// 1 to 64 characters of a–z, 0–9 and `_`; unique in the form.
    pub name: String,
    /// 1 to 120 characters.
    pub label: String,
    pub kind: FieldKind,
    #[serde(default)]
    pub is_required: bool,
    /// What can be chosen: 1 to 30 of 1 to 120 characters; for the kind `choice` only.
    #[serde(default)]
    pub options: Vec<String>,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum FieldKind {
    Text,
    LongText,
    Email,
    Phone,
    Number,
    Date,
    Choice,
    Check,
}

/// Asks the visitor how the conversation was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct RatingAsked {}

/// A line about the conversation itself. The text says it in English, this in any language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct ConversationEvent {
    pub event: EventKind,
    /// Who of the team it was, where somebody was.
    pub name: Option<String>,
    /// Of `reopened`: whether somebody took back at once that it was resolved. Neither line is shown then, nor the question
    /// between them. Absent where a version before this one wrote the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[oai(skip_serializing_if_is_none)]
    pub is_undoing: Option<bool>,
}

/// What happened to a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename_all = "snake_case")]
pub enum EventKind {
    /// Somebody of the team answers now.
    Joined,
    Resolved,
    Reopened,
}

/// What the visitor answered to a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct Answer {
    pub values: Vec<AnswerValue>,
}

/// One value of an answer, as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Object)]
pub struct AnswerValue {
    pub name: String,
    pub label: String,
    pub value: String,
}

/// Whether a conversation goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Enum)]
#[serde(rename_all = "snake_case")]
#[oai(rename = "ConversationStatus", rename_all = "snake_case")]
pub enum StatusView {
    Open,
    Resolved,
}

fn yes() -> bool {
    true
}
