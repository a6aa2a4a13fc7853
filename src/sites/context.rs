//! The context of a prepared session: which names a server may use on a site, and who may read each.

use std::collections::BTreeSet;

use crate::base::FieldErrors;

/// The most names of one site, which is as many as one session may hold.
pub const MAX_FIELDS: usize = 50;

/// The longest name, in characters.
pub const MAX_NAME: usize = 64;

/// A name that a server may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextField {
    /// 1 to 64 of `[a-zA-Z0-9_.-]`.
    pub name: String,
    pub for_agents: bool,
    pub for_bots: bool,
    pub for_assistant: bool,
}

/// Whether a name is one at all.
pub fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(fits)
}

/// The fields as they may be kept. Wrong at `/context_fields` and `/context_fields/{index}/name`.
pub(super) fn checked(fields: Vec<ContextField>, errors: &mut FieldErrors) -> Vec<ContextField> {
    if fields.len() > MAX_FIELDS {
        errors.add("/context_fields", format!("At most {MAX_FIELDS} names fit."));
    }
    let mut known = BTreeSet::new();
    for (index, field) in fields.iter().enumerate().take(MAX_FIELDS) {
        let pointer = format!("/context_fields/{index}/name");
        if !is_name(&field.name) {
            errors.add(pointer, format!("Use 1 to {MAX_NAME} letters, digits, dots, hyphens and underscores."));
        } else if !known.insert(field.name.as_str()) {
            errors.add(pointer, "This name stands here twice. Name each once.");
        }
    }
    fields
}
