//! The words of visitors: the page they are on, and what it claims.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::base::text;

/// Where the visitor is, as the panel reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The page's origin, as the browser gave it to the panel.
    pub origin: String,
    pub url: Option<String>,
    pub title: Option<String>,
    pub referrer: Option<String>,
    /// `utm_*` and the snippet's campaign.
    pub campaign: BTreeMap<String, String>,
    pub whereabouts: Whereabouts,
}

/// Where a browser is, as it says itself. What is absent was not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// Its language, such as `de-AT`.
    pub locale: Option<String>,
    /// Its zone, such as `Europe/Vienna`.
    pub time_zone: Option<String>,
    pub device: Option<Device>,
}

/// What a browser runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Phone,
    Tablet,
    Desktop,
}

impl Device {
    /// Every device.
    pub const ALL: [Self; 3] = [Self::Phone, Self::Tablet, Self::Desktop];

    /// The word in the database and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Desktop => "desktop",
        }
    }

    /// The device that a word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|device| device.as_str() == word)
    }
}

impl Whereabouts {
    /// Without what cannot be a language or a zone.
    fn sound(self) -> Self {
        let is_word = |text: &String, marks: &str, most| {
            (1..=most).contains(&text.len())
                && text.chars().all(|char| char.is_ascii_alphanumeric() || marks.contains(char))
        };
        Self {
            locale: self.locale.filter(|locale| is_word(locale, "-", 35)),
            time_zone: self.time_zone.filter(|zone| is_word(zone, "/_+-", 64)),
            device: self.device,
        }
    }
}

/// What a page says about its visitor without proof. Absent fields were not said.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, serde_json::Value>,
}

impl Page {
    /// The page with every text cut to what is worth keeping: an address without its fragment, a title of 256
    /// characters, twenty campaign words.
    pub fn trimmed(self) -> Self {
        let address = |url: String| {
            let url = url.split('#').next().unwrap_or_default().chars().take(2_000).collect::<String>();
            text::web_address(&url)
        };
        let words = self.campaign.into_iter().take(20);
        Self {
            origin: self.origin.chars().take(300).collect(),
            url: self.url.and_then(address),
            title: self.title.map(|title| text::one_line(&title, 256)),
            referrer: self.referrer.and_then(address),
            campaign: words.map(|(name, value)| (text::one_line(&name, 64), text::one_line(&value, 256))).collect(),
            whereabouts: self.whereabouts.sound(),
        }
    }
}

impl Claims {
    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// `attributes.phone`, `.address` and `.avatar_url` fill the field where it has no claim of its own.
    #[must_use]
    pub fn with_fields_from_attributes(mut self) -> Self {
        let fields = [("phone", &mut self.phone), ("address", &mut self.address), ("avatar_url", &mut self.avatar_url)];
        for (name, field) in fields {
            let value = self.attributes.get(name).and_then(|value| value.as_str()).map(str::to_owned);
            if field.is_none() && value.is_some() {
                *field = value;
                self.attributes.remove(name);
            }
        }
        self
    }

    /// The claims as people read them: name and value.
    pub fn facts(&self) -> Vec<(String, String)> {
        let fields = [
            ("user_id", &self.user_id),
            ("name", &self.name),
            ("email", &self.email),
            ("phone", &self.phone),
            ("username", &self.username),
            ("avatar_url", &self.avatar_url),
            ("address", &self.address),
        ];
        let said = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
        let attributes = self
            .attributes
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        said.chain(attributes).collect()
    }

    /// The words a visitor is found by: the same as the migration told of those that were there before it.
    pub fn words(&self) -> String {
        let fields = [&self.user_id, &self.name, &self.email, &self.phone, &self.username, &self.address];
        let said = fields.into_iter().flatten().cloned();
        let attributes = self.attributes.values().filter_map(|value| match value {
            serde_json::Value::String(text) => Some(text.clone()),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        said.chain(attributes).collect::<Vec<_>>().join(" ")
    }

    /// These claims with later ones laid over them: what was said again replaces, attributes merge, `null` removes one.
    pub fn merged(mut self, later: Self) -> Self {
        let attributes = later.attributes;
        self.user_id = later.user_id.or(self.user_id);
        self.name = later.name.or(self.name);
        self.email = later.email.or(self.email);
        self.phone = later.phone.or(self.phone);
        self.username = later.username.or(self.username);
        self.avatar_url = later.avatar_url.or(self.avatar_url);
        self.address = later.address.or(self.address);
        for (name, value) in attributes {
            if value.is_null() {
                self.attributes.remove(&name);
            } else {
                self.attributes.insert(name, value);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_kept_without_its_fragment_and_without_foreign_schemes() {
        let page = Page {
            url: Some("https://shop.example/cart?x=1#secret".to_owned()),
            referrer: Some("javascript:alert(1)".to_owned()),
            whereabouts: Whereabouts {
                locale: Some("de-AT".to_owned()),
                time_zone: Some("<b>".to_owned()),
                device: Device::of_word("phone"),
            },
            ..Page::default()
        };

        let kept = page.trimmed();

        assert_eq!(kept.url.as_deref(), Some("https://shop.example/cart?x=1"));
        assert_eq!(kept.referrer, None);
        assert_eq!((kept.whereabouts.locale.as_deref(), kept.whereabouts.time_zone), (Some("de-AT"), None));
    }

    #[test]
    fn later_claims_lie_over_earlier_ones_and_null_removes() {
        let said = |json| serde_json::from_str::<Claims>(json).unwrap();
        let earlier = said(r#"{"name":"Jane","attributes":{"plan":"Pro","beta":true}}"#);
        let later = said(r#"{"email":"j@x.de","attributes":{"plan":null,"seats":3}}"#);

        let claims = earlier.merged(later);

        assert_eq!(claims, said(r#"{"name":"Jane","email":"j@x.de","attributes":{"beta":true,"seats":3}}"#));
    }
}
