//! What a request says about one field: nothing, that it be emptied, or a value.

/// A change to one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// The field was not sent: it stays as it is.
    #[default]
    Leave,
    /// The field was sent as `null`: it becomes empty.
    Clear,
    /// The field was sent with a value.
    Set(T),
}

impl<T> Change<T> {
    /// The field after this change.
    pub fn apply(self, present: Option<T>) -> Option<T> {
        match self {
            Self::Leave => present,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// Whether the field was sent at all.
    pub fn is_sent(&self) -> bool {
        !matches!(self, Self::Leave)
    }

    /// The value, if one was sent.
    pub fn value(self) -> Option<T> {
        self.apply(None)
    }

    /// This change, or the other one where this says nothing.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if self.is_sent() { self } else { other }
    }
}
