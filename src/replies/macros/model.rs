//! The nouns of macros and the rules that need no database.

use super::steps::{Step, Targets};
use crate::{
    base::{FieldErrors, Result, Timestamp, ids::MacroId, text},
    replies::model::{MAX_NAME, wrong_name},
};

/// The most macros of a workspace.
pub const MAX_MACROS: i64 = 200;

/// The most steps of a macro.
pub const MAX_STEPS: usize = 10;

/// Several acts under one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Macro {
    pub id: MacroId,
    pub name: String,
    pub steps: Vec<Step>,
    /// How often it was run.
    pub uses: i64,
    pub version: i64,
    pub updated_at: Timestamp,
}

/// A macro as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewMacro {
    /// As typed.
    pub name: String,
    pub steps: Vec<Step>,
}

impl NewMacro {
    /// Tidies it; `targets` are the people, teams and tags there are.
    ///
    /// # Errors
    /// `Invalid` at `/name`, `/steps` and `/steps/{index}/{field}`.
    pub fn checked(mut self, targets: &Targets) -> Result<Self> {
        let mut errors = FieldErrors::new();
        self.name = self.name.trim().to_owned();
        if let Some(sentence) = wrong_name(&self.name) {
            errors.add("/name", sentence);
        }
        self.name = text::one_line(&self.name, MAX_NAME);
        if self.steps.is_empty() {
            errors.add("/steps", "A macro needs at least one step. Add what it shall do.");
        } else if self.steps.len() > MAX_STEPS {
            errors.add("/steps", format!("A macro has at most {MAX_STEPS} steps. Remove some."));
        }
        self.steps = self.steps.into_iter().map(Step::tidied).collect();
        for (index, step) in self.steps.iter().enumerate() {
            if let Some((field, sentence)) = step.problem(targets) {
                errors.add(format!("/steps/{index}/{field}"), sentence);
            }
        }
        let replies = self.steps.iter().filter(|step| matches!(step, Step::Reply { .. })).count();
        if replies > 1 {
            errors.add("/steps", "A macro sends one reply at most. Put what you want to say into one step.");
        }
        errors.or(self)
    }
}
