//! The form that says what a key is: its name, its scopes and its end.

use jiff::{civil::Date, tz::TimeZone};

use super::super::inputs::{Choice, Choices, Input};
use crate::{
    api_keys::model::{ApiKey, NewApiKey},
    base::{Error, FieldErrors, Scope, Scopes, Timestamp, time::DAY},
    http::forms::Form,
};

/// How long a key may be chosen to live: the value of the form, the days, the words.
const LIVES: [(&str, i64, &str); 3] = [("30", 30, "In 30 days"), ("90", 90, "In 90 days"), ("365", 365, "In a year")];

/// The value that stands for a day of one's own.
const ON_A_DAY: &str = "day";

/// The word for a key without an end.
const NEVER: &str = "never";

/// The controls. `console/key_form.html` draws them.
pub struct KeyForm {
    pub name: Input,
    pub scopes: Choices,
    pub expires: Input,
    pub expires_on: Input,
}

/// What stands in the form.
pub struct Filled {
    name: String,
    scopes: Vec<Scope>,
    expires: String,
    expires_on: String,
}

/// What the form is read against.
pub struct Present<'p> {
    pub now: Timestamp,
    /// The workspace's, in which days end.
    pub zone: &'p TimeZone,
    /// The key that is changed, where there is one already.
    pub key: Option<&'p ApiKey>,
}

impl Filled {
    /// The form of a key that is not made yet.
    pub fn fresh() -> Self {
        let scopes = vec![Scope::Identify, Scope::Records];
        Self { name: String::new(), scopes, expires: NEVER.to_owned(), expires_on: String::new() }
    }

    /// The form of a key as it is.
    pub fn of_key(key: &ApiKey, zone: &TimeZone) -> Self {
        let day = last_day(key, zone).map(|day| day.to_string()).unwrap_or_default();
        Self {
            name: key.name.clone(),
            scopes: Scope::ALL.into_iter().filter(|scope| key.scopes.allow(*scope)).collect(),
            expires: if day.is_empty() { NEVER.to_owned() } else { ON_A_DAY.to_owned() },
            expires_on: day,
        }
    }

    /// The form as it was sent.
    pub fn of_form(form: &Form) -> Self {
        let is_chosen = |scope: &Scope| form.all("scope").any(|word| word == scope.as_str());
        Self {
            name: form.text("name").to_owned(),
            scopes: Scope::ALL.into_iter().filter(is_chosen).collect(),
            expires: form.text("expires").to_owned(),
            expires_on: form.text("expires_on").trim().to_owned(),
        }
    }

    /// What the key is to be.
    ///
    /// # Errors
    /// Every wrong field: `/name`, `/scopes`, `/expires_at`.
    pub fn read(&self, present: &Present<'_>) -> Result<NewApiKey, FieldErrors> {
        let wanted = |expires_at| NewApiKey {
            name: self.name.clone(),
            scopes: Scopes::new(self.scopes.iter().copied()),
            expires_at,
        };
        let (expires_at, wrong_end) = match self.end(present) {
            Ok(end) => (end, None),
            Err(sentence) => (None, Some(sentence)),
        };
        let mut errors = match wanted(expires_at).checked(present.now) {
            Err(Error::Invalid(errors)) => errors,
            Ok(_) | Err(_) => FieldErrors::new(),
        };
        if let Some(sentence) = wrong_end {
            errors.add("/expires_at", sentence);
        }
        if errors.is_empty() { Ok(wanted(expires_at)) } else { Err(errors) }
    }

    fn end(&self, present: &Present<'_>) -> Result<Option<Timestamp>, &'static str> {
        let had = present.key.and_then(|key| last_day(key, present.zone)).map(|day| day.to_string());
        let is_as_before = had.as_deref() == Some(self.expires_on.as_str());
        if self.expires == ON_A_DAY {
            if is_as_before {
                // The form shows a day; the moment within it stays what it was.
                return Ok(present.key.and_then(|key| key.expires_at));
            }
            return end_of(&self.expires_on, present.zone).map(Some);
        }
        if !self.expires_on.is_empty() && !is_as_before {
            return Err("A day is given here, and something else is chosen. Choose “On a day”, or clear the day.");
        }
        if self.expires.is_empty() || self.expires == NEVER {
            return Ok(None);
        }
        let (_, days, _) = LIVES
            .iter()
            .find(|(value, ..)| *value == self.expires)
            .ok_or("Choose when the key shall end, or that it never does.")?;
        Ok(Some(present.now.plus(days * DAY)))
    }

    /// The controls with what stands in them and what is wrong with it.
    pub fn draw(&self, errors: &FieldErrors) -> KeyForm {
        let name = Input::text("Name", "name", self.name.as_str()).hint("What the key is for, such as “Shop server”.");
        let mut scopes = Choices::boxes("Scopes", "scope", Scope::ALL.map(|scope| self.choice(scope)).to_vec());
        scopes.error = errors.at("/scopes").map(str::to_owned);
        let option =
            |(value, words): (&str, &str)| (value.to_owned(), words.to_owned(), self.expires.as_str() == value);
        let lives = LIVES.iter().map(|(value, _, words)| (*value, *words));
        let options = std::iter::once((NEVER, "Never")).chain(lives).chain([(ON_A_DAY, "On a day")]);
        let day = Input { kind: "date", ..Input::text("Last day", "expires_on", self.expires_on.as_str()) };
        KeyForm {
            name: Input { is_required: true, max_length: Some(100), ..name }.wrong_at(errors, "/name"),
            scopes,
            expires: Input::select("Expires", "expires", options.map(option).collect()),
            expires_on: day
                .optional()
                .hint("For “On a day”: the key works until this day has ended, by your business's clock.")
                .wrong_at(errors, "/expires_at"),
        }
    }

    fn choice(&self, scope: Scope) -> Choice {
        let word = scope.as_str();
        Choice { value: word, label: word, hint: hint(scope), is_chosen: self.scopes.contains(&scope) }
    }
}

/// What a scope lets a key do.
fn hint(scope: Scope) -> &'static str {
    match scope {
        Scope::Identify => "Create customers and update their profiles",
        Scope::Records => "Send orders, deposits and other records, remove them, and read customers back",
        Scope::Products => "Send the products you sell, and remove them",
        Scope::Sessions => "Prepare sessions, so that a page starts as a customer you vouch for",
        Scope::Erase => "Erase a person with everything they have written",
        Scope::Sites => "Make, list and revoke site keys",
    }
}

