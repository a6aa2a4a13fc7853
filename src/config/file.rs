//! The configuration file: finds it, reads its TOML and turns it into one entry for each key.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::key::Key;
use super::problems::{Place, Problem, Problems};
use super::readings::Entry;
use super::shape::Raw;
use crate::base::json::nearest;

/// Read when it exists and no other file is named.
const USUAL_FILE: &str = "config.toml";

/// What the file says.
#[derive(Default)]
pub(super) struct FromFile {
    pub path: Option<PathBuf>,
    pub entries: Vec<Entry>,
}

/// Reads the named file, or the usual one if it is there. When the TOML itself is broken, only
/// that is told: guessing what the rest meant would bury it under false alarms.
pub(super) fn read(named: Option<&Path>, problems: &mut Problems) -> FromFile {
    let path = named.unwrap_or(Path::new(USUAL_FILE));
    let text = match std::fs::read(path) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let line = 1 + count_lines(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
                let reason = format!("Line {line} is not UTF-8 text. Save the file as UTF-8.");
                problems.add(of_file(path, reason));
                return FromFile::default();
            }
        },
        Err(error) if error.kind() == ErrorKind::NotFound && named.is_none() => return FromFile::default(),
        Err(error) => {
            problems.add(of_file(path, why_unreadable(&error)));
            return FromFile::default();
        }
    };

    let mut reader = Reader { path, text: &text, entries: Vec::new(), problems };
    let (document, syntax_errors) = DeTable::parse_recoverable(&text);
    if syntax_errors.is_empty() {
        reader.take_table("", document.get_ref());
    }
    for error in syntax_errors {
        reader.take_syntax_error(&error);
    }
    FromFile { entries: reader.entries, path: Some(path.to_owned()) }
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    entries: Vec<Entry>,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    /// Goes through a table; `prefix` is the name of the section with its dot.
    fn take_table(&mut self, prefix: &str, table: &DeTable<'_>) {
        let mut items: Vec<_> = table.iter().collect();
        items.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in items {
            let full_name = format!("{prefix}{}", name.get_ref());
            let place = Place::File { path: self.path.to_owned(), line: self.line_at(name.span().start) };
            match (Key::named(&full_name), value.get_ref()) {
                (Some(key), _) => self.entries.push(Entry { key, raw: self.raw(value), place }),
                (None, DeValue::Table(section)) if is_section(&full_name) => {
                    self.take_table(&format!("{full_name}."), section);
                }
                (None, DeValue::Table(_)) => self.problems.add(unknown_section(full_name, place)),
                (None, _) => self.problems.add(unknown(full_name, place)),
            }
        }
    }

    fn take_syntax_error(&mut self, error: &toml::de::Error) {
        let line = error.span().map_or(0, |span| self.line_at(span.start));
        let written = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default().trim();
        // Only the part before "=" is repeated: the rest of an unreadable line may be anything.
        let field = written.split('=').next().unwrap_or_default().trim();
        let known = super::keys().find(|key| key.section_and_field().1 == field);
        self.problems.add(Problem {
            key: if field.is_empty() { self.path.display().to_string() } else { field.to_owned() },
            value: None,
            place: Place::File { path: self.path.to_owned(), line },
            reason: format!(
                "This line cannot be read ({}). Write a key, an equals sign and a value; texts need quotes.",
                error.message()
            ),
            example: Some(known.map_or("listen = \"0.0.0.0:8080\"".into(), Key::example_line)),
        });
    }

    fn raw(&self, value: &Spanned<DeValue<'_>>) -> Raw {
        let written = || self.text.get(value.span()).unwrap_or_default().to_owned();
        match value.get_ref() {
            DeValue::String(text) => Raw::Text(text.to_string()),
            DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Raw::Whole(number),
                Err(_) => Raw::Other { kind: "far too large", written: written() },
            },
            DeValue::Array(items) => {
                let texts: Option<Vec<String>> = items.iter().map(|item| text_or_number(item.get_ref())).collect();
                texts.map_or_else(|| Raw::Other { kind: "a list of other things", written: written() }, Raw::List)
            }
            DeValue::Float(_) => Raw::Other { kind: "a number with decimals", written: written() },
            DeValue::Boolean(_) => Raw::Other { kind: "true or false", written: written() },
            DeValue::Datetime(_) => Raw::Other { kind: "a date", written: written() },
            DeValue::Table(_) => Raw::Other { kind: "a section", written: "{…}".into() },
        }
    }

    fn line_at(&self, byte: usize) -> usize {
        1 + count_lines(&self.text.as_bytes()[..byte.min(self.text.len())])
    }
}

/// What a list holds: texts, and for ports whole numbers.
fn text_or_number(item: &DeValue<'_>) -> Option<String> {
    match item {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        _ => None,
    }
}

fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}

fn is_section(name: &str) -> bool {
    super::keys().any(|key| key.section_and_field().0 == Some(name))
}

fn unknown(name: String, place: Place) -> Problem {
    let field = name.rsplit('.').next().unwrap_or(&name);
    let elsewhere = super::keys().find(|key| key.section_and_field().1 == field);
    let names: Vec<_> = super::keys().map(|key| key.name).collect();
    let meant = nearest(&name, &names).and_then(Key::named);
    let reason = if is_section(&name) {
        format!("This is the name of a section. Write [{name}] on a line of its own and its keys below.")
    } else if field.contains("secret") {
        "A secret does not belong into this file. Set the variable DESKBELL_SECRET.".into()
    } else if let Some(key) = elsewhere {
        match key.section_and_field().0 {
            Some(section) => format!("There is no such key here. “{field}” belongs under [{section}]."),
            None => format!("There is no such key here. “{field}” belongs at the top, above every section."),
        }
    } else if let Some(key) = meant {
        format!("There is no such key. Did you mean {}?", key.name)
    } else {
        "There is no such key. `config.example.toml` lists them all.".into()
    };
    let example = elsewhere.or(meant).map(Key::example_line);
    Problem { key: name, value: None, place, reason, example }
}

fn unknown_section(name: String, place: Place) -> Problem {
    let sections = super::keys().filter_map(|key| key.section_and_field().0);
    let reason = match nearest(&name, &sections.collect::<Vec<_>>()) {
        Some(meant) => format!("There is no section [{name}]. Did you mean [{meant}]?"),
        None => format!("There is no section [{name}]. `config.example.toml` lists them all."),
    };
    Problem { key: format!("[{name}]"), value: None, place, reason, example: None }
}

fn of_file(path: &Path, reason: String) -> Problem {
    let place = Place::File { path: path.to_owned(), line: 0 };
    Problem { key: path.display().to_string(), value: None, place, reason, example: None }
}

fn why_unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "There is no such file. Check the name, or leave it out to use the defaults.".into(),
        ErrorKind::PermissionDenied => {
            "The account Deskbell runs under is not allowed to read this file. Give it permission.".into()
        }
        ErrorKind::IsADirectory => "This is a folder. Name the file inside it.".into(),
        _ => format!("The file cannot be read ({error}). Check the disk and the path."),
    }
}
