//! The rules of the house (src/ARCHITECTURE.md), read off the code itself.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Lowest first; a module may use those before it. Modules in one entry are on one floor and may use each other.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["rich_text"],
    &["config"],
    &["db", "events"],
    &["jobs"],
    &["net"],
    &["http"],
    &["pictures"],
    &["audit"],
    &["accounts"],
    &["teams"],
    &["tags"],
    &["api_keys"],
    &["settings"],
    &["sites"],
    &["search"],
    &["contacts"],
    &["visitors"],
    &["files"],
    &["activity"],
    &["products"],
    &["conversations"],
    &["saved_views"],
    &["replies"],
    &["people"],
    &["transfer"],
    &["notifications"],
    &["inbox"],
    &["live"],
    &["housekeeping"],
    &["console"],
    &["docs"],
    &["handles"],
    &["routes"],
    &["app"],
    &["cli"],
];

/// R6: who writes which table.
const TABLES: &[(&str, &str)] = &[
    ("workspace", "settings"),
    ("agents", "accounts"),
    ("agent_sessions", "accounts"),
    ("api_keys", "api_keys"),
    ("idempotency_keys", "api_keys"),
    ("sites", "sites"),
    ("contacts", "contacts"),
    ("visitors", "visitors"),
    ("visitor_tokens", "visitors"),
    ("tracked_events", "visitors"),
    ("spent_challenges", "visitors"),
    ("files", "files"),
    ("pictures", "pictures"),
    ("site_keys", "sites"),
    ("site_sightings", "sites"),
    ("page_views", "visitors"),
    ("records", "activity"),
    ("record_totals", "activity"),
    ("products", "products"),
    ("product_words", "products"),
    ("catalogue_sync", "products"),
    ("failed_proofs", "people"),
    ("prepared_sessions", "people"),
    ("contact_imports", "transfer"),
    ("conversations", "conversations"),
    ("messages", "conversations"),
    ("conversation_reads", "conversations"),
    ("teams", "teams"),
    ("team_members", "teams"),
    ("tags", "tags"),
    ("conversation_tags", "conversations"),
    ("thread_entries", "conversations"),
    ("mentions", "conversations"),
    ("drafts", "conversations"),
    ("saved_views", "saved_views"),
    ("saved_replies", "replies"),
    ("macros", "replies"),
    ("notifications", "notifications"),
    ("agent_recovery_codes", "accounts"),
    ("half_sign_ins", "accounts"),
    ("invitations", "accounts"),
    ("audit_log", "audit"),
    ("contact_notes", "contacts"),
    ("contact_changes", "contacts"),
    ("contact_merges", "people"),
    ("contact_merge_items", "people"),
    ("search_entries", "search"),
    ("search_words", "search"),
    ("events", "events"),
    ("event_cursors", "events"),
];

struct Source {
    /// Relative to `src/`.
    path: String,
    text: String,
}

fn files(root: &str, endings: &[&str]) -> Vec<Source> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![base.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["node_modules", "dist", "output"].contains(&name.as_str()) {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source { path: path.strip_prefix(&base).unwrap().display().to_string(), text });
            }
        }
    }
    found.sort_by(|left, right| left.path.cmp(&right.path));
    found
}

fn sources() -> Vec<Source> {
    files("src", &[".rs"])
}

impl Source {
    fn module(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// Lines of code: without comments, and without unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]").unwrap_or(self.text.len());
        let code = self.text[..end].lines().enumerate();
        code.map(|(index, line)| (index + 1, line.split("//").next().unwrap_or("")))
            .filter(|(_, line)| !line.trim().is_empty())
    }
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn assert_none(breaches: &[String]) {
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn r1_and_r2_arrows_point_down_only() {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !["lib.rs", "main.rs"].contains(&source.path.as_str())) {
        let own = floor(source.module()).unwrap_or_else(|| panic!("src/{} has no place in FLOORS", source.path));
        let code: Vec<_> = source.code().map(|(_, line)| line).collect();
        for used in used_modules(&code.join("\n")) {
            if floor(&used).is_some_and(|used| used > own) {
                breaches.push(format!("src/{} uses {used}, which stands above it", source.path));
            }
        }
    }
    assert_none(&breaches);
}

/// The first segments of all `crate::` paths, also within braces.
fn used_modules(code: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if !rest.starts_with('{') {
            used.push(word(rest));
            continue;
        }
        let mut depth = 0;
        let mut expects = true;
        for (index, character) in rest.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => expects = true,
                c if depth == 1 && expects && c.is_alphabetic() => {
                    used.push(word(&rest[index..]));
                    expects = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    used
}

#[test]
fn r4_the_web_framework_stays_at_the_edge() {
    let may = |path: &str| {
        let name = path.rsplit('/').next().unwrap();
        path.starts_with("http/")
            || path.starts_with("live/")
            || path.contains("/pages/")
            || path.starts_with("docs/")
            || ["api.rs", "pages.rs", "shapes.rs"].contains(&name)
            || ["routes.rs", "app.rs", "base/ids.rs"].contains(&path)
    };
    assert_none(&mentions("poem", may));
}

#[test]
fn r5_sql_is_run_in_stores_and_views_only() {
    let may = |path: &str| {
        let name = path.rsplit('/').next().unwrap();
        ["base/", "db/", "events/"].iter().any(|folder| path.starts_with(folder))
            || ["store.rs", "views.rs"].contains(&name)
            // Value types that stand in a column.
            || name == "model.rs"
    };
    assert_none(&mentions("rusqlite", may));
}

#[test]
fn r8_the_network_is_reached_by_the_server_and_the_one_client_only() {
    let may = |path: &str| {
        path == "http/server.rs" || path == "http/patient.rs" || path == "app.rs" || path.starts_with("net/")
    };
    assert_none(&mentions("tokio::net", may));
    assert_none(&mentions("reqwest", |path| path.starts_with("net/")));
}

/// Where a word stands in code that may not hold it.
fn mentions(word: &str, may: impl Fn(&str) -> bool) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| !may(&source.path)) {
        for (line, code) in source
            .code()
            .filter(|(_, code)| code.contains(&format!("{word}::")) || code.contains(&format!("use {word}")))
        {
            breaches.push(format!("src/{}:{line} {}", source.path, code.trim()));
        }
    }
    breaches
}

