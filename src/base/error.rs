//! One error with a handful of kinds, each with one meaning for the caller.

use std::{fmt, panic::Location};

/// The result of anything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, by what it means for whoever asked.
#[derive(Debug)]
pub enum Error {
    /// It does not exist, or it does but not for this actor. Holds the noun: "conversation".
    NotFound(&'static str),
    /// The actor is known but may not. Holds the sentence to show.
    Forbidden(String),
    /// The input was read but is wrong, field by field.
    Invalid(FieldErrors),
    /// It does not fit the present state. Holds the sentence to show.
    Conflict(String),
    /// Not now, but soon: the queue is full, the disk is nearly full, the server drains. Holds the sentence to show.
    Unavailable(String),
    /// Our fault. Shown with a reference only; logged once with its chain and place.
    Internal(Box<Fault>),
}

/// An internal error with the line whose `?` raised it.
#[derive(Debug)]
pub struct Fault {
    pub source: anyhow::Error,
    pub location: &'static Location<'static>,
}

/// Every wrong field of an input, by JSON pointer (`/records/3/amount`).
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FieldErrors {
    named: Vec<FieldError>,
    /// How many more there are than an answer names.
    unnamed: usize,
}

/// One wrong field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// RFC 6901.
    pub pointer: String,
    /// What is wrong and what is expected, as a sentence.
    pub detail: String,
}

/// The most wrong fields one answer names: one in each record of the largest request. More are counted.
const MAX_FIELD_ERRORS: usize = 1_000;

impl FieldErrors {
    /// No error yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One error at one field.
    pub fn one(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        let mut errors = Self::new();
        errors.add(pointer, detail);
        errors
    }

    /// Adds an error; beyond the first thousand it is only counted.
    pub fn add(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        if self.is_full() {
            self.count(1);
        } else {
            self.named.push(FieldError { pointer: pointer.into(), detail: detail.into() });
        }
    }

    /// Whether no more are named, so that their sentences need not be written.
    pub fn is_full(&self) -> bool {
        self.named.len() >= MAX_FIELD_ERRORS
    }

    /// Counts errors that are not named.
    pub fn count(&mut self, more: usize) {
        self.unnamed += more;
    }

    /// Adds others after these.
    pub fn extend(&mut self, others: Self) {
        others.named.into_iter().for_each(|error| self.add(error.pointer, error.detail));
        self.count(others.unnamed);
    }

    /// Whether every field was right.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty() && self.unnamed == 0
    }

    /// The errors in the order they were found.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.named.iter()
    }

    /// The sentence at one field, if it is wrong.
    pub fn at(&self, pointer: &str) -> Option<&str> {
        self.named.iter().find(|error| error.pointer == pointer).map(|error| error.detail.as_str())
    }

    /// `value` where nothing is wrong.
    ///
    /// # Errors
    /// `Invalid` with all that was collected.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.is_empty() { Ok(value) } else { Err(self.into()) }
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl Error {
    /// Our own fault, told by a sentence for the log.
    #[track_caller]
    pub fn internal(message: impl fmt::Display) -> Self {
        anyhow::anyhow!("{message}").into()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(noun) => write!(f, "There is no such {noun}, or it is not yours to see."),
            Self::Forbidden(sentence) | Self::Conflict(sentence) | Self::Unavailable(sentence) => f.write_str(sentence),
            Self::Invalid(errors) => match (errors.named.as_slice(), errors.unnamed) {
                ([only], 0) => f.write_str(&only.detail),
                (all, 0) => write!(f, "{} fields are wrong; each is named.", all.len()),
                (first, more) => {
                    let (first, all) = (first.len(), first.len() + more);
                    write!(f, "{all} fields are wrong; the first {first} are named.")
                }
            },
            Self::Internal(_) => f.write_str("Something went wrong on our side."),
        }
    }
}

impl std::error::Error for Error {}

impl From<anyhow::Error> for Error {
    #[track_caller]
    fn from(source: anyhow::Error) -> Self {
        Self::Internal(Box::new(Fault { source, location: Location::caller() }))
    }
}

macro_rules! internal_from {
    ($($kind:ty),+) => {$(
        impl From<$kind> for Error {
            #[track_caller]
            fn from(source: $kind) -> Self {
                Self::Internal(Box::new(Fault { source: source.into(), location: Location::caller() }))
            }
        }
    )+};
}

internal_from!(rusqlite::Error, serde_json::Error, std::io::Error, askama::Error);

/// Turns the breach of the unique columns `columns` ("agents.email") into the error that `explain` makes.
///
/// # Errors
/// What `explain` makes, or the error itself where it is another one.
#[track_caller]
pub fn on_unique<T>(result: rusqlite::Result<T>, columns: &str, explain: impl FnOnce() -> Error) -> Result<T> {
    match result {
        Err(rusqlite::Error::SqliteFailure(code, Some(message)))
            if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE && message.contains(columns) =>
        {
            Err(explain())
        }
        other => other.map_err(Error::from),
    }
}
