//! The rows of names that a server may put into the context of a session.

use super::inputs::Input;
use crate::{
    base::FieldErrors,
    http::forms::Form,
    sites::{
        ContextField,
        context::{MAX_FIELDS, MAX_NAME},
    },
};

/// One name as a row of controls.
pub struct ContextRow {
    pub index: usize,
    /// Counted from one, as people do.
    pub number: usize,
    pub name: Input,
    /// Who may read it: the word of the form, the words for people, whether it is chosen.
    pub readers: [(&'static str, &'static str, bool); 3],
}

/// A row that nobody has filled in yet.
pub fn blank() -> ContextField {
    ContextField { name: String::new(), for_agents: true, for_bots: false, for_assistant: false }
}

/// The names of a form, in its order.
pub fn read(form: &Form) -> Vec<ContextField> {
    let field = |index: usize| {
        let name = format!("name_{index}");
        let readers: Vec<_> = form.all(&format!("for_{index}")).map(str::to_owned).collect();
        let may = |reader: &str| readers.iter().any(|word| word == reader);
        form.has(&name).then(|| ContextField {
            name: form.text(&name).trim().to_owned(),
            for_agents: may("agents"),
            for_bots: may("bots"),
            for_assistant: may("assistant"),
        })
    };
    // One more than fits: then the refusal says so, and nothing vanishes unseen.
    (0..=MAX_FIELDS).map_while(field).collect()
}

impl ContextRow {
    /// Row `index`.
    pub fn of(field: &ContextField, index: usize, errors: &FieldErrors) -> Self {
        let input = Input::text("Name", format!("name_{index}"), field.name.clone());
        let input = Input { is_code: true, max_length: Some(MAX_NAME), placeholder: "plan".to_owned(), ..input };
        Self {
            index,
            number: index + 1,
            name: input.wrong_at(errors, &format!("/context_fields/{index}/name")),
            readers: [
                ("agents", "Agents", field.for_agents),
                ("bots", "Bots", field.for_bots),
                ("assistant", "Assistant", field.for_assistant),
            ],
        }
    }
}
