//! The form of a saved reply, with its preview.

use poem::Request;

use crate::{
    accounts::SignedIn,
    base::{Error, FieldErrors},
    console::pages::{
        inputs::{Choice, Choices, Input},
        shell::name_of,
    },
    http::forms::Form,
    replies::{
        SavedReply,
        model::{MAX_NAME, NewReply},
        placeholders,
    },
    settings::Settings,
};

/// The form as controls.
pub struct ReplyForm {
    pub name: Input,
    pub shortcut: Input,
    pub body: Input,
    /// Whose it is; only where it is made.
    pub whose: Option<Choices>,
    pub placeholders: Vec<PlaceholderRow>,
    /// The text with sample values; empty where it is not right yet.
    pub preview: String,
}

impl ReplyForm {
    /// Takes what is wrong with what was typed.
    pub fn wrong_by(self, errors: &FieldErrors) -> Self {
        Self {
            name: self.name.wrong_at(errors, "/name"),
            shortcut: self.shortcut.wrong_at(errors, "/shortcut"),
            body: self.body.wrong_at(errors, "/body"),
            ..self
        }
    }
}

/// A placeholder as the page explains it.
pub struct PlaceholderRow {
    /// With its braces.
    pub text: String,
    pub meaning: &'static str,
    pub sample: String,
}

/// What the previews put in the place of the placeholders that depend on who looks.
pub struct Sample {
    agent: String,
    workspace: String,
}

impl Sample {
    /// From whoever is signed in.
    ///
    /// # Errors
    /// `Internal` where the route was given too little.
    pub fn of(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let settings =
            request.data::<Settings>().ok_or_else(|| Error::internal("no settings were given to this route"))?;
        Ok(Self { agent: signed_in.agent.name.clone(), workspace: name_of(settings) })
    }

    /// A text as the customer of the sample reads it.
    pub fn fill(&self, text: &str) -> String {
        placeholders::filled(text, |name| self.value(name))
    }

    fn value(&self, name: &str) -> Option<&str> {
        match name {
            "agent.name" => Some(&self.agent),
            "agent.first_name" => self.agent.split_whitespace().next(),
            "workspace.name" => Some(&self.workspace),
            other => placeholders::ALL.iter().find(|known| known.name == other).map(|known| known.sample),
        }
    }
}

/// What a reply's own form begins with.
pub fn of_reply(reply: &SavedReply) -> NewReply {
    NewReply {
        name: reply.name.clone(),
        shortcut: reply.shortcut.clone().unwrap_or_default(),
        body: reply.body.clone(),
    }
}

/// What the form says.
pub fn read(form: &Form) -> NewReply {
    NewReply {
        name: form.text("name").to_owned(),
        shortcut: form.text("shortcut").to_owned(),
        body: form.text("body").replace("\r\n", "\n"),
    }
}

/// Draws it; `is_own` where the choice of whose it shall be is shown.
pub fn draw(sample: &Sample, reply: &NewReply, is_own: Option<bool>) -> ReplyForm {
    let name = Input { is_required: true, ..Input::text("Name", "name", &reply.name) };
    let shortcut = Input { is_code: true, ..Input::text("Shortcut", "shortcut", &reply.shortcut) };
    let body = Input { kind: "textarea", ..Input::text("Text", "body", &reply.body) };
    let choice = |value, label, hint, is_chosen| Choice { value, label, hint, is_chosen };
    let whose = is_own.map(|is_own| {
        let options = vec![
            choice("everybody", "Everybody", "Whoever answers can insert it.", !is_own),
            choice("me", "Only me", "Nobody else sees it.", is_own),
        ];
        Choices::radio("For", "whose", options)
    });
    let row = |known: &placeholders::Placeholder| PlaceholderRow {
        text: format!("{{{{{}}}}}", known.name),
        meaning: known.meaning,
        sample: sample.value(known.name).unwrap_or_default().to_owned(),
    };
    let is_readable = placeholders::problem(&reply.body).is_none();
    ReplyForm {
        name: name.hint("What your team looks for, such as “Where is my parcel”."),
        shortcut: shortcut.optional().hint("Typed behind a slash in the composer: “hours” is inserted by /hours."),
        body: body.hint("At most 5,000 characters. **bold**, lists and links work as in every message."),
        whose,
        placeholders: placeholders::ALL.iter().map(row).collect(),
        preview: if is_readable { sample.fill(&reply.body) } else { String::new() },
    }
}

/// Whether a name is short enough to stand in a title.
pub fn title(name: &str) -> String {
    crate::base::text::one_line(name, MAX_NAME)
}
