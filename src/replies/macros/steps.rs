//! What a macro does, one act after the other. Stored as JSON, and sent to the inbox in the same form.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::{
    base::{ids::*, time::DAY},
    conversations::model::Priority,
    replies::model::wrong_text,
};

/// The longest snooze, in minutes: a year.
pub const MAX_MINUTES: i64 = 365 * 24 * 60;

const _: () = assert!(MAX_MINUTES * 60_000 == 365 * DAY);

/// One act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Step {
    /// Sends a reply; with placeholders.
    Reply {
        body: String,
    },
    /// Writes a note; with placeholders.
    Note {
        body: String,
    },
    Tag {
        tag_id: TagId,
    },
    Untag {
        tag_id: TagId,
    },
    AssignAgent {
        agent_id: Whom,
    },
    /// No team without one.
    AssignTeam {
        team_id: Option<TeamId>,
    },
    Priority {
        priority: Priority,
    },
    /// In minutes, 1 to 525,600; until the visitor writes without.
    Snooze {
        minutes: Option<i64>,
    },
    Resolve,
}

/// Whom a step assigns to: an id, `me` for whoever runs the macro, `null` for nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    Nobody,
    Me,
    Agent(AgentId),
}

/// The people, teams and tags there are.
#[derive(Debug, Clone, Default)]
pub struct Targets {
    /// Who still answers.
    pub agents: Vec<(AgentId, String)>,
    pub teams: Vec<(TeamId, String)>,
    pub tags: Vec<(TagId, String)>,
}

impl Serialize for Whom {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nobody => serializer.serialize_none(),
            Self::Me => serializer.serialize_str("me"),
            Self::Agent(id) => id.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Whom {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Option::<String>::deserialize(deserializer)?.as_deref() {
            None => Ok(Self::Nobody),
            Some("me") => Ok(Self::Me),
            Some(id) => id.parse().map(Self::Agent).map_err(serde::de::Error::custom),
        }
    }
}

impl Step {
    /// The step without white space around its text.
    pub fn tidied(self) -> Self {
        let tidy = |body: String| body.replace("\r\n", "\n").trim().to_owned();
        match self {
            Self::Reply { body } => Self::Reply { body: tidy(body) },
            Self::Note { body } => Self::Note { body: tidy(body) },
            other => other,
        }
    }

    /// What is wrong with it: the field and the sentence.
    pub fn problem(&self, targets: &Targets) -> Option<(&'static str, String)> {
        match self {
            Self::Reply { body } | Self::Note { body } => wrong_text(body).map(|sentence| ("body", sentence)),
            Self::Snooze { minutes: Some(minutes) } if !(1..=MAX_MINUTES).contains(minutes) => {
                Some(("minutes", "Choose one minute to one year.".to_owned()))
            }
            _ => self.gone(targets).map(|field| (field, gone_sentence(field).to_owned())),
        }
    }

    /// The field that names somebody or something that is not there any more.
    pub fn gone(&self, targets: &Targets) -> Option<&'static str> {
        match self {
            Self::Tag { tag_id } | Self::Untag { tag_id } if !has(&targets.tags, tag_id) => Some("tag_id"),
            Self::AssignTeam { team_id: Some(team_id) } if !has(&targets.teams, team_id) => Some("team_id"),
            Self::AssignAgent { agent_id: Whom::Agent(agent_id) } if !has(&targets.agents, agent_id) => {
                Some("agent_id")
            }
            _ => None,
        }
    }
}

/// The steps of a macro as they are stored once the tag `from` is merged into `into`. Where a macro gives one of them and
/// takes the other, it keeps what it gives: as one tag, taking it would undo that. Nothing is done twice to `into`. A step
/// that this version does not know stays as it is.
pub fn retagged(steps: Value, (from, into): (TagId, TagId)) -> Value {
    let Value::Array(steps) = steps else { return steps };
    let (from, into) = (from.to_string(), into.to_string());
    let does = |step: &Value, kind: &str, tag: &str| step["type"] == kind && step["tag_id"] == tag;
    let any = |kind: &str, tag: &str| steps.iter().any(|step| does(step, kind, tag));
    let is_opposed = (any("tag", &from) && any("untag", &into)) || (any("tag", &into) && any("untag", &from));
    let mut kept: Vec<Value> = Vec::new();
    for mut step in steps {
        let is_theirs = step["tag_id"] == from.as_str() || step["tag_id"] == into.as_str();
        if is_theirs {
            if is_opposed && step["type"] == "untag" {
                continue;
            }
            step["tag_id"] = into.as_str().into();
            if kept.contains(&step) {
                continue;
            }
        }
        kept.push(step);
    }
    kept.into()
}

fn gone_sentence(field: &str) -> &'static str {
    match field {
        "tag_id" => "This tag is not there any more. Choose another one.",
        "team_id" => "This team is not there any more. Choose another one.",
        _ => "This person does not answer any more. Choose somebody else.",
    }
}

fn has<T: PartialEq>(named: &[(T, String)], id: &T) -> bool {
    named.iter().any(|(known, _)| known == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_stored_as_the_inbox_reads_them() {
        let json = r#"[{"type":"reply","body":"Hi"},{"type":"assign_agent","agent_id":"me"},{"type":"assign_agent","agent_id":null},{"type":"assign_team","team_id":null},{"type":"priority","priority":"urgent"},{"type":"snooze","minutes":null},{"type":"resolve"}]"#;
        let steps: Vec<Step> = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&steps).unwrap(), json);
        assert!(serde_json::from_str::<Step>(r#"{"type":"assign_agent","agent_id":"tag_1"}"#).is_err());
    }
}
