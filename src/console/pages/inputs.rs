//! Controls of the settings' forms, ready for `parts/input.html` and `parts/choices.html`.

use std::borrow::Cow;

use crate::base::FieldErrors;

/// One labelled control.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub label: String,
    /// Also its id.
    pub name: String,
    /// `text`, `number`, `date`, `search` or `url`; `textarea` and `select` are elements of their own.
    pub kind: &'static str,
    pub value: String,
    pub hint: Cow<'static, str>,
    pub error: Option<String>,
    /// Of a select: value, words, whether it is chosen.
    pub options: Vec<(String, String, bool)>,
    /// The id of a list of suggestions.
    pub list: &'static str,
    pub placeholder: String,
    pub max_length: Option<usize>,
    pub is_required: bool,
    /// Whether the label says "optional".
    pub is_optional: bool,
    pub is_short: bool,
    pub is_code: bool,
}

/// Check boxes or radio buttons.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    pub legend: &'static str,
    pub hint: &'static str,
    pub name: &'static str,
    /// `radio` or `checkbox`.
    pub kind: &'static str,
    pub options: Vec<Choice>,
    pub error: Option<String>,
}

/// One of them.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub value: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub is_chosen: bool,
}

impl Input {
    /// A line of text.
    pub fn text(label: impl Into<String>, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), name: name.into(), kind: "text", value: value.into(), ..Self::default() }
    }

    /// A list to choose from.
    pub fn select(label: impl Into<String>, name: impl Into<String>, options: Vec<(String, String, bool)>) -> Self {
        Self { label: label.into(), name: name.into(), kind: "select", options, ..Self::default() }
    }

    /// Says below the control what it is for.
    pub fn hint(self, hint: impl Into<Cow<'static, str>>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Marks it as what may stay empty.
    pub fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }

    /// Draws it narrow.
    pub fn short(self) -> Self {
        Self { is_short: true, ..self }
    }

    /// Takes what is wrong at `pointer`.
    pub fn wrong_at(mut self, errors: &FieldErrors, pointer: &str) -> Self {
        self.error = errors.at(pointer).map(str::to_owned);
        self
    }

    /// The ids of what explains the control, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        described_by(&self.name, self.error.is_some(), !self.hint.is_empty())
    }
}

impl Choices {
    /// Exactly one of these.
    pub fn radio(legend: &'static str, name: &'static str, options: Vec<Choice>) -> Self {
        Self { legend, name, kind: "radio", options, ..Self::default() }
    }

    /// Any of these.
    pub fn boxes(legend: &'static str, name: &'static str, options: Vec<Choice>) -> Self {
        Self { legend, name, kind: "checkbox", options, ..Self::default() }
    }

    /// The ids of what explains the group, for `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        described_by(self.name, self.error.is_some(), !self.hint.is_empty())
    }
}

fn described_by(name: &str, has_error: bool, has_hint: bool) -> Option<String> {
    let ids: Vec<_> = [(has_error, "error"), (has_hint, "hint")]
        .into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, what)| format!("{name}-{what}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
