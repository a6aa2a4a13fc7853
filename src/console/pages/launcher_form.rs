//! The form of the launcher: its values as they stand or as somebody typed them, its controls, and what it asks to save.

use std::collections::HashMap;

use super::inputs::{Choice, Choices, Input};
use crate::{
    base::FieldErrors,
    http::forms::Form,
    sites::{
        Colour, Icon, LauncherSize, Locale, Look, Section, Side, Site, Theme,
        actions::tried,
        look::MAX_LAUNCHER_TEXT,
        texts::{MAX_TEXT, Texts},
    },
};

/// The controls that are not about words.
const FIELDS: [&str; 11] = [
    "name",
    "locale",
    "primary",
    "theme",
    "position",
    "offset_x",
    "offset_y",
    "size",
    "is_launcher_hidden",
    "icon",
    "has_pulse",
];

/// The values of the form, each by the name of its control, and the locale of its words.
pub struct Words {
    pub locale: Locale,
    values: HashMap<&'static str, String>,
}

/// What a control of the words is called, its name, an example, and what it is for.
const TEXTS: [(&str, &str, &str, &str); 5] = [
    ("Greeting", "greeting", "Hello!", "The large line on top of the messenger."),
    ("Introduction", "introduction", "Ask us anything, or share what is on your mind.", "Below the greeting."),
    (
        "What to expect",
        "reply_expectation",
        "We usually answer within an hour.",
        "Empty: the messenger tells your real reply time once there is one.",
    ),
    ("When closed", "away", "We are back on Monday at 9.", "In place of the line above, outside your opening hours."),
    (
        "Notice",
        "notice",
        "Parcels take a day longer this week.",
        "A short line on top of everything, for as long as it stands here.",
    ),
];

impl Words {
    /// As the site has them.
    pub fn of_site(site: &Site, locale: Locale) -> Self {
        let look = &site.look;
        let flag = |is_on: bool| if is_on { "yes".to_owned() } else { String::new() };
        let written = site.texts.get(&locale).cloned().unwrap_or_default();
        let mut values = HashMap::from([
            ("name", site.name.clone()),
            ("locale", site.locale.as_str().to_owned()),
            ("primary", look.primary.to_string()),
            ("theme", look.theme.as_str().to_owned()),
            ("position", look.position.as_str().to_owned()),
            ("offset_x", look.offset_x.to_string()),
            ("offset_y", look.offset_y.to_string()),
            ("size", look.size.as_str().to_owned()),
            ("is_launcher_hidden", flag(look.is_launcher_hidden)),
            ("icon", look.icon.as_str().to_owned()),
            ("has_pulse", flag(look.has_pulse)),
            ("faces", flag(site.features.faces)),
            ("launcher_text", look.launcher_texts.get(&locale).cloned().unwrap_or_default()),
        ]);
        values.extend(written.fields().map(|(name, text)| (name, text.clone().unwrap_or_default())));
        Self { locale, values }
    }

    /// As somebody typed them.
    pub fn of_form(site: &Site, form: &Form) -> Self {
        let locale = Locale::parse(form.text("words_in")).unwrap_or(site.locale);
        let names = FIELDS.into_iter().chain(["faces", "launcher_text"]).chain(TEXTS.map(|(_, name, ..)| name));
        Self { locale, values: names.map(|name| (name, form.text(name).to_owned())).collect() }
    }

    /// One value, as it is shown.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// What is to be saved.
    ///
    /// # Errors
    /// Fields that cannot be read.
    pub fn sections(&self, site: &Site) -> Result<Vec<Section>, FieldErrors> {
        let mut errors = FieldErrors::new();
        let look = self.look(site, &mut errors);
        let mut texts = site.texts.clone();
        let mut written = Texts::default();
        for (_, name, ..) in TEXTS {
            if let Some(text) = written.field_mut(name) {
                *text = Some(self.text(name).replace("\r\n", "\n"));
            }
        }
        texts.insert(self.locale, written);
        let mut features = site.features.clone();
        features.faces = !self.text("faces").is_empty();
        let locale = Locale::parse(self.text("locale")).unwrap_or(site.locale);
        let sections = vec![
            Section::Name(self.text("name").to_owned()),
            Section::Locale(locale),
            Section::Look(look),
            Section::Features(features),
            Section::Texts(texts),
        ];
        if errors.is_empty() {
            return Ok(sections);
        }
        if let Err(more) = tried(site, sections) {
            errors.extend(more);
        }
        Err(errors)
    }

