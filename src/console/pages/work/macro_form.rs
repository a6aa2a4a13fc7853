//! What the form of a macro says: a name and rows of steps, each with the fields of its kind. Everything typed is kept
//! as it was, right or not.

use crate::{
    base::{FieldErrors, Result},
    conversations::model::Priority,
    http::forms::Form,
    replies::{
        macros::{
            Step,
            model::{MAX_STEPS, Macro, NewMacro},
            steps::Whom,
        },
        model::wrong_name,
    },
};

/// A kind of step: its word, and what the menu calls it.
pub const KINDS: [(&str, &str); 9] = [
    ("reply", "Send a reply"),
    ("note", "Write a note"),
    ("assign_agent", "Assign to a person"),
    ("assign_team", "Assign to a team"),
    ("tag", "Add a tag"),
    ("untag", "Remove a tag"),
    ("priority", "Set the priority"),
    ("snooze", "Snooze"),
    ("resolve", "Done"),
];

/// What snoozes are measured in: the word, what the menu calls it, its minutes.
pub const UNITS: [(&str, &str, i64); 3] =
    [("minutes", "minutes", 1), ("hours", "hours", 60), ("days", "days", 24 * 60)];

/// A macro as it was typed.
#[derive(Debug, Clone, Default)]
pub struct TypedMacro {
    pub name: String,
    pub steps: Vec<TypedStep>,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct TypedStep {
    /// A word of [`KINDS`].
    pub kind: String,
    /// The text of a reply or note, the id or word that was chosen, or the number of a snooze.
    pub value: String,
    /// Of a snooze: `reply`, or a word of [`UNITS`].
    pub unit: String,
}

impl TypedMacro {
    /// As it is saved.
    pub fn of(found: &Macro) -> Self {
        Self { name: found.name.clone(), steps: found.steps.iter().map(TypedStep::of).collect() }
    }

    /// As the form says it.
    pub fn of_form(form: &Form) -> Self {
        let count = form.text("steps").parse().unwrap_or(0).min(MAX_STEPS);
        let field = |index: usize, what: &str| form.text(&format!("step_{index}_{what}")).replace("\r\n", "\n");
        let step =
            |index| TypedStep { kind: field(index, "kind"), value: field(index, "value"), unit: field(index, "unit") };
        let steps = (0..count).map(step).filter(|step| KINDS.iter().any(|(word, _)| *word == step.kind));
        Self { name: form.text("name").to_owned(), steps: steps.collect() }
    }

    /// Does what a button beside the steps says: `add`, `remove-2`, `up-2`, `down-2`. Answers whether it was one, and
    /// which row to look at then.
    pub fn rearrange(&mut self, button: &str, kind: &str) -> Option<usize> {
        let (verb, index) = button.split_once('-').unwrap_or((button, ""));
        let index = index.parse::<usize>().ok().filter(|index| *index < self.steps.len());
        match (verb, index) {
            ("add", _) if self.steps.len() < MAX_STEPS => {
                let kind = if KINDS.iter().any(|(word, _)| *word == kind) { kind } else { "reply" };
                self.steps.push(TypedStep::fresh(kind));
                Some(self.steps.len() - 1)
            }
            ("remove", Some(index)) => {
                self.steps.remove(index);
                Some(index.min(self.steps.len().saturating_sub(1)))
            }
            ("up", Some(index)) if index > 0 => {
                self.steps.swap(index, index - 1);
                Some(index - 1)
            }
            ("down", Some(index)) if index + 1 < self.steps.len() => {
                self.steps.swap(index, index + 1);
                Some(index + 1)
            }
            ("add" | "remove" | "up" | "down", _) => Some(0),
            _ => None,
        }
    }

    /// Reads it; what the steps name is judged by the action.
    ///
    /// # Errors
    /// `Invalid` at `/name`, and at `/steps/{index}/{field}` of each step where nothing was chosen.
    pub fn read(&self) -> Result<NewMacro> {
        let mut errors = FieldErrors::new();
        if let Some(sentence) = wrong_name(self.name.trim()) {
            errors.add("/name", sentence);
        }
        let mut steps = Vec::new();
        for (index, typed) in self.steps.iter().enumerate() {
            match typed.read() {
                Ok(step) => steps.push(step),
                Err((field, sentence)) => errors.add(format!("/steps/{index}/{field}"), sentence),
            }
        }
        errors.or(NewMacro { name: self.name.clone(), steps })
    }
}

impl TypedStep {
    fn fresh(kind: &str) -> Self {
        let (value, unit) = match kind {
            "assign_agent" => ("me", ""),
            "priority" => ("high", ""),
            "snooze" => ("", "reply"),
            _ => ("", ""),
        };
        Self { kind: kind.to_owned(), value: value.to_owned(), unit: unit.to_owned() }
    }

