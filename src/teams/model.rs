//! The nouns of teams and the rules that need no database.

use crate::base::{FieldErrors, Result, ids::*, secret, text};

/// The most teams of a workspace.
pub const MAX_TEAMS: i64 = 100;

/// The most people that a form offers and a team holds.
pub const MAX_MEMBERS: usize = 500;

/// The longest name, in characters.
pub const MAX_NAME: usize = 60;

/// A team and who is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// By id.
    pub agents: Vec<AgentId>,
}

/// A team as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewTeam {
    /// As typed.
    pub name: String,
    pub agents: Vec<AgentId>,
}

impl Team {
    /// What it is now, as one word: the same exactly while name and members are.
    pub fn edition(&self) -> String {
        let ids: Vec<_> = self.agents.iter().map(ToString::to_string).collect();
        secret::short_fingerprint(&format!("{}\n{}", self.name, ids.join(" ")))
    }
}

impl NewTeam {
    /// Tidies it.
    ///
    /// # Errors
    /// `Invalid` at `/name` and `/agent_ids`.
    pub fn checked(mut self) -> Result<Self> {
        let mut errors = FieldErrors::new();
        self.name = self.name.trim().to_owned();
        if self.name.is_empty() {
            errors.add("/name", "Give the team a name, such as “Returns”.");
        } else if self.name.chars().count() > MAX_NAME || self.name.chars().any(char::is_control) {
            errors.add("/name", "Use one line of at most 60 characters.");
        }
        self.name = text::one_line(&self.name, MAX_NAME);
        self.agents.sort();
        self.agents.dedup();
        if self.agents.len() > MAX_MEMBERS {
            errors.add("/agent_ids", format!("A team holds at most {MAX_MEMBERS} people. Choose fewer."));
        }
        errors.or(self)
    }
}
