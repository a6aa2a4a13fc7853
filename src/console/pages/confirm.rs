//! Asked before something is done: the page between a button and its deed. Where it is dangerous and script has asked
//! beside the button already, the form says so and this page is left out. It asks for the password too, where that is
//! needed and the form of the deed has no place for it: there script asks nothing beforehand, so that both are asked once.

use std::fmt::Display;

use askama::Template;
use poem::{Request, Response, http::StatusCode};

use super::{
    fresh_proof::{Asked, Unproved, proves_lately, to_ask},
    shell::{ConsolePage, Shell},
};
use crate::{
    accounts::SignedIn,
    http::{
        forms::Form,
        html::{PageError, PageResult},
    },
};

/// What is about to be done.
pub struct Question {
    /// Such as "Revoke “Shop server”?"
    pub title: String,
    /// What then happens.
    pub text: &'static str,
    /// Where the form goes, again.
    pub action: String,
    /// What else the form says.
    pub fields: Vec<(&'static str, String)>,
    /// The word on the button.
    pub button: &'static str,
    /// Whether something is lost by it: then its button says so by its look, and nobody does it without being asked.
    pub is_dangerous: bool,
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
            is_dangerous: true,
            back: list.to_owned(),
        }
    }
}

#[derive(Template)]
#[template(path = "console/confirm.html")]
struct ConfirmPage {
    shell: Shell,
    question: Question,
    asked: Option<Asked>,
}

impl ConfirmPage {
    fn is_refused(&self) -> bool {
        self.asked.as_ref().is_some_and(Asked::is_refused)
    }
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
    ConfirmPage { shell, question, asked: None }.answer(StatusCode::OK)
}

/// Asks what must be asked before a deed that needs a fresh proof: for the password where whoever sent the form has not
/// proved lately who they are, else only where it is dangerous. `None` where it may be done.
///
/// # Errors
/// Ours.
pub async fn ask_for_proof(
    request: &Request,
    signed_in: &mut SignedIn,
    form: &Form,
    (shell, question): (Shell, Question),
) -> Result<Option<Response>, PageError> {
    let (status, asked) = if is_sure(form) {
        match proves_lately(request, signed_in, form).await? {
            Ok(()) => return Ok(None),
            Err(Unproved { status, asked }) => (status, Some(asked)),
        }
    } else {
        match to_ask(request, signed_in)? {
            None if !question.is_dangerous => return Ok(None),
            asked => (StatusCode::OK, asked),
        }
    };
    ConfirmPage { shell, question, asked }.answer(status).map(Some)
}
