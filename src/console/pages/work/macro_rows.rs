//! The steps of a macro as rows of controls, and as words.

use super::macro_form::{KINDS, TypedStep, UNITS};
use crate::{
    base::{FieldErrors, text},
    console::pages::{counts, inputs::Input},
    replies::macros::{
        Step,
        steps::{Targets, Whom},
    },
};

/// Characters of a text that the words of a step show.
const SHOWN: usize = 60;

/// A row of the form.
pub struct StepRow {
    pub index: usize,
    pub number: usize,
    pub kind: String,
    /// “Add a tag”.
    pub title: &'static str,
    pub inputs: Vec<Input>,
    pub is_first: bool,
    pub is_last: bool,
    /// Whether the keyboard is to begin here.
    pub is_looked_at: bool,
}

/// A step in the list, as words.
pub struct StepWords {
    pub words: String,
    /// Whether what it names is not there any more.
    pub is_gone: bool,
}

/// The rows of what was typed; `looked_at` is the one that a button has just changed.
pub fn rows(steps: &[TypedStep], targets: &Targets, errors: &FieldErrors, looked_at: Option<usize>) -> Vec<StepRow> {
    let row = |(index, step): (usize, &TypedStep)| StepRow {
        index,
        number: index + 1,
        kind: step.kind.clone(),
        title: KINDS.iter().find(|(word, _)| *word == step.kind).map_or("", |(_, title)| title),
        inputs: inputs(index, step, targets, errors),
        is_first: index == 0,
        is_last: index + 1 == steps.len(),
        is_looked_at: looked_at == Some(index),
    };
    steps.iter().enumerate().map(row).collect()
}

fn inputs(index: usize, step: &TypedStep, targets: &Targets, errors: &FieldErrors) -> Vec<Input> {
    let name = format!("step_{index}_value");
    let at = |input: Input, field: &str| input.wrong_at(errors, &format!("/steps/{index}/{field}"));
    match step.kind.as_str() {
        "reply" | "note" => {
            let label = if step.kind == "reply" { "Reply" } else { "Note" };
            let hint = if step.kind == "reply" {
                "Sent to the customer. Placeholders work as in saved replies."
            } else {
                "Only your team reads it. Placeholders work as in saved replies."
            };
            let input = Input { kind: "textarea", ..Input::text(label, name, &step.value) };
            vec![at(input.hint(hint), "body")]
        }
        "tag" | "untag" => vec![at(choice(("Tag", name), &step.value, vec![], &targets.tags), "tag_id")],
        "assign_team" => {
            let none = vec![("nobody", "No team")];
            vec![at(choice(("Team", name), &step.value, none, &targets.teams), "team_id")]
        }
        "assign_agent" => {
            let first = vec![("me", "Whoever runs the macro"), ("nobody", "Nobody")];
            vec![at(choice(("Person", name), &step.value, first, &targets.agents), "agent_id")]
        }
        "priority" => {
            let words =
                [("none", "None"), ("low", "Low"), ("medium", "Medium"), ("high", "High"), ("urgent", "Urgent")];
            let options = words.map(|(word, words)| (word.to_owned(), words.to_owned(), word == step.value));
            vec![at(Input::select("Priority", name, options.into()), "priority")]
        }
        "snooze" => {
            let mut units = vec![("reply".to_owned(), "until the customer writes".to_owned(), step.unit == "reply")];
            units.extend(
                UNITS.map(|(unit, words, _)| (unit.to_owned(), format!("for so many {words}"), step.unit == unit)),
            );
            let number = Input { kind: "text", ..Input::text("How many", name, &step.value) };
            vec![
                Input::select("Snooze", format!("step_{index}_unit"), units),
                at(number.short().hint("Not needed where it ends with the customer’s next message."), "minutes"),
            ]
        }
        _ => Vec::new(),
    }
}

/// A list to choose from. What was chosen and is not there any more stays, and says so.
fn choice<T: ToString>(
    (label, name): (&str, String),
    chosen: &str,
    first: Vec<(&str, &str)>,
    all: &[(T, String)],
) -> Input {
    let fixed = first.into_iter().map(|(value, words)| (value.to_owned(), words.to_owned()));
    let named = all.iter().map(|(id, words)| (id.to_string(), words.clone()));
    let mut options: Vec<_> = fixed.chain(named).map(|(value, words)| (value == chosen, value, words)).collect();
    if !options.iter().any(|(is_chosen, ..)| *is_chosen) {
        let words = if chosen.is_empty() { "Choose one" } else { "Not there any more" };
        options.insert(0, (true, chosen.to_owned(), words.to_owned()));
    }
    Input::select(label, name, options.into_iter().map(|(is_chosen, value, words)| (value, words, is_chosen)).collect())
}

/// A step as words, for the list.
pub fn words(step: &Step, targets: &Targets) -> StepWords {
    let words = match step {
        Step::Reply { body } => format!("Send “{}”", text::one_line(body, SHOWN)),
        Step::Note { body } => format!("Note “{}”", text::one_line(body, SHOWN)),
        Step::Tag { tag_id } => format!("Add the tag {}", named(&targets.tags, tag_id)),
        Step::Untag { tag_id } => format!("Remove the tag {}", named(&targets.tags, tag_id)),
        Step::AssignAgent { agent_id: Whom::Me } => "Assign to whoever runs it".to_owned(),
        Step::AssignAgent { agent_id: Whom::Nobody } => "Assign to nobody".to_owned(),
        Step::AssignAgent { agent_id: Whom::Agent(id) } => format!("Assign to {}", named(&targets.agents, id)),
        Step::AssignTeam { team_id: None } => "Take from its team".to_owned(),
        Step::AssignTeam { team_id: Some(id) } => format!("Assign to the team {}", named(&targets.teams, id)),
        Step::Priority { priority } => format!("Set the priority to {}", priority.as_str()),
        Step::Snooze { minutes: None } => "Snooze until the customer writes".to_owned(),
        Step::Snooze { minutes: Some(minutes) } => format!("Snooze for {}", length(*minutes)),
        Step::Resolve => "Done".to_owned(),
    };
    StepWords { words, is_gone: step.gone(targets).is_some() }
}

fn named<T: PartialEq>(all: &[(T, String)], id: &T) -> String {
    let found = all.iter().find(|(known, _)| known == id);
    found.map_or_else(|| "that is not there any more".to_owned(), |(_, name)| format!("“{name}”"))
}

fn length(minutes: i64) -> String {
    let (_, unit, each) = UNITS.into_iter().rev().find(|(_, _, each)| minutes % each == 0).unwrap_or(UNITS[0]);
    counts::of(minutes / each, (unit.trim_end_matches('s'), unit))
}
