//! What the widget may store in a browser: everything, for the cookie banners of the websites that embed it.
//!
//! **Invariant:** whatever the front end stores stands here; a test reads its sources for names.

use serde::Serialize;

/// Where something is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Place {
    /// The website that embeds the widget.
    #[serde(rename = "host page")]
    HostPage,
    /// Deskbell's own origin inside the frame; browsers that partition storage keep it apart for each website.
    #[serde(rename = "widget frame")]
    WidgetFrame,
}

/// One thing that may be stored.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Stored {
    /// The name. `{app_id}` is the site's app id; what else stands in braces differs from one to the next.
    pub name: &'static str,
    pub place: Place,
    /// `localStorage`, or `sessionStorage` for one tab. Where the first is blocked the second is used, then neither.
    pub storage: &'static str,
    /// What the visitor does before it is stored.
    pub when: &'static str,
    pub how_long: &'static str,
    pub why: &'static str,
    /// Whether the chat cannot work without it once somebody uses it.
    pub is_necessary: bool,
}

/// One thing that the server is told about a visit.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Told {
    /// The field of the page report.
    pub name: &'static str,
    /// What the visitor does before it is told.
    pub when: &'static str,
    pub how_long: &'static str,
    pub why: &'static str,
}

/// The whole statement.
#[derive(Debug, Serialize)]
pub struct Statement {
    /// In one sentence.
    pub summary: &'static str,
    /// Cookies the widget sets: none.
    pub cookies: [&'static str; 0],
    pub stored: &'static [Stored],
    /// What the server is told about the page and the browser.
    pub told: &'static [Told],
}

const LOCAL: &str = "localStorage";
const TAB: &str = "sessionStorage";

/// The act before which nothing is stored.
const FIRST_ACT: &str = "At the visitor's first act (sending a message or file, answering a form, rating), or when the website proves who its customer is.";

/// Until the browser is told to forget.
const UNTIL_LOGOUT: &str = "Until the website logs the visitor out or the browser's storage is cleared.";

/// All of it.
pub const STATEMENT: Statement = Statement {
    summary: "Nothing is stored before the visitor acts or the website proves who its customer is, and no cookie ever. Opening the chat stores nothing.",
    cookies: [],
    stored: &[
        Stored {
            name: "deskbell:{app_id}",
            place: Place::HostPage,
            storage: LOCAL,
            when: FIRST_ACT,
            how_long: UNTIL_LOGOUT,
            why: "Says only that this browser has used the chat, so that unread answers show on the next page.",
            is_necessary: true,
        },
        Stored {
            name: "deskbell:{app_id}:token",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: FIRST_ACT,
            how_long: "Until the website logs the visitor out or the browser's storage is cleared; it opens nothing any more 400 days after its last use.",
            why: "Opens this browser's own conversations, and nothing else.",
            is_necessary: true,
        },
        Stored {
            name: "deskbell:{app_id}:visitor",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: FIRST_ACT,
            how_long: UNTIL_LOGOUT,
            why: "Says which visitor the token belongs to, so that nothing of one person is shown to the next at the same browser.",
            is_necessary: true,
        },
        Stored {
            name: "deskbell:{app_id}:out:{message}",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: "When the visitor sends a message.",
            how_long: "Until the server has confirmed the message.",
            why: "Keeps what was sent while the connection is away.",
            is_necessary: true,
        },
        Stored {
            name: "deskbell:{app_id}:draft",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: "When somebody who has acted before types a message.",
            how_long: "Until it is sent, emptied, or the visitor is logged out.",
            why: "Keeps what was typed over a change of page.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:draft:{conversation}",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: "When somebody who has acted before types a message in a conversation.",
            how_long: "Until it is sent, emptied, or the visitor is logged out.",
            why: "Keeps what was typed in each conversation over a change of page.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:asked",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: "When somebody who has acted answers or skips the question for contact details.",
            how_long: UNTIL_LOGOUT,
            why: "Keeps the question from being asked again.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:dismissed",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: "When somebody who has acted closes the preview of an answer beside the launcher.",
            how_long: UNTIL_LOGOUT,
            why: "Keeps that preview closed.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:sound",
            place: Place::WidgetFrame,
            storage: LOCAL,
            when: "When somebody who has acted switches the sound on or off.",
            how_long: UNTIL_LOGOUT,
            why: "Remembers the choice.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:files",
            place: Place::WidgetFrame,
            storage: TAB,
            when: "When the visitor uploads a file for a new conversation, or one who has acted before picks one.",
            how_long: "Until the file is sent or taken away, the visitor is logged out, or the tab is closed.",
            why: "Keeps the names of files that are not sent yet over a change of page.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:files:{conversation}",
            place: Place::WidgetFrame,
            storage: TAB,
            when: "When the visitor uploads a file, or one who has acted before picks one.",
            how_long: "Until the file is sent or taken away, the visitor is logged out, or the tab is closed.",
            why: "Keeps the names of files that are not sent yet over a change of page.",
            is_necessary: false,
        },
        Stored {
            name: "deskbell:{app_id}:place",
            place: Place::WidgetFrame,
            storage: TAB,
            when: "When somebody who has acted opens, closes or moves within the chat.",
            how_long: "Until the tab is closed.",
            why: "Keeps the chat as it was left on the next page of the same tab.",
            is_necessary: false,
        },
    ],
    told: &[
        told("origin", WITH_CALLS, "Lets the chat run on the websites it is for, and on no others."),
        told("url", WITH_CALLS, "Shows the team the page somebody asks about; without its query and fragment."),
        told("title", WITH_CALLS, "Names that page."),
        told("referrer", WITH_CALLS, "Shows the team where somebody came from; without its query and fragment."),
        told("campaign", WITH_CALLS, "Shows the team which campaign brought somebody: the utm words of the address."),
        told("locale", FIRST_ACT, "Shows the team which language to answer in."),
        told("time_zone", FIRST_ACT, "Shows the team what time it is where somebody is."),
        told("device", FIRST_ACT, "Shows the team whether somebody holds a phone: phone, tablet or desktop, no more."),
    ],
};

/// When a panel that nobody has acted in speaks to the server.
const WITH_CALLS: &str =
    "At the visitor's first act, or when the website says who its customer is; then with each page.";

const fn told(name: &'static str, when: &'static str, why: &'static str) -> Told {
    let how_long = "With the visitor, until it is erased; the list of pages for 90 days, at most 100 pages.";
    Told { name, when, how_long, why }
}
