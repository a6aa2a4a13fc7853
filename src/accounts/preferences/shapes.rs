//! Choices as they are sent and answered.

use std::collections::BTreeMap;

use poem_openapi::{Enum, Object};

use super::{Availability, PreferenceChanges, Preferences, Word, model};
use crate::{
    base::{
        Timestamp,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    http::JsonBody,
};

/// What an agent has chosen.
#[derive(Debug, Clone, Object)]
pub struct PreferencesView {
    /// How long a reply can be taken back, in seconds: 0, 5 or 10.
    pub undo_send_seconds: i64,
    /// Whether single keys do something.
    pub has_shortcuts: bool,
    /// Keys by action, where they are other than usual; at most 100.
    pub shortcuts: BTreeMap<String, String>,
    pub density: DensityView,
    pub sound: bool,
    /// What the desktop shows.
    pub desktop: WantedView,
    /// What is shown in a corner of the inbox.
    pub toasts: WantedView,
    /// When nothing calls; absent where it always may.
    pub quiet: Option<QuietView>,
    /// Whether Enter alone sends; else Ctrl or Cmd with it.
    pub enter_sends: bool,
}

/// What an agent chooses anew. What is absent stays as it is.
#[derive(Debug, Object)]
pub struct ChoosePreferences {
    /// How long a reply can be taken back, in seconds: 0, 5 or 10.
    pub undo_send_seconds: Option<i64>,
    /// Whether single keys do something.
    pub has_shortcuts: Option<bool>,
    /// All keys by action, where they are to be other than usual; at most 100.
    pub shortcuts: Option<BTreeMap<String, String>>,
    pub density: Option<DensityView>,
    pub sound: Option<bool>,
    /// What the desktop shows.
    pub desktop: Option<WantedView>,
    /// What is shown in a corner of the inbox.
    pub toasts: Option<WantedView>,
    /// When nothing calls; `null` where it always may.
    #[oai(nullable)]
    pub quiet: Option<QuietView>,
    /// Whether Enter alone sends; else Ctrl or Cmd with it.
    pub enter_sends: Option<bool>,
}

/// How close rows of the list stand.
#[derive(Debug, Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
pub enum DensityView {
    Comfortable,
    Compact,
}

/// What somebody wants to be called for.
#[derive(Debug, Clone, Object)]
pub struct WantedView {
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
#[derive(Debug, Clone, Object)]
pub struct QuietView {
    /// Minutes after midnight, 0 to 1439.
    pub from: i64,
    /// As `from`; earlier than it means the next day.
    pub to: i64,
    /// On which days it begins: 0 is Sunday.
    pub days: Vec<i64>,
}

/// Whether an agent can be reached, in its own word.
#[derive(Debug, Clone, Object)]
pub struct AvailabilityView {
    pub state: AvailabilityState,
    /// When it is back, in milliseconds since 1970; absent where that is open.
    pub again_at: Option<i64>,
}

/// What an agent says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum AvailabilityState {
    Online,
    Away,
    /// Not to be disturbed.
    Busy,
}

impl From<Preferences> for PreferencesView {
    fn from(chosen: Preferences) -> Self {
        Self {
            undo_send_seconds: chosen.undo_send_seconds,
            has_shortcuts: chosen.has_shortcuts,
            shortcuts: chosen.shortcuts,
            density: match chosen.density {
                model::Density::Comfortable => DensityView::Comfortable,
                model::Density::Compact => DensityView::Compact,
            },
            sound: chosen.sound,
            desktop: chosen.desktop.into(),
            toasts: chosen.toasts.into(),
            quiet: chosen.quiet.map(|quiet| QuietView { from: quiet.from, to: quiet.to, days: quiet.days }),
            enter_sends: chosen.enter_sends,
        }
    }
}

impl From<model::Wanted> for WantedView {
    fn from(wanted: model::Wanted) -> Self {
        let model::Wanted { mine, unassigned, mentions, assigned } = wanted;
        Self { mine, unassigned, mentions, assigned }
    }
}

impl AvailabilityView {
    /// What holds at a moment.
    pub fn of(said: Availability, now: Timestamp) -> Self {
        let state = match said.at(now) {
            Word::Online => AvailabilityState::Online,
            Word::Away => AvailabilityState::Away,
            Word::Busy => AvailabilityState::Busy,
        };
        let again_at = said.again_at.filter(|_| state != AvailabilityState::Online);
        Self { state, again_at: again_at.map(Timestamp::as_millis) }
    }
}

impl JsonBody for PreferenceChanges {
    type Shape = ChoosePreferences;
}

impl ReadJson for PreferenceChanges {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let undo_send_seconds = fields.optional_with("undo_send_seconds", |json, place, wrong| {
            let chosen = json.as_whole().filter(|seconds| model::UNDO_SECONDS.contains(seconds));
            chosen.map_or_else(|| wrong.at(place, "Choose 0, 5 or 10 seconds."), Some)
        });
        let has_shortcuts = fields.optional_with("has_shortcuts", json::flag);
        let shortcuts = fields.optional_with("shortcuts", shortcuts);
        let density = fields.optional_with("density", |json, place, wrong| match json.as_text() {
            Some("comfortable") => Some(model::Density::Comfortable),
            Some("compact") => Some(model::Density::Compact),
            _ => wrong.at(place, "Choose “comfortable” or “compact”."),
        });
        let sound = fields.optional_with("sound", json::flag);
        let desktop = fields.optional_with("desktop", model::Wanted::read_json);
        let toasts = fields.optional_with("toasts", model::Wanted::read_json);
        let quiet = fields.change_with("quiet", model::Quiet::read_json);
        let enter_sends = fields.optional_with("enter_sends", json::flag);
        fields.finish();
        Some(Self { undo_send_seconds, has_shortcuts, shortcuts, density, sound, desktop, toasts, quiet, enter_sends })
    }
}