    fn look(&self, site: &Site, errors: &mut FieldErrors) -> Look {
        let old = &site.look;
        let mut offset = |name: &'static str| {
            self.text(name).trim().parse().unwrap_or_else(|_| {
                errors.add(format!("/{name}"), "Write a whole number of pixels, from 0 to 1000.");
                0
            })
        };
        let (offset_x, offset_y) = (offset("offset_x"), offset("offset_y"));
        let primary = Colour::parse(self.text("primary")).unwrap_or_else(|| {
            errors.add("/primary", "Write a colour with six digits after the #, such as #0e6b58.");
            old.primary
        });
        let mut launcher_texts = old.launcher_texts.clone();
        launcher_texts.insert(self.locale, self.text("launcher_text").to_owned());
        Look {
            position: Side::parse(self.text("position")).unwrap_or(old.position),
            offset_x,
            offset_y,
            size: LauncherSize::parse(self.text("size")).unwrap_or(old.size),
            theme: Theme::parse(self.text("theme")).unwrap_or(old.theme),
            primary,
            is_launcher_hidden: !self.text("is_launcher_hidden").is_empty(),
            launcher_texts,
            icon: Icon::parse(self.text("icon")).unwrap_or(old.icon),
            has_pulse: !self.text("has_pulse").is_empty(),
        }
    }

    /// Name and first language.
    pub fn brand(&self, errors: &FieldErrors) -> Vec<Input> {
        let language = |locale: &Locale| {
            (locale.as_str().to_owned(), name_of(*locale).to_owned(), locale.as_str() == self.text("locale"))
        };
        let name = Input::text("Name", "name", self.text("name")).hint("The brand that visitors read.");
        vec![
            Input { is_required: true, max_length: Some(80), ..name }.wrong_at(errors, "/name"),
            Input::select("Language of the site", "locale", Locale::ALL.iter().map(language).collect())
                .hint("For visitors in whose own language nothing is written.")
                .short(),
        ]
    }

    /// The brand colour.
    pub fn colour(&self, errors: &FieldErrors) -> Input {
        let input = Input::text("Brand colour", "primary", self.text("primary")).short();
        Input { is_code: true, is_required: true, max_length: Some(9), ..input }.wrong_at(errors, "/primary")
    }

    /// Light or dark.
    pub fn theme(&self) -> Choices {
        let options = [("auto", "As the visitor's device"), ("light", "Light"), ("dark", "Dark")];
        Choices::radio("Appearance", "theme", self.options("theme", &options))
    }

    /// Corner, size, drawing, and what is switched.
    pub fn launcher(&self) -> Vec<Choices> {
        let flag = |name: &'static str, label, hint| Choice {
            value: "yes",
            label,
            hint,
            is_chosen: !self.text(name).is_empty(),
        };
        let own = flag(
            "is_launcher_hidden",
            "Use my own button",
            "No launcher is drawn. Open the messenger with data-deskbell=\"open\" on any link or button of your page.",
        );
        let pulse = flag(
            "has_pulse",
            "Draw attention once",
            "The launcher moves gently at the first visit, unless the visitor's device asks for less motion.",
        );
        let faces = flag(
            "faces",
            "Show your team",
            "Up to five faces on top of the messenger. Everybody chooses theirs behind their own name, above.",
        );
        vec![
            Choices::radio("Corner", "position", self.options("position", &[("right", "Right"), ("left", "Left")])),
            Choices::radio(
                "Size",
                "size",
                self.options("size", &[("small", "Small"), ("medium", "Medium"), ("large", "Large")]),
            ),
            Choices::radio(
                "Drawing",
                "icon",
                self.options(
                    "icon",
                    &[
                        ("chat", "Speech bubble"),
                        ("question", "Question mark"),
                        ("wave", "Waving hand"),
                        ("logo", "Your logo"),
                    ],
                ),
            ),
            Choices::boxes("Own button", "is_launcher_hidden", vec![own]),
            Choices::boxes("Motion", "has_pulse", vec![pulse]),
            Choices::boxes("Faces", "faces", vec![faces]),
        ]
    }

    /// Distances from the edges.
    pub fn offsets(&self, errors: &FieldErrors) -> Vec<Input> {
        [("From the side, in pixels", "offset_x"), ("From the bottom, in pixels", "offset_y")]
            .map(|(label, name)| {
                let input = Input { kind: "number", ..Input::text(label, name, self.text(name)) };
                input.short().wrong_at(errors, &format!("/{name}"))
            })
            .into()
    }

    /// What is written in the chosen language.
    pub fn texts(&self, errors: &FieldErrors) -> Vec<Input> {
        let locale = self.locale.as_str();
        let launcher = Input::text("Beside the launcher's drawing", "launcher_text", self.text("launcher_text"))
            .hint("Short, such as “Questions?”. Empty: the drawing alone.")
            .optional()
            .wrong_at(errors, &format!("/launcher_texts/{locale}"));
        let size = errors.at("/launcher_texts").map(str::to_owned);
        let launcher =
            Input { max_length: Some(MAX_LAUNCHER_TEXT), error: launcher.error.clone().or(size), ..launcher };
        let text = |(label, name, example, hint): (&str, &str, &str, &'static str)| {
            let input = Input::text(label, name, self.text(name)).hint(hint).optional();
            Input { kind: "textarea", placeholder: example.to_owned(), max_length: Some(MAX_TEXT), ..input }
                .wrong_at(errors, &format!("/texts/{locale}/{name}"))
        };
        std::iter::once(launcher).chain(TEXTS.map(text)).collect()
    }

    fn options(&self, name: &str, options: &[(&'static str, &'static str)]) -> Vec<Choice> {
        let option = |(value, label): &(&'static str, &'static str)| Choice {
            value,
            label,
            hint: "",
            is_chosen: *value == self.text(name),
        };
        options.iter().map(option).collect()
    }
}

