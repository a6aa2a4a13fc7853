//! Every key with the value that counts: what the file or a variable says, else the default.
//!
//! A value that cannot be understood is a problem, and the default stands in for it, so that the
//! rest can be checked too.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use ipnet::IpNet;

use super::key::Key;
use super::problems::{Place, Problem, Problems};
use super::public_url::PublicUrl;
use super::shape::{Raw, Value};

/// A value that was found for a key.
pub(super) struct Entry {
    pub key: &'static Key,
    pub raw: Raw,
    pub place: Place,
}

/// The understood values, one for each key.
pub(super) struct Readings(BTreeMap<&'static str, Reading>);

struct Reading {
    value: Value,
    place: Place,
}

impl Readings {
    /// Understands what was found. A later entry for the same key wins, but an earlier wrong one
    /// is told all the same: it would bite on the day the later one is taken away.
    pub(super) fn take(found: impl Iterator<Item = Entry>, problems: &mut Problems) -> Readings {
        let defaults = super::keys().map(|key| {
            let value = key.shape.understand(&key.default.into()).expect("a default fits its own key");
            (key.name, Reading { value, place: Place::Nowhere })
        });
        let mut readings = Readings(defaults.collect());
        for Entry { key, raw, place } in found {
            match key.shape.understand(&raw) {
                Ok(value) => {
                    readings.0.insert(key.name, Reading { value, place });
                }
                Err(reason) => {
                    problems.add(Problem::of_key(key, reason).at(place).with_value(raw.shown()));
                }
            }
        }
        readings
    }

    pub(super) fn address(&self, name: &str) -> SocketAddr {
        match &self.reading(name).value {
            Value::Address(address) => *address,
            other => unreachable!("{name} is read as an address and holds {other:?}"),
        }
    }

    pub(super) fn public_url(&self, name: &str) -> Option<PublicUrl> {
        match &self.reading(name).value {
            Value::PublicUrl(url) => url.clone(),
            other => unreachable!("{name} is read as a web address and holds {other:?}"),
        }
    }

    pub(super) fn networks(&self, name: &str) -> Vec<IpNet> {
        match &self.reading(name).value {
            Value::Networks(networks) => networks.clone(),
            other => unreachable!("{name} is read as networks and holds {other:?}"),
        }
    }

    pub(super) fn ports(&self, name: &str) -> Vec<u16> {
        match &self.reading(name).value {
            Value::Ports(ports) => ports.clone(),
            other => unreachable!("{name} is read as ports and holds {other:?}"),
        }
    }

    pub(super) fn text(&self, name: &str) -> String {
        match &self.reading(name).value {
            Value::Text(text) => text.clone(),
            other => unreachable!("{name} is read as text and holds {other:?}"),
        }
    }

    /// Reads a whole number. Every key's upper bound fits the types it is read as.
    pub(super) fn whole<T: TryFrom<u64>>(&self, name: &str) -> T {
        match &self.reading(name).value {
            Value::Whole(number) => T::try_from(*number)
                .unwrap_or_else(|_| unreachable!("{name} allows more than its type holds: {number}")),
            other => unreachable!("{name} is read as a number and holds {other:?}"),
        }
    }

    pub(super) fn seconds(&self, name: &str) -> Duration {
        Duration::from_secs(self.whole(name))
    }

    /// Tells where the value of a key came from.
    pub(super) fn place(&self, name: &str) -> Place {
        self.reading(name).place.clone()
    }

    fn reading(&self, name: &str) -> &Reading {
        self.0.get(name).expect("every key that is read is listed in keys()")
    }
}

impl Problem {
    /// Starts a problem with a known key; the example is the key's own.
    pub(super) fn of_key(key: &Key, reason: impl Into<String>) -> Problem {
        Problem {
            key: key.name.into(),
            value: None,
            place: Place::Nowhere,
            reason: reason.into(),
            example: Some(key.example_line()),
        }
    }

    /// Says where it was found; a variable's example is written as a variable.
    pub(super) fn at(mut self, place: Place) -> Problem {
        if let (Place::Variable(variable), Some(key)) = (&place, Key::named(&self.key)) {
            self.example = Some(format!("{variable}={}", key.example.as_words()));
        }
        self.place = place;
        self
    }

    pub(super) fn with_value(mut self, value: String) -> Problem {
        self.value = Some(value);
        self
    }
}