    fn of(step: &Step) -> Self {
        let (kind, value, unit) = match step {
            Step::Reply { body } => ("reply", body.clone(), ""),
            Step::Note { body } => ("note", body.clone(), ""),
            Step::Tag { tag_id } => ("tag", tag_id.to_string(), ""),
            Step::Untag { tag_id } => ("untag", tag_id.to_string(), ""),
            Step::AssignAgent { agent_id: Whom::Me } => ("assign_agent", "me".to_owned(), ""),
            Step::AssignAgent { agent_id: Whom::Nobody } => ("assign_agent", "nobody".to_owned(), ""),
            Step::AssignAgent { agent_id: Whom::Agent(id) } => ("assign_agent", id.to_string(), ""),
            Step::AssignTeam { team_id: Some(id) } => ("assign_team", id.to_string(), ""),
            Step::AssignTeam { team_id: None } => ("assign_team", "nobody".to_owned(), ""),
            Step::Priority { priority } => ("priority", priority.as_str().to_owned(), ""),
            Step::Snooze { minutes: None } => ("snooze", String::new(), "reply"),
            Step::Snooze { minutes: Some(minutes) } => {
                let (unit, _, each) =
                    UNITS.into_iter().rev().find(|(_, _, each)| minutes % each == 0).unwrap_or(UNITS[0]);
                ("snooze", (minutes / each).to_string(), unit)
            }
            Step::Resolve => ("resolve", String::new(), ""),
        };
        Self { kind: kind.to_owned(), value, unit: unit.to_owned() }
    }

    fn read(&self) -> std::result::Result<Step, (&'static str, &'static str)> {
        let value = self.value.as_str();
        Ok(match self.kind.as_str() {
            "reply" => Step::Reply { body: value.to_owned() },
            "note" => Step::Note { body: value.to_owned() },
            "tag" => Step::Tag { tag_id: value.parse().map_err(|_| ("tag_id", "Choose a tag."))? },
            "untag" => Step::Untag { tag_id: value.parse().map_err(|_| ("tag_id", "Choose a tag."))? },
            "assign_agent" => Step::AssignAgent {
                agent_id: match value {
                    "me" => Whom::Me,
                    "nobody" => Whom::Nobody,
                    id => Whom::Agent(id.parse().map_err(|_| ("agent_id", "Choose somebody."))?),
                },
            },
            "assign_team" if value == "nobody" => Step::AssignTeam { team_id: None },
            "assign_team" => {
                Step::AssignTeam { team_id: Some(value.parse().map_err(|_| ("team_id", "Choose a team."))?) }
            }
            "priority" => {
                let priority = Priority::ALL.into_iter().find(|priority| priority.as_str() == value);
                Step::Priority { priority: priority.ok_or(("priority", "Choose a priority."))? }
            }
            "snooze" => Step::Snooze { minutes: self.minutes()? },
            _ => Step::Resolve,
        })
    }

    fn minutes(&self) -> std::result::Result<Option<i64>, (&'static str, &'static str)> {
        let Some((_, _, each)) = UNITS.into_iter().find(|(unit, ..)| *unit == self.unit) else { return Ok(None) };
        let number: Option<i64> = self.value.trim().parse().ok().filter(|number| (1..=525_600).contains(number));
        number.map(|number| Some(number * each)).ok_or(("minutes", "Enter how long, as a whole number such as 3."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_comes_back_from_its_row_as_it_was() {
        let steps = [
            Step::Snooze { minutes: Some(90) },
            Step::Snooze { minutes: Some(2 * 24 * 60) },
            Step::Snooze { minutes: None },
            Step::AssignAgent { agent_id: Whom::Nobody },
            Step::AssignTeam { team_id: None },
            Step::Resolve,
        ];
        for step in steps {
            assert_eq!(TypedStep::of(&step).read(), Ok(step));
        }
    }
}
