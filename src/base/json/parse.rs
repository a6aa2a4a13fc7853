//! Text into a tree, or one sentence that names the place.

use std::borrow::Cow;

use json_event_parser::{JsonEvent, JsonSyntaxError, SliceJsonParser};

use super::Json;

/// How deep lists and objects may lie in each other.
pub const MAX_DEPTH: usize = 32;

/// Up to this many keys, comparing each with each is cheaper than sorting them.
const FEW_KEYS: usize = 12;

/// A list or object that is still open.
enum Open<'a> {
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>, Cow<'a, str>),
}

/// Reads one JSON value.
///
/// # Errors
/// A sentence for whoever sent it: bad UTF-8, a NUL character, bad syntax, a key that stands twice, too deep.
pub fn parse(bytes: &[u8]) -> Result<Json<'_>, String> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(format!(
            "The body is not UTF-8: byte {} does not belong. Send UTF-8 text.",
            error.valid_up_to() + 1
        ));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(format!("The body holds a NUL character at byte {}. Leave it out.", at + 1));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("The body is empty. Send a JSON object.".to_owned());
    }
    let mut parser = SliceJsonParser::new(bytes);
    let mut open = Vec::new();
    loop {
        let event = parser.parse_next().map_err(|error| syntax_sentence(&error))?;
        let Some(value) = take(event, &mut open)? else { continue };
        match open.last_mut() {
            Some(Open::List(elements)) => elements.push(value),
            Some(Open::Object(fields, key)) => fields.push((std::mem::take(key), value)),
            None => {
                return match parser.parse_next() {
                    Ok(JsonEvent::Eof) => Ok(value),
                    Ok(_) => Err("The body goes on after its JSON value has ended. Send one value.".to_owned()),
                    Err(error) => Err(syntax_sentence(&error)),
                };
            }
        }
    }
}

/// Takes one event and answers the value that it completes, if any.
fn take<'a>(event: JsonEvent<'a>, open: &mut Vec<Open<'a>>) -> Result<Option<Json<'a>>, String> {
    Ok(Some(match event {
        JsonEvent::Null => Json::Null,
        JsonEvent::Boolean(value) => Json::Boolean(value),
        JsonEvent::Number(number) => Json::Number(number),
        JsonEvent::String(text) => {
            refuse_nul(&text, open)?;
            Json::Text(text)
        }
        JsonEvent::ObjectKey(name) => {
            refuse_nul(&name, open)?;
            if let Some(Open::Object(_, key)) = open.last_mut() {
                *key = name;
            }
            return Ok(None);
        }
        JsonEvent::StartArray | JsonEvent::StartObject if open.len() >= MAX_DEPTH => {
            return Err(format!("{} lies deeper than {MAX_DEPTH} levels. Send a flatter value.", place(open)));
        }
        JsonEvent::StartArray => {
            open.push(Open::List(Vec::new()));
            return Ok(None);
        }
        JsonEvent::StartObject => {
            open.push(Open::Object(Vec::new(), Cow::Borrowed("")));
            return Ok(None);
        }
        JsonEvent::EndArray | JsonEvent::EndObject => match open.pop() {
            Some(Open::List(elements)) => Json::List(elements),
            Some(Open::Object(fields, _)) => {
                if let Some(key) = duplicate(&fields) {
                    return Err(format!("{} holds the key “{key}” twice. Send each key once.", place(open)));
                }
                Json::Object(fields)
            }
            None => return Err("The body closes a bracket that it never opened.".to_owned()),
        },
        JsonEvent::Eof => return Err("The body ends in the middle of its JSON value.".to_owned()),
    }))
}

fn refuse_nul(text: &str, open: &[Open<'_>]) -> Result<(), String> {
    if text.contains('\0') {
        return Err(format!("{} holds a NUL character (\\u0000). Leave it out.", place(open)));
    }
    Ok(())
}

fn duplicate<'f>(fields: &'f [(Cow<'_, str>, Json<'_>)]) -> Option<&'f str> {
    if fields.len() <= FEW_KEYS {
        let repeats = |(index, (key, _)): &(usize, &(Cow<'_, str>, Json<'_>))| {
            fields[..*index].iter().any(|(other, _)| other == key)
        };
        return fields.iter().enumerate().find(repeats).map(|(_, (key, _))| key.as_ref());
    }
    let mut keys: Vec<&str> = fields.iter().map(|(key, _)| key.as_ref()).collect();
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

