//! What an administrator writes for visitors, by locale.

use std::collections::BTreeMap;

use super::words::words;
use crate::base::{FieldErrors, text};

/// The longest text, in characters.
pub const MAX_TEXT: usize = 300;

/// A language that the widget speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    #[default]
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Italian,
    Dutch,
    Polish,
    Turkish,
    Arabic,
    Hebrew,
    Japanese,
    Chinese,
    Hindi,
}

words!(Locale:
    English = "en", German = "de", French = "fr", Spanish = "es", Portuguese = "pt", Italian = "it", Dutch = "nl",
    Polish = "pl", Turkish = "tr", Arabic = "ar", Hebrew = "he", Japanese = "ja", Chinese = "zh", Hindi = "hi",
);

impl Locale {
    /// The widget's language for a BCP 47 tag such as `de-CH`; `None` where it speaks no such language.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?;
        Self::ALL.iter().copied().find(|locale| locale.as_str().eq_ignore_ascii_case(language))
    }
}

/// What is written in one language. What is absent has words of the panel's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    pub greeting: Option<String>,
    pub introduction: Option<String>,
    /// What visitors may expect: "We usually answer within an hour."
    pub reply_expectation: Option<String>,
    /// What stands in place of the expectation outside opening hours.
    pub away: Option<String>,
    /// A short notice on top, such as of a delay in deliveries.
    pub notice: Option<String>,
}

/// Everything that is written.
pub type TextsByLocale = BTreeMap<Locale, Texts>;

impl Texts {
    /// Each text with the name of its field.
    pub fn fields(&self) -> [(&'static str, &Option<String>); 5] {
        [
            ("greeting", &self.greeting),
            ("introduction", &self.introduction),
            ("reply_expectation", &self.reply_expectation),
            ("away", &self.away),
            ("notice", &self.notice),
        ]
    }

    /// The text of a field, by name.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "greeting" => Some(&mut self.greeting),
            "introduction" => Some(&mut self.introduction),
            "reply_expectation" => Some(&mut self.reply_expectation),
            "away" => Some(&mut self.away),
            "notice" => Some(&mut self.notice),
            _ => None,
        }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.fields().iter().all(|(_, text)| text.is_none())
    }
}

/// Trims every text and drops the empty ones. Wrong ones are named at `/texts/{locale}/{field}`.
pub(super) fn checked(texts: TextsByLocale, errors: &mut FieldErrors) -> TextsByLocale {
    let mut kept = TextsByLocale::new();
    for (locale, mut written) in texts {
        for (name, _) in Texts::default().fields() {
            let Some(text) = written.field_mut(name) else { continue };
            *text = text.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
            if text.as_deref().is_some_and(|text| text.chars().count() > MAX_TEXT || text::has_control(text)) {
                errors.add(
                    format!("/texts/{}/{name}", locale.as_str()),
                    format!("Use at most {MAX_TEXT} characters, without control characters."),
                );
            }
        }
        if !written.is_empty() {
            kept.insert(locale, written);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_language_alone() {
        for (tag, locale) in [
            ("de", Some(Locale::German)),
            ("pt-BR", Some(Locale::Portuguese)),
            ("ZH_hans-cn", Some(Locale::Chinese)),
            ("den", None),
            ("xx", None),
            ("", None),
            ("-de", None),
        ] {
            assert_eq!(Locale::of_tag(tag), locale, "{tag}");
        }
    }

    #[test]
    fn empty_texts_are_dropped_and_long_ones_named() {
        let german = Texts { greeting: Some(" Hallo! ".into()), notice: Some("x".repeat(301)), ..Texts::default() };
        let french = Texts { away: Some("  ".into()), ..Texts::default() };
        let mut errors = FieldErrors::new();

        let kept = checked(TextsByLocale::from([(Locale::German, german), (Locale::French, french)]), &mut errors);

        assert_eq!(kept.keys().copied().collect::<Vec<_>>(), [Locale::German]);
        assert_eq!(kept.get(&Locale::German).and_then(|texts| texts.greeting.as_deref()), Some("Hallo!"));
        assert_eq!(errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(), ["/texts/de/notice"]);
    }
}
