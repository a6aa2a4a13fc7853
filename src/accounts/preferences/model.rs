//! The choices and their defaults, without I/O. They are read leniently: what is absent or unknown takes the default.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::base::{Change, Timestamp, actor::UnknownWord};

/// How long a reply can be taken back, in seconds: what can be chosen.
pub const UNDO_SECONDS: [i64; 3] = [0, 5, 10];

/// Minutes of a day.
pub const DAY_MINUTES: i64 = 24 * 60;

/// The most keys an agent gives other actions to.
pub const MAX_SHORTCUTS: usize = 100;

/// What an agent has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preferences {
    /// How long a reply can be taken back, in seconds: 0, 5 or 10.
    pub undo_send_seconds: i64,
    /// Whether single keys do something.
    pub has_shortcuts: bool,
    /// Keys by action, where they are other than usual.
    pub shortcuts: BTreeMap<String, String>,
    pub density: Density,
    pub sound: bool,
    /// What the desktop shows.
    pub desktop: Wanted,
    /// What is shown in a corner of the inbox.
    pub toasts: Wanted,
    pub quiet: Option<Quiet>,
    /// Whether Enter alone sends; else Ctrl or Cmd with it.
    pub enter_sends: bool,
}

/// What an agent chooses anew. What is absent stays as it is, so that two browsers do not undo each other.
#[derive(Debug, Default)]
pub struct PreferenceChanges {
    pub undo_send_seconds: Option<i64>,
    pub has_shortcuts: Option<bool>,
    pub shortcuts: Option<BTreeMap<String, String>>,
    pub density: Option<Density>,
    pub sound: Option<bool>,
    pub desktop: Option<Wanted>,
    pub toasts: Option<Wanted>,
    pub quiet: Change<Quiet>,
    pub enter_sends: Option<bool>,
}

/// How close rows of the list stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    Comfortable,
    Compact,
}

/// What somebody wants to be called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// Messages in conversations of one's own.
    pub mine: bool,
    /// Messages that are nobody's yet.
    pub unassigned: bool,
    /// Notes that name one.
    pub mentions: bool,
    /// What others hand over to one, or to one's team.
    pub assigned: bool,
}

/// When nothing calls, in the time of the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quiet {
    /// Minutes after midnight, 0 to 1439.
    pub from: i64,
    /// As `from`; earlier than it means the next day.
    pub to: i64,
    /// On which days it begins: 0 is Sunday.
    pub days: Vec<i64>,
}

/// What an agent says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    Online,
    Away,
    /// Not to be disturbed.
    Busy,
}

/// What an agent says of itself, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Availability {
    pub word: Word,
    /// When the word has had its time; without, it holds until another.
    pub again_at: Option<Timestamp>,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { mine: true, unassigned: true, mentions: true, assigned: true }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            undo_send_seconds: 5,
            has_shortcuts: true,
            shortcuts: BTreeMap::new(),
            density: Density::Comfortable,
            sound: true,
            desktop: Wanted::default(),
            toasts: Wanted::default(),
            quiet: None,
            enter_sends: true,
        }
    }
}

impl Preferences {
    /// Reads what is stored; what is absent, or what this version does not know, takes the default.
    pub fn from_stored(text: &str) -> Self {
        let stored: Value = serde_json::from_str(text).unwrap_or_default();
        let usual = Self::default();
        let flag = |name: &str, usual: bool| stored[name].as_bool().unwrap_or(usual);
        let undo = stored["undo_send_seconds"].as_i64().filter(|seconds| UNDO_SECONDS.contains(seconds));
        let keys = stored["shortcuts"].as_object().into_iter().flatten();
        let keys = keys.filter_map(|(action, key)| Some((action.clone(), key.as_str()?.to_owned())));
        Self {
            undo_send_seconds: undo.unwrap_or(usual.undo_send_seconds),
            has_shortcuts: flag("has_shortcuts", usual.has_shortcuts),
            shortcuts: keys.take(MAX_SHORTCUTS).collect(),
            density: if stored["density"] == "compact" { Density::Compact } else { Density::Comfortable },
            sound: flag("sound", usual.sound),
            desktop: Wanted::from_stored(&stored["desktop"]),
            toasts: Wanted::from_stored(&stored["toasts"]),
            quiet: Quiet::from_stored(&stored["quiet"]),
            enter_sends: flag("enter_sends", usual.enter_sends),
        }
    }

