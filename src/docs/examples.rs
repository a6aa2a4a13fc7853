//! One request, written in four languages.

use std::fmt::Write;

use crate::base::json::{Json, write_text};

/// The key that examples show.
const KEY: &str = "wgk_YOUR_KEY";

/// A request to be shown.
pub struct ExampleRequest<'e> {
    pub method: &'e str,
    /// The whole address, with the query string.
    pub address: String,
    pub body: Option<&'e Json<'e>>,
}

/// An example in one language.
pub struct CodeSample {
    pub language: &'static str,
    /// What to save it as and to start it with; empty where it is a command itself.
    pub run: &'static str,
    pub code: String,
}

impl ExampleRequest<'_> {
    /// The request in every language.
    pub fn in_all_languages(&self) -> Vec<CodeSample> {
        vec![
            CodeSample { language: "curl", run: "", code: self.curl() },
            CodeSample { language: "Node", run: "node example.mjs", code: self.node() },
            CodeSample { language: "PHP", run: "php example.php", code: self.php() },
            CodeSample { language: "Python", run: "python3 example.py", code: self.python() },
        ]
    }

    fn curl(&self) -> String {
        let mut code = format!("curl -X {} '{}' \\\n  -H 'Authorization: Bearer {KEY}'", self.method, self.address);
        if let Some(body) = self.body {
            let body = body.to_pretty_text().replace('\'', r"'\''");
            let _ = write!(code, " \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'");
        }
        code
    }

    fn node(&self) -> String {
        let mut headers = format!("Authorization: 'Bearer {KEY}'");
        let mut body = String::new();
        if let Some(json) = self.body {
            headers.push_str(", 'Content-Type': 'application/json'");
            body = format!("\n  body: JSON.stringify({}),", literal(json, &JAVASCRIPT, 1));
        }
        format!(
            "const answer = await fetch('{}', {{\n  method: '{}',\n  headers: {{ {headers} }},{body}\n}});\nconsole.log(answer.status, await answer.json());",
            self.address, self.method
        )
    }

    fn php(&self) -> String {
        let mut header = format!("Authorization: Bearer {KEY}\\r\\n");
        let mut content = String::new();
        if let Some(json) = self.body {
            header.push_str("Content-Type: application/json\\r\\n");
            content = format!("\n    'content' => json_encode({}),", literal(json, &PHP, 1));
        }
        format!(
            "<?php\n$context = stream_context_create(['http' => [\n    'method' => '{}',\n    'header' => \"{header}\",{content}\n    'ignore_errors' => true,\n]]);\n$answer = file_get_contents('{}', false, $context);\necho $answer, \"\\n\";",
            self.method, self.address
        )
    }

    fn python(&self) -> String {
        let mut headers = format!("\"Authorization\": \"Bearer {KEY}\"");
        let mut data = String::new();
        if let Some(json) = self.body {
            headers.push_str(", \"Content-Type\": \"application/json\"");
            data = format!("\n    data=json.dumps({}).encode(),", literal(json, &PYTHON, 1));
        }
        format!(
            "import json, urllib.request\n\nrequest = urllib.request.Request(\n    \"{}\",\n    method=\"{}\",\n    headers={{{headers}}},{data}\n)\nwith urllib.request.urlopen(request) as answer:\n    print(answer.status, json.load(answer))",
            self.address, self.method
        )
    }
}

/// How a language writes values.
struct Style {
    object: [char; 2],
    empty_object: &'static str,
    /// Between a key and its value.
    arrow: &'static str,
    /// `true`, `false`, `null`.
    words: [&'static str; 3],
    quotes_keys: bool,
    single_quotes: bool,
    /// A line break within quotes; PHP's single ones know none.
    line_break: &'static str,
    indent: usize,
}

const JAVASCRIPT: Style = Style {
    object: ['{', '}'],
    empty_object: "{}",
    arrow: ": ",
    words: ["true", "false", "null"],
    quotes_keys: false,
    single_quotes: true,
    line_break: "\\n",
    indent: 2,
};
const PHP: Style = Style {
    object: ['[', ']'],
    empty_object: "new stdClass()",
    arrow: " => ",
    words: ["true", "false", "null"],
    quotes_keys: true,
    single_quotes: true,
    line_break: "' . \"\\n\" . '",
    indent: 4,
};
const PYTHON: Style = Style {
    object: ['{', '}'],
    empty_object: "{}",
    arrow: ": ",
    words: ["True", "False", "None"],
    quotes_keys: true,
    single_quotes: false,
    line_break: "\\n",
    indent: 4,
};

/// A value as a literal of a language, its inner lines indented below `level`.
fn literal(json: &Json<'_>, style: &Style, level: usize) -> String {
    match json {
        Json::Boolean(true) => style.words[0].to_owned(),
        Json::Boolean(false) => style.words[1].to_owned(),
        Json::Null => style.words[2].to_owned(),
        Json::Number(number) => number.to_string(),
        Json::Text(text) => quoted(text, style),
        Json::List(elements) => {
            block(['[', ']'], elements.iter().map(|element| literal(element, style, level + 1)), (style, level))
        }
        // PHP writes an empty list and an empty object alike; JSON does not.
        Json::Object(fields) if fields.is_empty() => style.empty_object.to_owned(),
        Json::Object(fields) => {
            let line = |(key, value): &(std::borrow::Cow<'_, str>, Json<'_>)| {
                let is_word = key.chars().all(|character| character.is_ascii_alphanumeric() || character == '_');
                let key = if is_word && !style.quotes_keys { key.to_string() } else { quoted(key, style) };
                format!("{key}{}{}", style.arrow, literal(value, style, level + 1))
            };
            block(style.object, fields.iter().map(line), (style, level))
        }
    }
}

fn block([open, close]: [char; 2], lines: impl Iterator<Item = String>, (style, level): (&Style, usize)) -> String {
    let outer = " ".repeat(level * style.indent);
    let inner = " ".repeat((level + 1) * style.indent);
    let lines: Vec<_> = lines.map(|line| format!("{inner}{line},\n")).collect();
    format!("{open}\n{}{outer}{close}", lines.concat())
}

fn quoted(text: &str, style: &Style) -> String {
    if style.single_quotes {
        return format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', style.line_break));
    }
    let mut out = String::new();
    write_text(&mut out, text);
    out
}
