//! The sections of a site as JSON in its row. What a row lacks, or a later version wrote, takes the default.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    AskContact, Colour, ContextField, Features, Hours, Icon, LauncherSize, Locale, Look, PageRule, Side, Theme,
    features::known_events,
    hours::{Holiday, Interval, Mode, WhenClosed},
    page_rules::{Act, Device},
    texts::{Texts, TextsByLocale},
};

/// The look as it is stored.
pub fn look_json(look: &Look) -> Value {
    let texts: BTreeMap<_, _> = look.launcher_texts.iter().map(|(locale, text)| (locale.as_str(), text)).collect();
    json!({
        "position": look.position.as_str(),
        "offset_x": look.offset_x,
        "offset_y": look.offset_y,
        "size": look.size.as_str(),
        "theme": look.theme.as_str(),
        "primary": look.primary.to_string(),
        "is_launcher_hidden": look.is_launcher_hidden,
        "launcher_texts": texts,
        "icon": look.icon.as_str(),
        "has_pulse": look.has_pulse,
    })
}

/// The look that was stored.
pub fn look_of(stored: &Value) -> Look {
    let default = Look::default();
    let offset = |name: &str| stored.get(name).and_then(Value::as_u64).and_then(|offset| u16::try_from(offset).ok());
    Look {
        position: word(stored, "position", Side::parse).unwrap_or(default.position),
        offset_x: offset("offset_x").unwrap_or(default.offset_x),
        offset_y: offset("offset_y").unwrap_or(default.offset_y),
        size: word(stored, "size", LauncherSize::parse).unwrap_or(default.size),
        theme: word(stored, "theme", Theme::parse).unwrap_or(default.theme),
        primary: word(stored, "primary", Colour::parse).unwrap_or(default.primary),
        is_launcher_hidden: flag(stored, "is_launcher_hidden").unwrap_or(default.is_launcher_hidden),
        launcher_texts: by_locale(stored.get("launcher_texts"), |text| text.as_str().map(str::to_owned)),
        icon: word(stored, "icon", Icon::parse).unwrap_or(default.icon),
        has_pulse: flag(stored, "has_pulse").unwrap_or(default.has_pulse),
    }
}

/// The texts as they are stored.
pub fn texts_json(texts: &TextsByLocale) -> Value {
    let written = |texts: &Texts| {
        let fields = texts.fields().into_iter();
        fields.filter_map(|(name, text)| Some((name.to_owned(), json!(text.as_ref()?)))).collect::<Map<_, _>>()
    };
    let texts = texts.iter().map(|(locale, texts)| (locale.as_str().to_owned(), Value::Object(written(texts))));
    Value::Object(texts.collect())
}

/// The texts that were stored. The first version of Deskbell kept three of them with the look, in the site's one
/// language; what stands among the texts wins over those.
pub fn texts_of(stored: &Value, look: &Value, locale: Locale) -> TextsByLocale {
    let mut texts = by_locale(Some(stored), |stored| Some(read_texts(stored)));
    let older = read_texts(look);
    if !older.is_empty() {
        texts.entry(locale).or_insert(older);
    }
    texts
}

fn read_texts(stored: &Value) -> Texts {
    let mut texts = Texts::default();
    for (name, _) in Texts::default().fields() {
        if let Some(field) = texts.field_mut(name) {
            *field = stored.get(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        }
    }
    texts
}

/// The switches as they are stored.
pub fn features_json(features: &Features) -> Value {
    let switches = features.switches().into_iter().map(|(name, is_on)| (name.to_owned(), Value::Bool(is_on)));
    let mut stored: Map<_, _> = switches.collect();
    stored.insert("ask_contact".to_owned(), features.ask_contact.as_str().into());
    Value::Object(stored)
}

/// The switches that were stored.
pub fn features_of(stored: &Value) -> Features {
    let mut features = Features::default();
    for (name, is_on) in features.switches_mut() {
        *is_on = flag(stored, name).unwrap_or(*is_on);
    }
    features.ask_contact = word(stored, "ask_contact", AskContact::parse).unwrap_or(features.ask_contact);
    features
}

/// The mirrored events that were stored.
pub fn events_of(stored: &Value) -> Vec<&'static str> {
    let events: Vec<_> = elements(Some(stored)).filter_map(Value::as_str).map(str::to_owned).collect();
    known_events(&events)
}

/// The names of a context as they are stored.
pub fn context_json(fields: &[ContextField]) -> Value {
    let field = |field: &ContextField| {
        json!({
            "name": field.name,
            "for_agents": field.for_agents,
            "for_bots": field.for_bots,
            "for_assistant": field.for_assistant,
        })
    };
    Value::Array(fields.iter().map(field).collect())
}

/// The names of a context that were stored. What does not say who may read it, nobody may.
pub fn context_of(stored: &Value) -> Vec<ContextField> {
    let field = |stored: &Value| {
        let may = |name: &str| flag(stored, name).unwrap_or(false);
        Some(ContextField {
            name: stored.get("name")?.as_str()?.to_owned(),
            for_agents: may("for_agents"),
            for_bots: may("for_bots"),
            for_assistant: may("for_assistant"),
        })
    };
    elements(Some(stored)).filter_map(field).collect()
}

/// The rules as they are stored.
pub fn rules_json(rules: &[PageRule]) -> Value {
    let rule = |rule: &PageRule| {
        json!({
            "act": rule.act.as_str(),
            "path": rule.path,
            "query": rule.query,
            "device": rule.device.map(Device::as_str),
            "language": rule.language,
            "signed_in": rule.signed_in,
        })
    };
    Value::Array(rules.iter().map(rule).collect())
}