/// Where the parser stands, as a JSON pointer; “The body” at the top.
fn place(open: &[Open<'_>]) -> String {
    let mut pointer = String::new();
    for level in open {
        pointer.push('/');
        match level {
            Open::List(elements) => pointer.push_str(&elements.len().to_string()),
            Open::Object(_, key) => super::read::push_escaped(&mut pointer, key),
        }
    }
    if pointer.is_empty() { "The body".to_owned() } else { format!("“{pointer}”") }
}

fn syntax_sentence(error: &JsonSyntaxError) -> String {
    let at = error.location().start;
    format!(
        "The body is not JSON: see line {}, column {}. Check quotes, commas and brackets there.",
        at.line + 1,
        at.column + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_the_text_they_were_sent_as() {
        let tree = parse(br#"{"amount": 19.9900000000000000001, "big": 1e3}"#).unwrap();

        assert_eq!(tree.get("amount"), Some(&Json::Number("19.9900000000000000001".into())));
        assert_eq!(tree.to_text(), r#"{"amount":19.9900000000000000001,"big":1e3}"#);
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_place() {
        let deep = format!("{}{}", "[".repeat(33), "]".repeat(33));
        for (body, expected) in [
            (&b"{\"a\": \xff}"[..], "byte 7"),
            (b"{\"a\": \"\xc0\xaf\"}", "byte 8"),
            (b"{\"a\": \"\0\"}", "NUL"),
            (br#"{"a": {"b": ["x", "\u0000"]}}"#, "“/a/b/1” holds a NUL"),
            (br#"{"a": {"b": 1, "b": 2}}"#, "“/a” holds the key “b” twice"),
            (br#"{"a": 1, "\u0061": 2}"#, "The body holds the key “a” twice"),
            (br#"{"a": "\ud800"}"#, "line 1, column"),
            (br#"{"a": "\ud800\u0061"}"#, "line 1, column"),
            (br#"{"a": 01}"#, "line 1, column"),
            (br#"{"a": NaN}"#, "line 1, column 7"),
            (b"{\"a\": 1,\n}", "line 2, column 1"),
            (br#"{"a": 1} {}"#, "line 1, column"),
            (br#"{"a": "#, "line 1, column"),
            (b" \n", "empty"),
            (b"", "empty"),
            (deep.as_bytes(), "deeper than 32"),
        ] {
            let sentence = parse(body).unwrap_err();
            assert!(sentence.contains(expected), "{:?}: {sentence}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn duplicates_among_many_keys_are_found() {
        let many: Vec<_> = (0..1000).map(|n| format!("\"k{}\":0", n % 999)).collect();

        assert!(parse(format!("{{{}}}", many.join(",")).as_bytes()).unwrap_err().contains("“k0” twice"));
    }

    #[test]
    fn thirty_two_levels_are_read_and_written_back() {
        let deep = format!("{}{}", "[".repeat(32), "]".repeat(32));

        assert_eq!(parse(deep.as_bytes()).unwrap().to_text(), deep);
        assert_eq!(parse("\"\\u00e4\\n\\u001f\"".as_bytes()).unwrap().to_text(), "\"ä\\n\\u001f\"");
    }

    #[test]
    fn damaged_text_is_read_the_same_twice_or_refused() {
        let random = crate::base::Random::seeded(11);
        let whole = "{\"a\": [1.5e3, \"\u{e4}\\u00e4\\ud83d\\ude00\", null, true], \"b\": {\"c\": \"\\n\"}}".as_bytes();
        let noise = b"{}[]\",:\\u0d8e1.-tfn\xff\x00 ";

        for _ in 0..20_000 {
            let mut damaged = whole.to_vec();
            for _ in 0..=random.below(3) {
                let at = random.below(damaged.len() as u64) as usize;
                let byte = noise[random.below(noise.len() as u64) as usize];
                match random.below(3) {
                    0 => damaged[at] = byte,
                    1 => damaged.insert(at, byte),
                    _ => damaged.truncate(at.max(1)),
                }
            }
            if let Ok(tree) = parse(&damaged) {
                assert_eq!(parse(tree.to_text().as_bytes()).as_ref(), Ok(&tree));
            }
        }
    }
}
