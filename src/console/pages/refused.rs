//! Why a form was not saved, and what the page that shows it again says about that.

use poem::http::StatusCode;

use crate::base::{Error, FieldErrors};

/// Said on top of a long page: a field that is marked may be far down.
pub const SEE_BELOW: &str = "Something in the form is not right yet. It says so below each field that is marked.";

/// Why a form was not saved.
pub struct Refused {
    pub status: StatusCode,
    /// What is wrong field by field.
    pub errors: FieldErrors,
    /// What is wrong with the form as a whole; empty where the fields say it.
    pub trouble: String,
}

/// What somebody else has saved while a form was open: a field, and what stands there now.
pub struct Difference {
    pub what: &'static str,
    pub theirs: String,
}

impl Refused {
    /// By an error that whoever filled in the form can do something about.
    ///
    /// # Errors
    /// Every other error, as it was.
    pub fn by(error: Error) -> Result<Self, Error> {
        match error {
            Error::Invalid(errors) => Ok(Self::at_fields(errors)),
            Error::Conflict(trouble) => Ok(Self { status: StatusCode::CONFLICT, errors: FieldErrors::new(), trouble }),
            error => Err(error),
        }
    }

    /// By fields that are wrong.
    pub fn at_fields(errors: FieldErrors) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors, trouble: String::new() }
    }

    /// Says `sentence` on top, where nothing is said there yet.
    pub fn or_say(mut self, sentence: &str) -> Self {
        if self.trouble.is_empty() {
            sentence.clone_into(&mut self.trouble);
        }
        self
    }

    /// Says on top what is wrong at `pointer`, which has no field of its own on the page.
    pub fn say_at(mut self, pointer: &str) -> Self {
        if let Some(sentence) = self.errors.at(pointer) {
            self.trouble = sentence.to_owned();
        }
        self
    }

    /// The edition that the form names when it is shown again. After a conflict it is the present one: the page shows
    /// what is different, so the form wins when it is sent again. Otherwise it stays the one that was seen when the
    /// form was begun, so that what somebody else saves meanwhile is still noticed.
    pub fn edition<E>(&self, seen: E, present: E) -> E {
        if self.is_conflict() { present } else { seen }
    }

    /// After a conflict, the fields that are not as they were typed: their name, what stands there, what was typed.
    pub fn differences(&self, fields: impl IntoIterator<Item = (&'static str, String, String)>) -> Vec<Difference> {
        if self.is_conflict() { Difference::between(fields) } else { Vec::new() }
    }

    fn is_conflict(&self) -> bool {
        self.status == StatusCode::CONFLICT
    }
}

impl Difference {
    /// The fields that are not as they were typed.
    pub fn between(fields: impl IntoIterator<Item = (&'static str, String, String)>) -> Vec<Self> {
        let differing = fields.into_iter().filter(|(_, theirs, typed)| theirs != typed);
        differing.map(|(what, theirs, _)| Self { what, theirs }).collect()
    }
}