/// The rules that were stored. One that cannot be read is left out whole: without one of its conditions it would fit
/// pages it was not meant for.
pub fn rules_of(stored: &Value) -> Vec<PageRule> {
    let rule = |stored: &Value| {
        let text = |name: &str| stored.get(name).and_then(Value::as_str).map(str::to_owned);
        let device = match text("device") {
            Some(word) => Some(Device::parse(&word)?),
            None => None,
        };
        let act = word(stored, "act", Act::parse)?;
        let signed_in = flag(stored, "signed_in");
        Some(PageRule { act, path: text("path"), query: text("query"), device, language: text("language"), signed_in })
    };
    elements(Some(stored)).filter_map(rule).collect()
}

/// The hours as they are stored.
pub fn hours_json(hours: &Hours) -> Value {
    let intervals = |intervals: &[Interval]| intervals.iter().map(|interval| interval.written()).collect::<Vec<_>>();
    let holiday = |holiday: &Holiday| {
        json!({
            "first": holiday.first.to_string(),
            "last": holiday.last.to_string(),
            "name": holiday.name,
            "intervals": intervals(&holiday.intervals),
        })
    };
    json!({
        "mode": hours.mode.as_str(),
        "time_zone": hours.time_zone,
        "weekly": hours.weekly.iter().map(|day| intervals(day)).collect::<Vec<_>>(),
        "holidays": hours.holidays.iter().map(holiday).collect::<Vec<_>>(),
        "when_closed": hours.when_closed.as_str(),
    })
}

/// The hours that were stored.
pub fn hours_of(stored: &Value) -> Hours {
    let default = Hours::default();
    let intervals = |stored: Option<&Value>| -> Vec<Interval> {
        let interval = |pair: &Value| {
            let time = |index: usize| pair.get(index).and_then(Value::as_str);
            Interval::parse(time(0)?, time(1)?).ok()
        };
        elements(stored).filter_map(interval).collect()
    };
    let holiday = |stored: &Value| {
        Some(Holiday {
            first: word(stored, "first", |date| date.parse().ok())?,
            last: word(stored, "last", |date| date.parse().ok())?,
            name: word(stored, "name", |name| Some(name.to_owned())).unwrap_or_default(),
            intervals: intervals(stored.get("intervals")),
        })
    };
    let weekly = stored.get("weekly").filter(|weekly| weekly.is_array());
    Hours {
        mode: word(stored, "mode", Mode::parse).unwrap_or(default.mode),
        time_zone: word(stored, "time_zone", |zone| Some(zone.to_owned())).unwrap_or(default.time_zone),
        weekly: weekly.map_or(default.weekly, |weekly| std::array::from_fn(|day| intervals(weekly.get(day)))),
        holidays: elements(stored.get("holidays")).filter_map(holiday).collect(),
        when_closed: word(stored, "when_closed", WhenClosed::parse).unwrap_or(default.when_closed),
    }
}

fn word<T>(stored: &Value, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    stored.get(name).and_then(Value::as_str).and_then(parse)
}

fn flag(stored: &Value, name: &str) -> Option<bool> {
    stored.get(name).and_then(Value::as_bool)
}

fn elements(stored: Option<&Value>) -> impl Iterator<Item = &Value> {
    stored.and_then(Value::as_array).into_iter().flatten()
}

fn by_locale<T>(stored: Option<&Value>, read: impl Fn(&Value) -> Option<T>) -> BTreeMap<Locale, T> {
    let fields = stored.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(locale, value)| Some((Locale::parse(locale)?, read(value)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        let mut hours = Hours { mode: Mode::Weekly, time_zone: "Asia/Tokyo".into(), ..Hours::default() };
        hours.weekly[6] = vec![Interval { start: 0, end: 24 * 60 }];
        let date = "2026-12-24".parse().unwrap();
        hours.holidays = vec![Holiday { first: date, last: date, name: "Christmas".into(), intervals: Vec::new() }];
        let look = Look {
            icon: Icon::Wave,
            has_pulse: false,
            launcher_texts: BTreeMap::from([(Locale::German, "Fragen?".to_owned())]),
            ..Look::default()
        };
        let rule = PageRule { device: Some(Device::Phone), signed_in: Some(true), ..PageRule::everywhere(Act::Sales) };
        let features = Features { rating: false, ask_contact: AskContact::Never, ..Features::default() };

        assert_eq!(hours_of(&hours_json(&hours)), hours);
        assert_eq!(look_of(&look_json(&look)), look);
        assert_eq!(rules_of(&rules_json(std::slice::from_ref(&rule))), [rule]);
        assert_eq!(features_of(&features_json(&features)), features);
    }

    #[test]
    fn what_is_absent_or_unknown_takes_the_default() {
        let strange = json!({"theme": "sepia", "offset_x": 1.5, "mode": 7, "rating": "no", "weekly": 3, "more": {}});

        assert_eq!(look_of(&strange), Look::default());
        assert_eq!(hours_of(&strange), Hours::default());
        assert_eq!(features_of(&strange), Features::default());
        assert_eq!(rules_of(&json!([{"act": "hide", "device": "watch"}, {"act": "dance"}, 3])), []);
        assert_eq!(events_of(&json!(["open", "nod", 3])), ["open"]);
    }

    #[test]
    fn texts_that_stood_with_the_look_become_those_of_the_sites_locale() {
        let look = json!({"greeting": "Hallo!", "introduction": "", "position": "left"});
        let german = Texts { greeting: Some("Hallo!".into()), ..Texts::default() };

        assert_eq!(texts_of(&json!({}), &look, Locale::German), TextsByLocale::from([(Locale::German, german)]));
        let newer = json!({"de": {"notice": "Bis Montag"}});
        assert_eq!(texts_of(&newer, &look, Locale::German).get(&Locale::German).unwrap().greeting, None);
    }
}
