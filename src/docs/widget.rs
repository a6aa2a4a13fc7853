//! What a page may say to the widget and hear from it, in words. A test holds the names against the loader's own.

/// What each command does.
pub const COMMANDS: &[(&str, &str)] = &[
    ("open, close, toggle", "Opens and closes the panel."),
    ("showNewMessage, text?", "Opens a new conversation, with this text in the box."),
    ("showHome, showMessages, showActivity", "Open that place of the panel."),
    ("showConversation, id", "Opens one of the visitor's conversations."),
    ("showArticle, slug", "Opens the help centre at an article."),
    ("showBooking, {service?, provider?}?", "Opens the booking of appointments."),
    ("showContact", "Opens the contact form."),
    ("showFlow, id", "Opens a flow."),
    ("showApp, id", "Opens an embedded app."),
    ("identify, {…}", "Says who the visitor is; see below."),
    ("logout", "Forgets the visitor on this browser and ends the session on the server."),
    ("setAttributes, {…}", "Adds facts about the visitor, known by name or not."),
    ("track, name, {…}?", "Notes an event on the visitor's timeline, for agents to see."),
    ("setLocale, tag", "Changes the language, such as “de”."),
    ("setTheme, name", "“light”, “dark” or “auto”."),
    ("hideLauncher, showLauncher", "Hides and shows the button."),
    ("on, event, function", "Calls your function at each such event; answers with a function that ends it."),
    ("off, event, function?", "Ends it; without the function, all of that event."),
    ("getState", "Answers {ready, open, unread, locale, identified, verified}, once the script has loaded."),
    ("destroy", "Removes the widget from the page."),
];

/// What each event tells.
pub const EVENTS: &[(&str, &str)] = &[
    ("ready", "The widget is on the page."),
    ("open", "The panel was opened."),
    ("close", "The panel was closed."),
    ("unread", "{count}: unread answers have come or were read."),
    ("navigate", "{view}: the visitor went to another place of the panel."),
    ("message:sent", "{conversation_id, message_id}: a message of the visitor is stored."),
    ("message:received", "{conversation_id, message_id}: an answer has come."),
    ("conversation:started", "{conversation_id}: a first message is stored."),
    ("identified", "{verified}: it was said who the visitor is, and whether that is proven."),
    ("article:viewed", "An article was opened."),
    ("app:opened", "An embedded app was opened."),
    ("lead:submitted", "A contact form was sent."),
    ("booking:created", "An appointment was booked."),
    ("csat:submitted", "{conversation_id, score}: a conversation was rated."),
    (
        "error",
        "{code, message}: something could not be done, such as “unavailable”, “identity_unverified” or “session_spent”.",
    ),
];
