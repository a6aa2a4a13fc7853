//! One setting as it is documented: its name, its default, what it means. `doctor` and the test
//! of `config.example.toml` list these; reading a configuration checks against them.

use std::fmt;

use super::shape::Shape;

/// One setting of the configuration.
#[derive(Debug)]
pub struct Key {
    /// As in the file, with its section: `limits.init_per_minute`.
    pub name: &'static str,
    pub(super) shape: Shape,
    pub default: Literal,
    /// A value that differs from the default, to show the form.
    pub example: Literal,
    /// What the figure counts, or what kind of text it is.
    pub unit: &'static str,
    /// One or two plain sentences.
    pub about: &'static str,
}

/// A value as it is written in the file. `Display` writes TOML.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Literal {
    Text(&'static str),
    Whole(u64),
    List(&'static [&'static str]),
    Ports(&'static [u16]),
}

/// The numbers of a whole-number setting.
pub(super) struct Figure {
    pub default: u64,
    pub example: u64,
    pub least: u64,
    pub most: u64,
    pub unit: &'static str,
}

impl Key {
    /// Describes a setting that is a whole number.
    pub(super) const fn whole(name: &'static str, figure: Figure, about: &'static str) -> Key {
        Key {
            name,
            shape: Shape::Whole { least: figure.least, most: figure.most },
            default: Literal::Whole(figure.default),
            example: Literal::Whole(figure.example),
            unit: figure.unit,
            about,
        }
    }

    /// Names the variable that overrides this key: `DESKBELL_LIMITS_INIT_PER_MINUTE`.
    pub fn variable(&self) -> String {
        format!("DESKBELL_{}", self.name.replace('.', "_").to_uppercase())
    }

    /// Splits the name into its section, if it has one, and the key inside it.
    pub fn section_and_field(&self) -> (Option<&'static str>, &'static str) {
        match self.name.split_once('.') {
            Some((section, field)) => (Some(section), field),
            None => (None, self.name),
        }
    }

    /// Writes a line of the file that would be right.
    pub fn example_line(&self) -> String {
        match self.section_and_field() {
            (Some(section), field) => format!("{field} = {}  under [{section}]", self.example),
            (None, field) => format!("{field} = {}", self.example),
        }
    }

    /// Finds a key by its full name.
    pub(super) fn named(name: &str) -> Option<&'static Key> {
        super::keys().find(|key| key.name == name)
    }
}

impl Literal {
    /// Writes the value as a variable holds it.
    pub fn as_words(&self) -> String {
        match self {
            Literal::Text(text) => (*text).to_owned(),
            Literal::Whole(number) => number.to_string(),
            Literal::List(items) => items.join(","),
            Literal::Ports(ports) => joined(ports, ","),
        }
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Text(text) => write!(f, "\"{text}\""),
            Literal::Whole(number) => write!(f, "{number}"),
            Literal::List(items) => {
                let quoted: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
                write!(f, "[{}]", quoted.join(", "))
            }
            Literal::Ports(ports) => write!(f, "[{}]", joined(ports, ", ")),
        }
    }
}

fn joined(ports: &[u16], between: &str) -> String {
    ports.iter().map(u16::to_string).collect::<Vec<_>>().join(between)
}
