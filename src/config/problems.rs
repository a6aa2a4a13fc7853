//! What is wrong with a configuration, told all at once and in the reader's words.

use std::fmt;
use std::path::PathBuf;

/// Longest piece of a value that is repeated to the reader, in characters. Enough to recognise
/// it by, short enough for a terminal line.
const SHOWN_VALUE_MAX: usize = 60;

/// Where a value was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// A line of the file, counted from 1; 0 when the whole file is meant.
    File { path: PathBuf, line: usize },
    /// A variable of the environment.
    Variable(String),
    /// Nowhere: the default is meant, or the combination of several keys.
    Nowhere,
}

/// One thing that has to be put right.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The key, the variable or the file.
    pub key: String,
    /// The value as written, unless it may be a secret.
    pub value: Option<String>,
    pub place: Place,
    /// A whole sentence: what is wrong and, where it is not obvious, what to do.
    pub reason: String,
    /// A line that would be right.
    pub example: Option<String>,
}

/// All problems of one configuration. `Display` prints them as one block.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    pub(super) fn add(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Puts the problems of the file in the order of its lines, after all others.
    pub(super) fn sort_by_line(&mut self) {
        self.0.sort_by_key(|problem| match problem.place {
            Place::File { line, .. } => line,
            _ => 0,
        });
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => write!(f, "The configuration has a problem. Put it right and start again.")?,
            n => write!(f, "The configuration has {n} problems. Put them right and start again.")?,
        }
        for problem in &self.0 {
            write!(f, "\n\n{problem}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {}", self.key)?;
        if let Some(value) = &self.value {
            write!(f, " = {}", shortened(value))?;
        }
        match &self.place {
            Place::File { path, line: 0 } if self.key == path.to_string_lossy() => {}
            Place::File { path, line: 0 } => write!(f, "  ({})", path.display())?,
            Place::File { path, line } => write!(f, "  ({}, line {line})", path.display())?,
            Place::Variable(name) if *name == self.key => {}
            Place::Variable(name) => write!(f, "  ({name})")?,
            Place::Nowhere => {}
        }
        write!(f, "\n    {}", self.reason)?;
        if let Some(example) = &self.example {
            write!(f, "\n    Example: {example}")?;
        }
        Ok(())
    }
}

/// Cuts what is too long and makes control characters visible, so that a value cannot redraw
/// the reader's terminal.
fn shortened(value: &str) -> String {
    let visible = value.chars().take(SHOWN_VALUE_MAX).map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut short: String = visible.collect();
    if value.chars().count() > SHOWN_VALUE_MAX {
        short.push('…');
    }
    short
}
