//! Asked before something is lost: the page between a dangerous button and its deed. Where script has asked beside the
//! button already, the form says so and this page is left out.

use std::fmt::Display;

use askama::Template;
use poem::http::StatusCode;

use super::shell::{ConsolePage, Shell};
use crate::http::{forms::Form, html::PageResult};

/// What is about to be lost.
pub struct Question {
    /// Such as "Revoke “Shop server”?"
    pub title: String,
    /// What then happens.
    pub text: &'static str,
    /// Where the form goes, again.
    pub action: String,
    /// What else the form says.
    pub fields: Vec<(&'static str, &'static str)>,
    /// The word on the button.
    pub button: &'static str,
    /// Where nothing happens.
    pub back: String,
}

impl Question {
    /// Whether what is called `name` shall be deleted: from the list at the address `list`, where it has this `id`.
    pub fn delete(name: &str, text: &'static str, (list, id): (&str, impl Display)) -> Self {
        Self {
            title: format!("Delete “{name}”?"),
            text,
            action: format!("{list}/{id}/delete"),
            fields: Vec::new(),
            button: "Delete",
            back: list.to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "console/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    question: Question,
}

impl ConsolePage for ConfirmPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// Whether whoever sent the form was asked and said yes.
pub fn is_sure(form: &Form) -> bool {
    form.text("sure") == "yes"
}

/// Asks.
///
/// # Errors
/// `Internal` where the page cannot be drawn.
pub fn ask(shell: Shell, question: Question) -> PageResult {
    ConfirmPage { shell, question }.answer(StatusCode::OK)
}
