//! Parts of the panel that a site switches, what its pages are for, and which events its page is told of.

use super::words::words;
use crate::base::FieldErrors;

/// What a page is for: it decides texts, the first place and the cards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Purpose {
    #[default]
    Support,
    Sales,
    /// Assistance at the checkout, not payment.
    Checkout,
}

/// When visitors are asked for an e-mail address; always skippable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskContact {
    AfterFirstMessage,
    WhenAway,
    Never,
}

words!(Purpose: Support = "support", Sales = "sales", Checkout = "checkout");
words!(AskContact: AfterFirstMessage = "after_first_message", WhenAway = "when_away", Never = "never");

/// The switches. All but the count in the title are on at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Features {
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
    /// Whether the number of unread answers stands before the page's title.
    pub title: bool,
    /// Whether the team's faces show.
    pub faces: bool,
    /// Whether "Deskbell" stands small at the bottom.
    pub credit: bool,
    pub ask_contact: AskContact,
}

impl Default for Features {
    fn default() -> Self {
        Self {
            home: true,
            messages: true,
            activity: true,
            files: true,
            emoji: true,
            rating: true,
            transcript: true,
            sound: true,
            title: false,
            faces: true,
            credit: true,
            ask_contact: AskContact::AfterFirstMessage,
        }
    }
}

impl Features {
    /// Each switch with its name, in the order people are shown them.
    pub fn switches_mut(&mut self) -> [(&'static str, &mut bool); 11] {
        [
            ("home", &mut self.home),
            ("messages", &mut self.messages),
            ("activity", &mut self.activity),
            ("files", &mut self.files),
            ("emoji", &mut self.emoji),
            ("rating", &mut self.rating),
            ("transcript", &mut self.transcript),
            ("sound", &mut self.sound),
            ("title", &mut self.title),
            ("faces", &mut self.faces),
            ("credit", &mut self.credit),
        ]
    }

    /// Each switch with its name and how it stands.
    pub fn switches(&self) -> [(&'static str, bool); 11] {
        self.clone().switches_mut().map(|(name, is_on)| (name, *is_on))
    }
}

/// The events of the widget's JavaScript API, which a site may mirror to its page's `dataLayer`.
pub const PAGE_EVENTS: &[&str] = &[
    "ready",
    "open",
    "close",
    "unread",
    "navigate",
    "message:sent",
    "message:received",
    "conversation:started",
    "identified",
    "article:viewed",
    "app:opened",
    "lead:submitted",
    "booking:created",
    "csat:submitted",
    "error",
];

/// The events once each, in the order of the list. Those that do not exist are named at `/mirrored_events/{index}`.
pub(super) fn checked_events(events: &[String], errors: &mut FieldErrors) -> Vec<&'static str> {
    for (index, event) in events.iter().enumerate() {
        if !PAGE_EVENTS.contains(&event.as_str()) {
            errors.add(
                format!("/mirrored_events/{index}"),
                "The widget has no event of this name. Choose one of the list.",
            );
        }
    }
    known_events(events)
}

/// Those of the list that exist, once each and in its order.
pub(super) fn known_events(events: &[String]) -> Vec<&'static str> {
    PAGE_EVENTS.iter().copied().filter(|known| events.iter().any(|event| event == known)).collect()
}
