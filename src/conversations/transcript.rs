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

/// What stands above a conversation that is longer than the file, by language; the number follows.
const LEFT_OUT: &[(&str, &str)] = &[
    ("en", "Earlier messages that are not in this file:"),
    ("de", "Frühere Nachrichten, die nicht in dieser Datei stehen:"),
    ("fr", "Messages antérieurs absents de ce fichier :"),
    ("es", "Mensajes anteriores que no están en este archivo:"),
    ("pt", "Mensagens anteriores que não estão neste arquivo:"),
    ("it", "Messaggi precedenti non presenti in questo file:"),
    ("nl", "Eerdere berichten die niet in dit bestand staan:"),
    ("pl", "Wcześniejsze wiadomości, których nie ma w tym pliku:"),
    ("tr", "Bu dosyada bulunmayan önceki iletiler:"),
    ("ar", "رسائل سابقة غير موجودة في هذا الملف:"),
    ("he", "הודעות קודמות שאינן בקובץ זה:"),
    ("ja", "このファイルに含まれていない以前のメッセージ数:"),
    ("zh", "此文件未包含的较早消息数："),
    ("hi", "इस फ़ाइल में शामिल न किए गए पुराने संदेश:"),
];

/// Whose words a transcript is in.
pub struct Reader<'r> {
    /// A language tag, such as `de-AT`; English where it is absent or not known.
    pub locale: Option<&'r str>,
    pub time_zone: TimeZone,
    /// The visitor's own name, where it is known.
    pub name: Option<String>,
}

/// The messages in order, each with its date, who wrote it, what, and the names of its files; lines about the
/// conversation are left out. Where it does not begin at the beginning, it says how many messages are missing.
pub fn write(site: &str, messages: &[Message], reader: &Reader<'_>) -> String {
    let you = reader.name.clone().unwrap_or_else(|| word(YOU, reader.locale).to_owned());
    let mut transcript = format!("{site}\n");
    // Writing to a String cannot fail.
    let older = messages.first().map_or(0, |oldest| oldest.number - 1);
    if older > 0 {
        let _ = writeln!(transcript, "\n{} {older}", word(LEFT_OUT, reader.locale));
    }
    for message in messages {
        if matches!(message.content, Some(MessageContent::Event(_) | MessageContent::Rating(_))) {
            continue;
        }
        let name = match message.author {
            Author::Visitor => you.as_str(),
            Author::Agent | Author::System => message.agent_name.as_deref().unwrap_or(site),
        };
        let _ = writeln!(transcript, "\n{} {}", moment(message.at, &reader.time_zone), name);
        if !message.body.is_empty() {
            let _ = writeln!(transcript, "{}", message.body);
        }
        for file in &message.files {
            let _ = writeln!(transcript, "[{}]", file.name);
        }
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

fn word(words: &[(&str, &'static str)], locale: Option<&str>) -> &'static str {
    let language = locale.and_then(|locale| locale.split(['-', '_']).next()).unwrap_or("en").to_lowercase();
    let known = words.iter().find(|(known, _)| *known == language).or(words.first());
    known.map_or("", |(_, word)| *word)
}

fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The visitor's name in one line, so that it cannot pass for a message.
pub fn one_line(name: &str) -> String {
    text::one_line(name, 120)
}