/// What is wrong at a place that the page does not show: the words of another language.
pub fn elsewhere(errors: &FieldErrors, shown: Locale) -> Option<String> {
    let is_hidden = |pointer: &str| {
        let of_language = pointer.strip_prefix("/texts/").or_else(|| pointer.strip_prefix("/launcher_texts/"));
        of_language.is_some_and(|rest| rest.split('/').next() != Some(shown.as_str())) || pointer == "/features"
    };
    errors.iter().find(|error| is_hidden(&error.pointer)).map(|error| error.detail.clone())
}

/// How well text can be read on a colour, in words.
pub fn contrast(typed: &str) -> String {
    let Some(colour) = Colour::parse(typed) else { return String::new() };
    let white = colour.contrast(Colour::WHITE);
    if colour.readable() == Colour::WHITE {
        format!("White text on it has a contrast of {white:.1} : 1: easy to read.")
    } else {
        let dark = colour.contrast(Colour::BLACK);
        format!("White text would have {white:.1} : 1 only, so dark text is used: {dark:.1} : 1.")
    }
}

/// A language's name in English.
pub fn name_of(locale: Locale) -> &'static str {
    match locale {
        Locale::English => "English",
        Locale::German => "German",
        Locale::French => "French",
        Locale::Spanish => "Spanish",
        Locale::Portuguese => "Portuguese",
        Locale::Italian => "Italian",
        Locale::Dutch => "Dutch",
        Locale::Polish => "Polish",
        Locale::Turkish => "Turkish",
        Locale::Arabic => "Arabic",
        Locale::Hebrew => "Hebrew",
        Locale::Japanese => "Japanese",
        Locale::Chinese => "Chinese",
        Locale::Hindi => "Hindi",
    }
}
