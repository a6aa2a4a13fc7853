//! The nouns of tags and the rules that need no database.

use crate::base::{FieldErrors, ids::TagId, secret, text};

/// The most tags of a workspace.
pub const MAX_TAGS: i64 = 500;

/// The longest name, in characters.
pub const MAX_NAME: usize = 40;

/// A word that conversations are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    pub colour: Colour,
}

/// A tag as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewTag {
    /// As typed.
    pub name: String,
    pub colour: Colour,
}

/// How a tag looks. Each has the tokens `--tag-WORD` and `--tag-WORD-soft`, for light and dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    #[default]
    Slate,
    Pine,
    Fern,
    Sky,
    Iris,
    Plum,
    Rose,
    Brick,
    Amber,
    Straw,
}

impl Colour {
    /// Every colour, in the order people are shown them.
    pub const ALL: [Self; 10] = [
        Self::Slate,
        Self::Pine,
        Self::Fern,
        Self::Sky,
        Self::Iris,
        Self::Plum,
        Self::Rose,
        Self::Brick,
        Self::Amber,
        Self::Straw,
    ];

    /// The word in the database, in answers and in the tokens.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slate => "slate",
            Self::Pine => "pine",
            Self::Fern => "fern",
            Self::Sky => "sky",
            Self::Iris => "iris",
            Self::Plum => "plum",
            Self::Rose => "rose",
            Self::Brick => "brick",
            Self::Amber => "amber",
            Self::Straw => "straw",
        }
    }

    /// Reads that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.as_str() == word)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slate => "Slate grey",
            Self::Pine => "Pine green",
            Self::Fern => "Fern green",
            Self::Sky => "Sky blue",
            Self::Iris => "Iris blue",
            Self::Plum => "Plum purple",
            Self::Rose => "Rose pink",
            Self::Brick => "Brick red",
            Self::Amber => "Amber orange",
            Self::Straw => "Straw yellow",
        }
    }
}

impl rusqlite::types::FromSql for Colour {
    /// What this version does not know is the first colour.
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        Ok(Self::parse(value.as_str()?).unwrap_or_default())
    }
}

impl Tag {
    /// What it is now, as one word: the same exactly while name and colour are.
    pub fn edition(&self) -> String {
        secret::short_fingerprint(&format!("{}\n{}", self.name, self.colour.as_str()))
    }
}

impl NewTag {
    /// Tidies it.
    ///
    /// # Errors
    /// At `/name`.
    pub fn checked(mut self) -> Result<Self, FieldErrors> {
        self.name = self.name.trim().to_owned();
        if self.name.is_empty() {
            return Err(FieldErrors::one("/name", "Give the tag a name, such as “Refund”."));
        }
        if self.name.chars().count() > MAX_NAME || self.name.chars().any(char::is_control) {
            return Err(FieldErrors::one("/name", "Use one line of at most 40 characters."));
        }
        self.name = text::one_line(&self.name, MAX_NAME);
        Ok(self)
    }
}