impl ReadJson for model::Wanted {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let [mine, unassigned, mentions, assigned] =
            ["mine", "unassigned", "mentions", "assigned"].map(|name| fields.required_with(name, json::flag));
        fields.finish();
        Some(Self { mine: mine?, unassigned: unassigned?, mentions: mentions?, assigned: assigned? })
    }
}

impl ReadJson for model::Quiet {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let minute = |json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong| {
            let minute = json.as_whole().filter(|minute| (0..model::DAY_MINUTES).contains(minute));
            minute.map_or_else(|| wrong.at(place, "Expected minutes after midnight, from 0 to 1439."), Some)
        };
        let from = fields.required_with("from", minute);
        let to = fields.required_with("to", minute);
        let days = fields.required_with("days", |json, place, wrong| {
            let mut days: Vec<i64> = json.elements().iter().filter_map(Json::as_whole).collect();
            let is_right = days.len() == json.elements().len() && days.iter().all(|day| (0..7).contains(day));
            days.sort_unstable();
            days.dedup();
            if !is_right || days.is_empty() {
                return wrong.at(place, "Choose one day at least, each as a number from 0 (Sunday) to 6 (Saturday).");
            }
            Some(days)
        });
        if from.is_some() && from == to {
            fields.wrong_at::<()>("to", "Choose an end that is not the beginning.");
        }
        fields.finish();
        Some(Self { from: from?, to: to?, days: days? })
    }
}

impl JsonBody for Availability {
    type Shape = AvailabilityView;
}

impl ReadJson for Availability {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let word = fields.required_with("state", |json, place, wrong| {
            let word = json.as_text().and_then(|text| text.parse().ok());
            word.map_or_else(|| wrong.at(place, "Choose “online”, “away” or “busy”."), Some)
        });
        let again_at = fields.optional_with("again_at", |json, place, wrong| {
            let moment = json.as_whole().map(Timestamp::from_millis);
            moment.map_or_else(|| wrong.at(place, "Expected milliseconds since 1970."), Some)
        });
        if word == Some(Word::Online) && again_at.is_some() {
            fields.wrong_at::<()>("again_at", "Whoever is online has no time of return. Leave it out.");
        }
        fields.finish();
        Some(Self { word: word?, again_at })
    }
}

/// Keys by action.
fn shortcuts(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<BTreeMap<String, String>> {
    let Json::Object(fields) = json else {
        return wrong.at(place, format!("Expected an object, not {}.", json.noun()));
    };
    if fields.len() > model::MAX_SHORTCUTS {
        return wrong.at(place, format!("Expected at most {} keys.", model::MAX_SHORTCUTS));
    }
    let mut keys = BTreeMap::new();
    for (action, key) in fields {
        let key = json::text(key, &Place::Field(place, &action), wrong, [1, 30]);
        if action.is_empty() || action.chars().count() > 60 {
            wrong.at::<()>(&Place::Field(place, &action), "Expected an action's name of 1 to 60 characters.");
        }
        keys.extend(key.map(|key| (action.into_owned(), key)));
    }
    Some(keys)
}