    /// These choices after some were made anew.
    #[must_use]
    pub fn with(self, changes: PreferenceChanges) -> Self {
        Self {
            undo_send_seconds: changes.undo_send_seconds.unwrap_or(self.undo_send_seconds),
            has_shortcuts: changes.has_shortcuts.unwrap_or(self.has_shortcuts),
            shortcuts: changes.shortcuts.unwrap_or(self.shortcuts),
            density: changes.density.unwrap_or(self.density),
            sound: changes.sound.unwrap_or(self.sound),
            desktop: changes.desktop.unwrap_or(self.desktop),
            toasts: changes.toasts.unwrap_or(self.toasts),
            quiet: changes.quiet.apply(self.quiet),
            enter_sends: changes.enter_sends.unwrap_or(self.enter_sends),
        }
    }
}

impl Wanted {
    fn from_stored(stored: &Value) -> Self {
        let flag = |name: &str| stored[name].as_bool().unwrap_or(true);
        Self {
            mine: flag("mine"),
            unassigned: flag("unassigned"),
            mentions: flag("mentions"),
            assigned: flag("assigned"),
        }
    }
}

impl Quiet {
    fn from_stored(stored: &Value) -> Option<Self> {
        let minute = |name: &str| stored[name].as_i64().filter(|minute| (0..DAY_MINUTES).contains(minute));
        let days = stored["days"].as_array()?.iter().filter_map(Value::as_i64);
        let days = days.filter(|day| (0..7).contains(day)).take(7).collect();
        Some(Self { from: minute("from")?, to: minute("to")?, days })
    }
}

impl Word {
    /// Every word.
    pub const ALL: [Self; 3] = [Self::Online, Self::Away, Self::Busy];

    /// The word that stands in the database and in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Away => "away",
            Self::Busy => "busy",
        }
    }
}

impl std::str::FromStr for Word {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::ALL.into_iter().find(|word| word.as_str() == text).ok_or(UnknownWord)
    }
}

impl Availability {
    /// What holds at a moment: a word that has had its time is over.
    pub fn at(self, now: Timestamp) -> Word {
        if self.again_at.is_some_and(|again_at| again_at <= now) { Word::Online } else { self.word }
    }
}

impl Default for Availability {
    fn default() -> Self {
        Self { word: Word::Online, again_at: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back_and_what_is_not_understood_takes_its_default() {
        let mut chosen = Preferences { undo_send_seconds: 10, density: Density::Compact, ..Preferences::default() };
        chosen.desktop.unassigned = false;
        chosen.quiet = Some(Quiet { from: 1_320, to: 420, days: vec![0, 6] });
        chosen.shortcuts.insert("next".to_owned(), "J".to_owned());

        let stored = serde_json::to_string(&chosen).unwrap();
        assert_eq!(Preferences::from_stored(&stored), chosen);

        for odd in ["", "{}", "[]", "7", r#"{"undo_send_seconds":7,"desktop":3,"quiet":{"from":-1},"density":"huge"}"#]
        {
            assert_eq!(Preferences::from_stored(odd), Preferences::default(), "{odd}");
        }
    }

    #[test]
    fn a_word_with_an_end_is_over_from_then_on() {
        let noon = Timestamp::from_millis(43_200_000);
        let away = Availability { word: Word::Away, again_at: Some(noon) };

        assert_eq!([away.at(noon.plus(-1)), away.at(noon)], [Word::Away, Word::Online]);
        assert_eq!(Availability { again_at: None, ..away }.at(noon), Word::Away);
    }
}