#[test]
fn r6_only_a_tables_owner_writes_it() {
    let owners: BTreeMap<_, _> = TABLES.iter().copied().collect();
    let mut breaches = Vec::new();
    for source in sources() {
        let code: String = source.code().map(|(_, line)| format!("{line}\n")).collect();
        for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM ", "INSERT OR REPLACE INTO "] {
            for (at, _) in code.match_indices(verb) {
                let table: String =
                    code[at + verb.len()..].chars().take_while(|c| c.is_lowercase() || *c == '_').collect();
                match owners.get(table.as_str()) {
                    Some(owner) if *owner == source.module() => {}
                    Some(owner) => {
                        breaches.push(format!("src/{} writes {table}, which belongs to {owner}", source.path))
                    }
                    // "DO UPDATE SET", or words of a sentence.
                    None => {}
                }
            }
        }
        if source.path.ends_with("views.rs") && ["INSERT ", "DELETE FROM"].iter().any(|verb| code.contains(verb)) {
            breaches.push(format!("src/{} writes, but views only read", source.path));
        }
    }
    assert_none(&breaches);
}

#[test]
fn every_table_has_an_owner() {
    let migrations = files("src/db/migrations", &[".sql"]);
    let made = migrations
        .iter()
        .flat_map(|migration| migration.text.lines())
        .filter_map(|line| line.strip_prefix("CREATE TABLE "))
        .map(|rest| rest.split(' ').next().unwrap());
    let without: Vec<_> =
        made.filter(|table| !TABLES.iter().any(|(name, _)| name == table)).map(str::to_owned).collect();
    assert_none(&without);
}

#[test]
fn r9_model_types_are_not_wire_types() {
    let is_model = |source: &Source| source.path.ends_with("model.rs");
    let mut breaches = Vec::new();
    for source in sources().iter().filter(|source| is_model(source)) {
        for (line, code) in source.code().filter(|(_, code)| code.contains("poem_openapi") || code.contains("Object)"))
        {
            breaches.push(format!("src/{}:{line} {}", source.path, code.trim()));
        }
    }
    assert_none(&breaches);
}

#[test]
fn r10_files_and_functions_stay_small() {
    let mut breaches = Vec::new();
    let rust = sources().into_iter().map(|source| ("src", 400, source));
    let tests = files("tests", &[".rs"]).into_iter().map(|source| ("tests", 400, source));
    let front = files("assets", &[".ts", ".tsx"]).into_iter().filter(|source| !source.path.ends_with("protocol.d.ts"));
    let front = front.map(|source| ("assets", 250, source));
    let style = files("assets", &[".css"]).into_iter().map(|source| ("assets", 400, source));
    for (root, most, source) in rust.chain(tests).chain(front).chain(style) {
        let lines = source.text.lines().count();
        if lines > most {
            breaches.push(format!("{root}/{} has {lines} lines; {most} is the most", source.path));
        }
    }
    for source in sources() {
        breaches.extend(long_functions(&source));
    }
    assert_none(&breaches);
}

fn long_functions(source: &Source) -> Vec<String> {
    let lines: Vec<_> = source.text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words = line.trim_start();
        let is_function = ["fn ", "pub fn ", "async fn ", "pub async fn ", "pub(crate) fn ", "pub(super) fn "]
            .iter()
            .any(|head| words.starts_with(head));
        if !is_function || words.ends_with(';') {
            continue;
        }
        let end = lines[start..].iter().position(|line| *line == format!("{}}}", " ".repeat(indent)));
        if let Some(length) = end.map(|end| end + 1).filter(|length| *length > 60) {
            found.push(format!("src/{}:{} is a function of {length} lines; 60 is the most", source.path, start + 1));
        }
    }
    found
}

/// The documentation marks up our own doc comments, which nobody outside the code can write.
#[test]
fn html_that_is_not_escaped_appears_only_in_the_documentation_of_our_own_code() {
    let templates = files("templates", &[".html"]).into_iter().filter(|source| !source.path.starts_with("docs/"));
    let unescaped = templates.filter(|source| source.text.contains("|safe") || source.text.contains("| safe"));
    assert_none(&unescaped.map(|source| source.path).collect::<Vec<_>>());
}
