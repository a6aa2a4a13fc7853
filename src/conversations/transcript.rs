//! A conversation as a text to keep.

use std::fmt::Write;

use jiff::tz::TimeZone;

use super::{shapes::MessageContent, views::Message};
use crate::{
    base::{Timestamp, text},
    events::Author,
};

/// How the visitor is called where no name is known, by language.
const YOU: &[(&str, &str)] = &[
    ("en", "You"),
    ("de", "Sie"),
    ("fr", "Vous"),
    ("es", "Usted"),
    ("pt", "Você"),
    ("it", "Lei"),
    ("nl", "U"),
    ("pl", "Ty"),
    ("tr", "Siz"),
    ("ar", "أنت"),
    ("he", "אני"),
    ("ja", "あなた"),
    ("zh", "您"),
    ("hi", "आप"),
];

/// Whose words a transcript is in.
pub struct Reader<'r> {
    /// A language tag, such as `de-AT`; English where it is absent or not known.
    pub locale: Option<&'r str>,
    pub time_zone: TimeZone,
    /// The visitor's own name, where it is known.
    pub name: Option<String>,
}

/// The messages in order, each with its date, who wrote it and what; lines about the conversation are left out.
/// `has_older` says that it does not begin at the beginning.
pub fn write(site: &str, messages: &[Message], has_older: bool, reader: &Reader<'_>) -> String {
    let you = reader.name.clone().unwrap_or_else(|| you(reader.locale).to_owned());
    let mut transcript = format!("{site}\n");
    if has_older {
        transcript.push_str("…\n");
    }
    for message in messages {
        if matches!(message.content, Some(MessageContent::Event(_) | MessageContent::Rating(_))) {
            continue;
        }
        let name = match message.author {
            Author::Visitor => you.as_str(),
            Author::Agent | Author::System => message.agent_name.as_deref().unwrap_or(site),
        };
        // Writing to a String cannot fail.
        let _ = write!(transcript, "\n{} {}\n{}\n", moment(message.at, &reader.time_zone), name, message.body);
        for value in message.answer.iter().flat_map(|answer| &answer.values) {
            let _ = writeln!(transcript, "{}: {}", value.label, value.value);
        }
    }
    transcript
}

/// The name of the downloaded file.
pub fn file_name(at: Timestamp, zone: &TimeZone) -> String {
    format!("conversation-{}.txt", moment(at, zone).split(' ').next().unwrap_or_default())
}

fn you(locale: Option<&str>) -> &'static str {
    let language = locale.and_then(|locale| locale.split(['-', '_']).next()).unwrap_or("en").to_lowercase();
    YOU.iter().find(|(known, _)| *known == language).map_or("You", |(_, word)| word)
}

fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The visitor's name in one line, so that it cannot pass for a message.
pub fn one_line(name: &str) -> String {
    text::one_line(name, 120)
}