/// The last day on which a key works, where it ends at all.
pub fn last_day(key: &ApiKey, zone: &TimeZone) -> Option<Date> {
    // A key that ends at midnight works until the day before has ended.
    let last = key.expires_at?.plus(-1);
    let moment = jiff::Timestamp::from_millisecond(last.as_millis()).ok()?;
    Some(moment.to_zoned(zone.clone()).date())
}

/// When a day has ended.
fn end_of(typed: &str, zone: &TimeZone) -> Result<Timestamp, &'static str> {
    let unreadable = "Enter the last day on which the key shall work, such as 2027-03-31.";
    let day: Date = typed.parse().map_err(|_| unreadable)?;
    let after = day.tomorrow().map_err(|_| unreadable)?;
    let midnight = after.to_zoned(zone.clone()).map_err(|_| unreadable)?;
    Ok(Timestamp::from_millis(midnight.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Random, ids::NewId};

    /// Saturday, 21 November 2026, 09:30 UTC.
    const NOW: Timestamp = Timestamp::from_millis(1_795_253_400_000);

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    fn filled(expires: &str, expires_on: &str) -> Filled {
        Filled {
            name: "Shop".to_owned(),
            scopes: vec![Scope::Records],
            expires: expires.to_owned(),
            expires_on: expires_on.to_owned(),
        }
    }

    fn key_until(expires_at: Option<Timestamp>) -> ApiKey {
        ApiKey {
            id: crate::base::ids::ApiKeyId::new(NOW, &Random::seeded(1)),
            public_part: "abcdefgh".to_owned(),
            name: "Shop".to_owned(),
            scopes: Scopes::new([Scope::Records]),
            created_by: None,
            created_at: NOW,
            expires_at,
            last_used_at: None,
            last_used_from: None,
            revoked_at: None,
        }
    }

    #[test]
    fn a_key_works_until_its_last_day_has_ended_where_the_business_is() {
        let zone = berlin();
        let present = Present { now: NOW, zone: &zone, key: None };

        let end = filled("day", "2026-11-30").read(&present).unwrap().expires_at.unwrap();

        assert_eq!(end.to_rfc3339(), "2026-11-30T23:00:00.000Z");
        assert_eq!(last_day(&key_until(Some(end)), &zone).unwrap().to_string(), "2026-11-30");
        for wrong in ["", "soon", "2026-02-30", "2026-11-20", "9999-12-31"] {
            let errors = filled("day", wrong).read(&present).unwrap_err();
            assert!(errors.at("/expires_at").is_some(), "{wrong}");
        }
        assert!(filled("never", "2026-11-30").read(&present).is_err(), "a day that would not count is not ignored");
        assert!(filled("31", "").read(&present).is_err(), "what is not offered does not mean for ever");
        assert_eq!(filled("30", "").read(&present).unwrap().expires_at, Some(NOW.plus(30 * DAY)));
    }

    #[test]
    fn saving_the_form_of_a_key_unchanged_moves_its_end_by_nothing() {
        let zone = berlin();
        let key = key_until(Some(NOW.plus(5 * DAY)));
        let present = Present { now: NOW, zone: &zone, key: Some(&key) };
        let shown = Filled::of_key(&key, &zone);

        assert_eq!((shown.expires.as_str(), shown.expires_on.as_str()), ("day", "2026-11-26"));
        assert_eq!(shown.read(&present).unwrap().expires_at, key.expires_at);
        assert_eq!(filled("never", "2026-11-26").read(&present).unwrap().expires_at, None);
        assert!(filled("never", "2026-11-27").read(&present).is_err());
    }
}
